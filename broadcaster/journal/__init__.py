"""What happened: the as-run log and campaign tallies."""

from broadcaster.journal.entries import Heard, Note, StandingPage, as_json
from broadcaster.journal.journal import Journal
from broadcaster.journal.tally import tally

__all__ = ["Heard", "Journal", "Note", "StandingPage", "as_json", "tally"]
