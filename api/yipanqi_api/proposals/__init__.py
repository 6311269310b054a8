"""Proposals to list, move or release projects: what waits for whom, and deciding it."""
