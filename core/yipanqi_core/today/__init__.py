"""What someone sees first: what waits for them, what falls due, what is late."""
