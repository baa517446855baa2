"""What an operator wrote: bytes to text, text to values with their places, in Vietnamese."""
