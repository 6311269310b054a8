"""Bulletins: lists, one with its document, its files, and those that inspectors write."""
