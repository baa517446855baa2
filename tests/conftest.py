"""For every room: a busy machine is no mistake."""

from __future__ import annotations

from hypothesis import settings

# By default hypothesis gives an example 200 ms, whatever else the machine does.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
# The quick suite tries fewer examples of each property (`--hypothesis-profile=quick`).
settings.register_profile("quick", settings.get_profile("unhurried"), max_examples=15)
