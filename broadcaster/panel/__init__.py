"""The station's pages and its HTTP interface."""
