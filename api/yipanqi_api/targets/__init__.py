"""Targets of the county and its units, and how far they are."""
