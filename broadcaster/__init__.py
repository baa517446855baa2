"""The station: texts become speech, speech becomes sound, sound leaves at its hour."""

__version__ = "0.1.0"
