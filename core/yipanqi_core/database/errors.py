"""What can go wrong between Yipanqi and its database, each with the remedy in the message."""

from typing import Self

from sqlalchemy import URL


class DatabaseError(Exception):
    """The database cannot be used as it is."""


class UnreachableDatabaseError(DatabaseError):
    """No server answers at the address."""

    @classmethod
    def at(cls, url: URL, cause: BaseException) -> Self:
        """Name the address (never its password) and what the attempt met."""
        where = url.render_as_string(hide_password=True)
        return cls(f"连不上数据库 {where}：{cause}。请检查 DATABASE_URL 与数据库服务。")


class PrivilegedRoleError(DatabaseError):
    """The role would pass by row-level security, so nothing is served under it."""


class MigrationMissingError(DatabaseError):
    """The schema is not at the revision this program needs."""
