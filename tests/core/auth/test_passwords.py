"""The rule for passwords, and the permissions of roles."""

import pytest

from yipanqi_core.auth.errors import PermissionRefusedError, WeakPasswordError
from yipanqi_core.auth.passwords import Passwords, hash_now, require_strong
from yipanqi_core.auth.permissions import HOLDERS, Permission, permissions_of, require
from yipanqi_core.vocabulary import Role


@pytest.mark.parametrize(
    "password",
    [
        "Ab1!",
        "Abcdef-12",
        "alllowercaseletters",
        "lowercase12345",
        "Password123!",
        "P@ssw0rd2026",
        "Admin@123456",
        "Qwerty!2026",
        "Qwe123!!!!",
        "Huawei@12345",
        "Zhangwei-2026",
        "A1!" + "x" * 130,
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str) -> None:
    with pytest.raises(WeakPasswordError, match="密码"):
        require_strong(password, "zhangwei")


@pytest.mark.parametrize("password", ["Qinghe-7391-lu", "correct Horse 7 battery", "青山绿水Abc123456"])
def test_a_strong_password_passes(password: str) -> None:
    require_strong(password, "zhangwei")


async def test_a_password_matches_only_its_own_hash() -> None:
    stored = hash_now("Qinghe-7391-lu")
    passwords = Passwords()
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in stored
    assert await passwords.verify(stored, "Qinghe-7391-lu")
    assert not await passwords.verify(stored, "Qinghe-7391-lU")
    assert not await passwords.verify(None, "Qinghe-7391-lu")
    assert not await passwords.verify("no hash", "Qinghe-7391-lu")


def test_every_permission_names_its_roles_and_everyone_reads() -> None:
    assert set(HOLDERS) == set(Permission)
    assert all(HOLDERS.values())
    assert all(Permission.READ in permissions_of(role) for role in Role)
    assert permissions_of(Role.AUDIT) == (Permission.READ, Permission.READ_AUDIT)


def test_a_refusal_names_the_roles_that_may() -> None:
    with pytest.raises(PermissionRefusedError, match="管理员"):
        require(Role.CLERK, Permission.SET_PARAMETER)
