"""Inspections: proposed by rules, made on the spot, their problems followed until they are put right."""
