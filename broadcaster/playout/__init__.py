"""From airings due to sound at the loudspeaker, and what was really heard."""
