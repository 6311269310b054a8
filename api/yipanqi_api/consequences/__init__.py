"""Consequences: what results call for, decided by the seat that the mechanism names."""
