"""Tasks: what posts and units owe, and which record of work closes each."""
