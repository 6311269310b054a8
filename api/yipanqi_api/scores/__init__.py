"""Scores: a unit's points in its groups, each opened to the ratings they come from."""
