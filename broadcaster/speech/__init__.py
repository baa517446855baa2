"""From spoken words to a voice."""
