"""The county's mechanism as data: its grammar, clauses, seats and parameters."""
