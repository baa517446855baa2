"""What each page shows, made from the door's JSON; pure."""
