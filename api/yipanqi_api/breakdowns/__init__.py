"""Breakdowns: the projects cut by level, panel or whatever the mechanism declares, so that the parts add up."""
