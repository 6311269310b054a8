"""Duties: the calendar of what is owed and what fulfils it, and the reminders before a period ends."""
