"""The inbox of the one who is signed in."""
