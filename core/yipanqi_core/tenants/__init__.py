"""Tenants: the counties (and the city above them) that share one installation and never see each other."""
