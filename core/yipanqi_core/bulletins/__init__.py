"""Bulletins and what follows from results: problems fed back for rectification, consequences decided by people."""
