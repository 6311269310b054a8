"""What is sent about issues."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta, UnsetType

from yipanqi_core.vocabulary import Urgency

Words = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S")]
Name = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\S")]


class NewIssue(msgspec.Struct, forbid_unknown_fields=True):
    """An issue to be raised."""

    project_id: UUID
    description: Words
    category: Name
    urgency: Urgency
    required_on: date | None = None


class ChangeIssue(msgspec.Struct, forbid_unknown_fields=True):
    """A correction of an open issue, with its reason."""

    reason: Words
    description: Words | UnsetType = msgspec.UNSET
    category: Name | UnsetType = msgspec.UNSET
    urgency: Urgency | UnsetType = msgspec.UNSET
    required_on: date | UnsetType | None = msgspec.UNSET


class Reason(msgspec.Struct, forbid_unknown_fields=True):
    """Why an issue goes up."""

    reason: Words


class NewReferral(msgspec.Struct, forbid_unknown_fields=True):
    """What goes to the city: why, and the completion date that owner and guarantee unit have agreed."""

    reason: Words
    agreed_owner: Annotated[Name, Meta(description="业主一方商定人")]
    agreed_unit: Annotated[Name, Meta(description="要素保障单位一方商定人")]
    agreed_completion_on: Annotated[date, Meta(description="共同商定完成时间")]


class Solution(msgspec.Struct, forbid_unknown_fields=True):
    """How an issue was solved."""

    solution: Words


class Evidence(msgspec.Struct, forbid_unknown_fields=True):
    """What proves that an issue is solved."""

    evidence: Words
