"""What is sent and answered around sign-in."""

from typing import Annotated, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import permissions_of
from yipanqi_core.auth.service import TokenPair

Password = Annotated[str, Meta(min_length=1, max_length=128)]


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """County, login and password."""

    county: Annotated[str, Meta(min_length=1, max_length=31, description="县代码")]
    login: Annotated[str, Meta(min_length=1, max_length=64)]
    password: Password


class Refresh(msgspec.Struct, forbid_unknown_fields=True):
    """A refresh token."""

    refresh_token: Annotated[str, Meta(min_length=1, max_length=128)]


class ChangePassword(msgspec.Struct, forbid_unknown_fields=True):
    """The present and the new password."""

    current_password: Password
    new_password: Password


class TokenView(msgspec.Struct):
    """An access token for a quarter of an hour, and a refresh token good for one renewal."""

    access_token: str
    refresh_token: str
    token_type: str
    expires_in: Annotated[int, Meta(description="seconds")]

    @classmethod
    def of(cls, pair: TokenPair) -> Self:
        """Show a pair of tokens."""
        return cls(pair.access_token, pair.refresh_token, "Bearer", pair.expires_in)


class RoleView(msgspec.Struct):
    """A role with its Chinese label."""

    code: str
    label: str


class UnitReference(msgspec.Struct):
    """A unit by id and name."""

    id: UUID
    name: str


class Me(msgspec.Struct):
    """Who is signed in."""

    id: UUID
    login: str
    name: str
    role: RoleView
    unit: UnitReference
    post_ids: tuple[UUID, ...]
    permissions: tuple[str, ...]

    @classmethod
    def of(cls, who: Identity) -> Self:
        """Show an identity."""
        return cls(
            id=who.user_id,
            login=who.login,
            name=who.name,
            role=RoleView(who.role.value, who.role.label),
            unit=UnitReference(who.unit_id, who.unit_name),
            post_ids=who.post_ids,
            permissions=tuple(permission.value for permission in permissions_of(who.role)),
        )
