"""Records of work: visits, meetings, interviews, and what may be recorded."""
