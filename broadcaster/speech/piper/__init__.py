"""Piper voices an officer drops into `voices/`."""
