"""Gathering: from the county's records to the frozen facts that rules are told."""
