"""Evidence: files attached to acts, kept by their hash."""
