"""Referrals: what counties hand up to their city."""
