"""Cases with tracks of their own."""
