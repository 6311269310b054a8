"""What the caller may do with an item now: offered with address and input, or refused with reason and clause."""

from collections.abc import Callable
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta

from yipanqi_core.auth.errors import PermissionRefusedError
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import RefusedError, WrongActorError
from yipanqi_core.vocabulary import Role

Schema = dict[str, Any]
"""A JSON Schema of an action's input; one that is `written` stands in its place as bytes."""


class Action(msgspec.Struct, omit_defaults=True):
    """One thing that can be done with an item; `_actions` of each item lists them."""

    name: Annotated[str, Meta(description="动作，稳定不变，在同一对象的动作中唯一；多种记录以 record:记录种类 区分")]
    title: Annotated[str, Meta(description="动作的中文名称")]
    method: str
    href: str
    allowed: Annotated[bool, Meta(description="当前登录者此刻能否办理")]
    input: Annotated[Schema | None, Meta(description="请求内容的 JSON Schema")] = None
    because: Annotated[str | None, Meta(description="不能办理的原因")] = None
    clause: Annotated[str | None, Meta(description="不能办理所依据的条款")] = None


def written(schema: Schema) -> Schema:
    """Write a schema down once: it is then embedded byte for byte, and never built or encoded again."""
    return cast("Schema", msgspec.Raw(msgspec.json.encode(schema)))


def permitted(
    role: Role, permission: Permission, edition: Edition, clause: str | None, guard: Callable[[], None]
) -> Callable[[], None]:
    """Give a guard that first asks what the route's own asks: refused by the same clause in the same words."""

    def ask() -> None:
        require(role, permission, clause, edition.role_title)
        guard()

    return ask


def action(  # noqa: PLR0917
    name: str,
    title: str,
    method: str,
    href: str,
    guard: Callable[[], None],
    input_schema: Schema | None = None,
) -> Action:
    """Ask the very guard that the route calls; what it raises is the reason that is shown."""
    try:
        guard()
    except (RefusedError, WrongActorError, PermissionRefusedError) as refused:
        return Action(
            name, title, method, href, allowed=False, because=str(refused), clause=getattr(refused, "clause", None)
        )
    return Action(name, title, method, href, allowed=True, input=input_schema)
