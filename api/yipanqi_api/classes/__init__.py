"""Classes of projects: computed from the facts, told with clause and reason."""
