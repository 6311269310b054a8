"""In whose name the command line acts."""

ACTOR = "命令行"
"""As the audit trail and histories show it."""
