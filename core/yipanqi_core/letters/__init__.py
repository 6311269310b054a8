"""Letters: numbered official documents that a ruling brings about, and the replies they ask for."""
