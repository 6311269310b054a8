"""Key chains: who heads each, which unit leads it, and its task force."""
