"""Monthly figures of the county and its units."""
