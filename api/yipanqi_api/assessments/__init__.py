"""Assessments and the ratings they store."""
