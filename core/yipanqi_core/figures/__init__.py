"""Figures and targets of a county and its units: recorded, corrected with a reason, never changed quietly."""
