"""One sound server for all tests over the real path; those that break it get one of their own."""

from __future__ import annotations
