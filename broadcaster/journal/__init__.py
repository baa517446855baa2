"""What happened: the as-run log and campaign tallies."""
