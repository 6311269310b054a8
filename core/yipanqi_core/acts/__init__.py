"""Acts upon a track: nominations, transfers, additions and exits, each proposed, decided stage by stage, and kept."""
