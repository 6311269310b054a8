"""Subscriptions of other systems to the county's events, kept by the county's administrator."""
