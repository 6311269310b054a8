"""Pools: what a county has of a scarce thing in a year, and to whom it was allotted."""
