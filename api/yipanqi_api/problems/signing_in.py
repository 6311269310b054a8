"""Kinds of problems about passwords and sign-in, and the core's errors behind them."""

from yipanqi_api.problems.general import PERMISSION_REFUSED, SIGN_IN_REQUIRED
from yipanqi_api.problems.kinds import ProblemKind, kind
from yipanqi_core.auth import errors

SIGN_IN_REFUSED = kind(
    "sign_in_refused",
    401,
    ("登录被拒绝", "Sign-in refused"),
    (
        "县代码、登录名、密码不符，或账号已停用、已锁定；为防试探，不说明是哪一种。",
        "County, login or password do not fit, or the account is disabled or locked; which one is not told.",
    ),
    (
        "核对后再试；连续五次失败锁定十分钟。",
        "Check and try again; five failures in a row lock the account for ten minutes.",
    ),
)
WRONG_PASSWORD = kind(
    "wrong_password",
    403,
    ("原密码不正确", "The present password is wrong"),
    ("更改密码前须核对原密码。", "The present password is checked before a change."),
    (
        "核对后再试；连续五次失败锁定十分钟。",
        "Check and try again; five failures in a row lock the account for ten minutes.",
    ),
)
WEAK_PASSWORD = kind(
    "weak_password",
    422,
    ("密码不合规", "The password does not keep the rule"),
    ("密码长度、字符种类不足，或为公开泄露的常用密码。", "Too short, too few kinds of characters, or widely known."),
    ("按 detail 的要求另选密码。", "Choose another as detail asks."),
)

KINDS = (SIGN_IN_REFUSED, WRONG_PASSWORD, WEAK_PASSWORD)
ERRORS: dict[type[Exception], ProblemKind] = {
    errors.SignInRefusedError: SIGN_IN_REFUSED,
    errors.TokenRefusedError: SIGN_IN_REQUIRED,
    errors.PermissionRefusedError: PERMISSION_REFUSED,
    errors.WrongPasswordError: WRONG_PASSWORD,
    errors.WeakPasswordError: WEAK_PASSWORD,
}
