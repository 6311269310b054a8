"""Reports of completed investment and the year's plan, written."""
