"""Posts with who holds them."""
