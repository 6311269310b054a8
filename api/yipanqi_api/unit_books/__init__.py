"""Each unit's project list, task list and ledger, drawn from the same records."""
