"""Many acts in one request: each by the very handler of its single route."""
