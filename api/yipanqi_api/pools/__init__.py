"""Yearly pools and their allotments."""
