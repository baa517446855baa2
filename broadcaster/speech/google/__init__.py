"""Google Translate's voice through gTTS: while preparing only, never at air time."""
