"""From voice, jingles and beds to a programme's finished sound."""
