"""The built-in voice: a Vietnamese front end of our own over the open Kokoro weights. Needs no network."""

from broadcaster.speech.kokoro.engine import KokoroEngine

__all__ = ["KokoroEngine"]
