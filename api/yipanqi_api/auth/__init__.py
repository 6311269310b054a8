"""Routes of signing in and out."""
