"""What can be refused about who is asking, each with the remedy in the message."""


class AuthError(Exception):
    """The one who asks is not let in, or not to this."""


class SignInRefusedError(AuthError):
    """The sign-in was refused; the same words whatever the cause, so that nobody learns which names exist."""

    def __init__(self) -> None:
        super().__init__(
            "县代码、登录名或密码不正确，或者该账号已停用、因连续五次失败被锁定十分钟。请核对后再试，或联系本县管理员。"
        )


class TokenRefusedError(AuthError):
    """The access or refresh token is not (or no longer) good."""

    def __init__(self, because: str) -> None:
        """`because` is for the log: a word on what was amiss, never a part of the token."""
        self.because = because
        super().__init__("令牌无效或已过期，请用刷新令牌换取新令牌，或重新登录。")


class PermissionRefusedError(AuthError):
    """The role does not hold the permission that the action needs; `clause` says whose it is, where one does."""

    def __init__(self, because: str, clause: str | None = None) -> None:
        super().__init__(because)
        self.clause = clause


class WeakPasswordError(AuthError):
    """The password does not keep the rule."""


class WrongPasswordError(AuthError):
    """The present password, asked for before a change, is wrong."""

    def __init__(self) -> None:
        super().__init__("原密码不正确，未作更改；连续五次不正确将锁定十分钟。")
