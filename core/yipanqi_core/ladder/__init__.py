"""The ladder: where each issue stands, how it climbed, the ledgers that show it, and what went up to the city."""
