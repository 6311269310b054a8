"""Duties: what is owed by whom until when, and the records that fulfil it."""
