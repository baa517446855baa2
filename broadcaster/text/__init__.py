"""From a script file to the words that are spoken."""
