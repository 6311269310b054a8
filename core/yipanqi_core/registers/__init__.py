"""Registers: typed rows of the county, of units and of projects, as they stood on any day."""
