"""Writing upon projects: registering, correcting, yearly marks, and proposing that they come, move or leave."""
