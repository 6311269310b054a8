"""The red and black boards."""
