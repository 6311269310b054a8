"""The push list: five aspects of every listed project."""
