"""Today: what someone sees first."""
