"""The rules engine: pure functions from frozen facts and an edition to judgements; no I/O, no clock."""
