"""What the door answers for whole areas of work, one desk each: the timetable, the texts, the sounds, the devices.

Each file holds the protocol the pages speak to; what answers at a running station stands beside it.
"""
