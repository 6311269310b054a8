"""Key industry chains: who heads each, which unit leads it with whom, and its task force, through time."""
