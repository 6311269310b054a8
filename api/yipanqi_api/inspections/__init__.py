"""Inspections: kinds, lists, one with its problems, coverage; recorded by those who inspect."""
