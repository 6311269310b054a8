"""Registers and their rows."""
