"""Desks with no station behind them, one file each, for `FakeDoor`."""
