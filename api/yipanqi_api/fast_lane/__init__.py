"""Approval items on the fast lane, with the days in hand."""
