"""Promotions of projects to a higher level."""
