"""Fingerprints of what judges: a county's text as it is written, and the engine that applies it."""
