"""Reviews: several units asked for their opinions on one thing, in rounds, with a result."""
