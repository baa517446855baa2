"""What a person sees and does at each desk of the station: one file an area, with its rows of the panel's tables."""
