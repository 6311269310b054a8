"""Orders: queues of projects, each told with the reason for its place."""
