"""Meetings: series with a cadence, agendas that fill themselves, answers, decisions and minutes."""
