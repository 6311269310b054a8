"""The lists of the main track, counted and opened."""
