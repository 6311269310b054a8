"""What happens in a county, told as it is committed: the audit trail's chain read onward from a number."""
