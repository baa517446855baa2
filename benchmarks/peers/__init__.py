"""What a commune would otherwise play with, each driven the way its own manual says."""
