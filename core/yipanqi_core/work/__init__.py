"""What people do about projects: issues, records of work and tasks."""
