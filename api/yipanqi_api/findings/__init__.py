"""Findings: what a month's check found amiss."""
