"""All rooms together: a running station."""
