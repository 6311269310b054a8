"""Leaders of a project, and who drives it in its stage."""
