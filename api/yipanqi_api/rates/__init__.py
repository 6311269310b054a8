"""Rates per unit."""
