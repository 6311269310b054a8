"""Goals and how far they are."""
