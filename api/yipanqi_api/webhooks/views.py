"""How a webhook is sent and shown, and what it posts."""

from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.values import Instant, local
from yipanqi_core.events.kinds import EventKind

Url = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=500,
        description="网址；主机须在 WEBHOOK_HOSTS 之列",
        examples=["https://hooks.example.gov.cn/yipanqi"],
    ),
]
Kinds = Annotated[list[EventKind], Meta(min_length=1, description="只推送这些种类的对象；不给为全部")]


class NewWebhook(msgspec.Struct, forbid_unknown_fields=True):
    """Where to post from now on, and of what."""

    url: Url
    kinds: Kinds | None = None


class WebhookChange(msgspec.Struct, forbid_unknown_fields=True):
    """A webhook as it shall be."""

    url: Url
    active: Annotated[bool, Meta(description="false 为停用；再启用时从停下的地方接着推送")]
    kinds: Kinds | None = None


class TellAgain(msgspec.Struct, forbid_unknown_fields=True):
    """From where to tell once more."""

    after: Annotated[int, Meta(ge=0, description="此号以后的事件重新推送")]


class WebhookView(msgspec.Struct):
    """A webhook without its secret."""

    id: UUID
    url: str
    kinds: Annotated[list[str] | None, Meta(description="只推送这些种类的对象；null 为全部")]
    active: Annotated[bool, Meta(description="是否在推送")]
    paused: Annotated[str | None, Meta(description="为什么停着")]
    delivered: Annotated[int, Meta(description="已推送到第几号事件")]
    failures: Annotated[int, Meta(description="连续未送达次数")]
    failing_since: Instant | None
    not_before: Annotated[Instant | None, Meta(description="下次再试的时刻")]
    made_by: str
    made_at: Instant
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a webhook."""
        return cls(
            id=row.id,
            url=row.url,
            kinds=row.kinds,
            active=row.paused is None,
            paused=row.paused,
            delivered=row.delivered,
            failures=row.failures,
            failing_since=None if row.failing_since is None else local(row.failing_since),
            not_before=None if row.not_before is None else local(row.not_before),
            made_by=row.made_by,
            made_at=local(row.made_at),
            version=row.version,
            actions=actions,
        )


class MadeWebhook(msgspec.Struct):
    """A new webhook with the secret that signs its messages; the secret is told this once."""

    secret: Annotated[str, Meta(description="签名密钥，只在此时给出，请妥善保存", examples=["whsec_…"])]
    webhook: WebhookView


class AttemptView(msgspec.Struct):
    """One attempt to deliver."""

    id: UUID
    at: Instant
    number: int
    action: str
    subject: str
    status: Annotated[int | None, Meta(description="对方回答的状态；没有回答为 null")]
    error: str | None
    took_ms: int

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show an attempt."""
        return cls(row.id, local(row.at), row.number, row.action, row.subject, row.status, row.error, row.took_ms)


class MessageData(msgspec.Struct):
    """What happened."""

    number: Annotated[int, Meta(description="本县事件的序号")]
    kind: EventKind
    subject: Annotated[str, Meta(description="对象，种类:编号")]


class Message(msgspec.Struct):
    """What is posted; any 2xx takes it, 410 ends the subscription, all else is tried again."""

    type: Annotated[str, Meta(description="动作", examples=["raise_issue"])]
    timestamp: Instant
    data: MessageData
