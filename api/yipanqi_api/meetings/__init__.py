"""Meetings with agenda, answers, decisions and minutes; reminders."""
