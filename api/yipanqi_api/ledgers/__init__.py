"""Ledgers of issues and the reports that units owe to them."""
