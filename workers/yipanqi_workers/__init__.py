"""Work that happens by itself: a sweep that PostgreSQL alone suffices for, and a bell that spares waiting for it."""
