"""Yipanqi's domain: facts, the rules engine, records and the schedule of duties; knows neither web nor queue."""
