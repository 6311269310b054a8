"""What can go wrong between Yipanqi and its database, each with the remedy in the message."""


class DatabaseError(Exception):
    """The database cannot be used as it is."""


class UnreachableDatabaseError(DatabaseError):
    """No server answers at the address."""


class PrivilegedRoleError(DatabaseError):
    """The role would pass by row-level security, so nothing is served under it."""


class MigrationMissingError(DatabaseError):
    """The schema is not at the revision this program needs."""
