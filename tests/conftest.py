"""For every room: a busy machine is no mistake."""

from __future__ import annotations

from hypothesis import settings

# By default hypothesis gives an example 200 ms, whatever else the machine does.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
