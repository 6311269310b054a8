"""Rectifications: what bulletins fed back, reported by units and confirmed by the office."""
