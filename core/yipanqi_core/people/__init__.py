"""People and their places: units, posts, appointments and users."""
