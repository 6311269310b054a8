"""What each role may do; what it may do it to (its own unit, its own projects) is for the services to decide."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache

from yipanqi_core.auth.errors import PermissionRefusedError
from yipanqi_core.vocabulary import Role


class Permission(StrEnum):
    """A kind of action that a route asks for."""

    READ = "read"
    MANAGE_PROJECTS = "manage_projects"
    MOVE_PROJECTS = "move_projects"  # propose and decide what comes on the lists, moves and leaves
    REPORT_PROGRESS = "report_progress"
    PASS_STEPS = "pass_steps"  # noqa: S105 - no password: pass or send back steps of a path, and decide joint reviews
    MANAGE_WORKBOOK = "manage_workbook"
    ASSESS = "assess"
    REPLY_LETTER = "reply_letter"
    RECORD_WORK = "record_work"
    HANDLE_ISSUE = "handle_issue"
    INSPECT = "inspect"
    MANAGE_PEOPLE = "manage_people"
    SET_PARAMETER = "set_parameter"
    READ_AUDIT = "read_audit"
    MANAGE_WEBHOOKS = "manage_webhooks"
    MOVE_CLOCK = "move_clock"  # a demonstration county's own date


_UNITS = frozenset({Role.DEPARTMENT, Role.CLERK, Role.TOWNSHIP, Role.OWNER})

HOLDERS: dict[Permission, frozenset[Role]] = {
    Permission.READ: frozenset(Role),
    Permission.MANAGE_PROJECTS: frozenset({Role.OFFICE, Role.ADMIN}),
    Permission.MOVE_PROJECTS: frozenset({Role.LEADER, Role.OFFICE, Role.DEPARTMENT, Role.CLERK, Role.TOWNSHIP}),
    Permission.REPORT_PROGRESS: _UNITS | {Role.OFFICE},
    Permission.PASS_STEPS: _UNITS | {Role.LEADER, Role.OFFICE},
    Permission.MANAGE_WORKBOOK: frozenset({Role.OFFICE, Role.ADMIN}),
    Permission.ASSESS: frozenset({Role.OFFICE, Role.ADMIN}),
    Permission.REPLY_LETTER: _UNITS | {Role.OFFICE},
    Permission.RECORD_WORK: frozenset({Role.LEADER, Role.OFFICE, Role.DEPARTMENT, Role.CLERK, Role.TOWNSHIP}),
    Permission.HANDLE_ISSUE: _UNITS | {Role.LEADER, Role.OFFICE},
    Permission.INSPECT: frozenset({Role.INSPECTOR, Role.OFFICE}),
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Permission.SET_PARAMETER: frozenset({Role.ADMIN}),
    Permission.READ_AUDIT: frozenset({Role.AUDIT, Role.ADMIN}),
    Permission.MANAGE_WEBHOOKS: frozenset({Role.ADMIN}),
    Permission.MOVE_CLOCK: frozenset({Role.ADMIN}),
}


def as_labelled(role: Role) -> str:
    """Name a role as every county knows it."""
    return role.label


def holds(role: Role, permission: Permission) -> bool:
    """Tell whether the role holds the permission."""
    return role in HOLDERS[permission]


@cache
def permissions_of(role: Role) -> tuple[Permission, ...]:
    """List what the role holds, in the order of declaration."""
    return tuple(permission for permission in Permission if holds(role, permission))


def holders_named(permission: Permission, titled: Callable[[Role], str] = as_labelled) -> str:
    """Name the roles that hold the permission, for a refusal's remedy."""
    return "、".join(titled(each) for each in Role if each in HOLDERS[permission])


def require(
    role: Role, permission: Permission, clause: str | None = None, titled: Callable[[Role], str] = as_labelled
) -> None:
    """Let pass or raise PermissionRefusedError, which names the roles that may, as the county titles them."""
    if not holds(role, permission):
        able = holders_named(permission, titled)
        raise PermissionRefusedError(f"“{titled(role)}”角色不能进行此操作；可由以下角色办理：{able}。", clause)
