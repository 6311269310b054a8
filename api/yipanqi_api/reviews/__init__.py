"""Reviews with their rounds and opinions."""
