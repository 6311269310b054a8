"""Who is asking: passwords, signing keys, access and refresh tokens, permissions."""
