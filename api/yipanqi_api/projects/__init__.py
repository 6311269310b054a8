"""Projects with their items, plans, passages, responsibilities, history and ratings."""
