"""Who may add evidence: everyone whose role acts on anything, since every act may need its evidence."""

from yipanqi_core.auth.errors import PermissionRefusedError
from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.vocabulary import Role

ACTING = (
    Permission.MANAGE_PROJECTS,
    Permission.MOVE_PROJECTS,
    Permission.REPORT_PROGRESS,
    Permission.ASSESS,
    Permission.REPLY_LETTER,
    Permission.RECORD_WORK,
    Permission.HANDLE_ISSUE,
    Permission.INSPECT,
)


def may_add(role: Role) -> bool:
    """Tell whether the role acts on anything."""
    return any(holds(role, permission) for permission in ACTING)


def require_adder(role: Role) -> None:
    """Let pass whoever acts, or raise PermissionRefusedError naming those who do."""
    if not may_add(role):
        able = "、".join(each.label for each in Role if may_add(each))
        raise PermissionRefusedError(f"“{role.label}”角色不能上传佐证材料；可由以下角色办理：{able}。")
