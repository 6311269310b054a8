"""Tokens that someone hopes will be taken: each is refused as 401, whatever it is."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yipanqi_api.services import Services
from yipanqi_core.auth.keys import Keys
from yipanqi_core.tenants.queries import County
from yipanqi_core.vocabulary import Role

STRANGER = Ed25519PrivateKey.generate()
Content = dict[str, Any]


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def parts_of(token: str) -> tuple[Content, Content, bytes]:
    header, payload, signature = (base64.urlsafe_b64decode(part + "==") for part in token.split("."))
    return json.loads(header), json.loads(payload), signature


class Forge:
    """What an attacker has: a good token, the public keys, and (to try our checks) even our signature."""

    def __init__(self, token: str, keys: Keys, other: str) -> None:
        self.token, self.keys, self.other = token, keys, other
        self.header, self.payload, self.signature = parts_of(token)

    def signed(self, header: Content | None = None, payload: Any = None, key: Any = None) -> str:
        """Sign by our own key what we would never have written."""
        head = b64(json.dumps({**self.header, **(header or {})}).encode())
        body = b64(json.dumps(self.payload if payload is None else payload).encode())
        return f"{head}.{body}.{b64((key or self.keys.private).sign(f'{head}.{body}'.encode()))}"

    def raw(self, head: bytes, body: bytes | None = None) -> str:
        text = f"{b64(head)}.{b64(body if body is not None else json.dumps(self.payload).encode())}"
        return f"{text}.{b64(self.keys.private.sign(text.encode()))}"

    def claim(self, **changes: Any) -> str:
        return self.signed(payload={**self.payload, **changes})

    def without(self, name: str) -> str:
        return self.signed(payload={key: value for key, value in self.payload.items() if key != name})

    def hmac(self, algorithm: str, secret: bytes) -> str:
        digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[algorithm]
        text = f"{b64(json.dumps({**self.header, 'alg': algorithm}).encode())}.{self.token.split('.')[1]}"
        return f"{text}.{b64(hmac.new(secret, text.encode(), digest).digest())}"

    def public(self, form: PublicFormat = PublicFormat.Raw, encoding: Encoding = Encoding.Raw) -> bytes:
        return self.keys.private.public_key().public_bytes(encoding, form)

    def part(self, index: int, change: Callable[[str], str]) -> str:
        parts = self.token.split(".")
        parts[index] = change(parts[index])
        return ".".join(parts)


def _flip(text: str) -> str:
    return text[:10] + ("A" if text[10] != "A" else "B") + text[11:]


def _last_bits(text: str) -> str:
    """Another spelling of the same bytes: the unused bits of the last character."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]


def _without(name: str) -> Callable[[Forge], str]:
    return lambda forge: forge.without(name)


NOW = int(time.time())
CLAIMS = ("iss", "aud", "sub", "tid", "sid", "role", "epoch", "jti", "iat", "nbf", "exp")
HOSTILE: dict[str, Callable[[Forge], str]] = {
    "empty": lambda f: "",
    "a word": lambda f: "token",
    "two dots": lambda f: "..",
    "one part": lambda f: f.token.split(".")[0],
    "two parts": lambda f: f.token.rpartition(".")[0],
    "empty signature": lambda f: f.part(2, lambda _: ""),
    "four parts": lambda f: f.token + ".AAAA",
    "five parts, like an encrypted one": lambda f: f.token + ".AAAA.AAAA",
    "twice": lambda f: f.token + f.token,
    "padded": lambda f: f.part(2, lambda s: s + "=="),
    "padded payload": lambda f: f.part(1, lambda s: s + "="),
    "unused bits of the signature": lambda f: f.part(2, _last_bits),
    "blank inside": lambda f: f.part(1, lambda s: s[:9] + " " + s[9:]),
    "newline inside": lambda f: f.part(2, lambda s: s[:9] + "%0A" + s[9:]),
    "plain base64 alphabet": lambda f: f.part(2, lambda s: "+/" + s[2:]),
    "header tampered": lambda f: f.part(0, _flip),
    "payload tampered": lambda f: f.part(1, _flip),
    "signature tampered": lambda f: f.part(2, _flip),
    "signature cut": lambda f: f.part(2, lambda s: s[:-4]),
    "signature longer": lambda f: f.part(2, lambda s: s + "AAAA"),
    "signature of zeros": lambda f: f.part(2, lambda _: b64(bytes(64))),
    "signature of another token": lambda f: f.part(2, lambda _: f.other.rpartition(".")[2]),
    "payload of another county's user": lambda f: f.part(1, lambda _: f.other.split(".")[1]),
    "alg none": lambda f: f.raw(json.dumps({**f.header, "alg": "none"}).encode()),
    "alg None": lambda f: f.raw(json.dumps({**f.header, "alg": "None"}).encode()),
    "alg none, unsigned": lambda f: f"{b64(json.dumps({**f.header, 'alg': 'none'}).encode())}.{f.token.split('.')[1]}.",
    "alg in lower case": lambda f: f.signed({"alg": "eddsa"}),
    "alg Ed25519": lambda f: f.signed({"alg": "Ed25519"}),
    "alg missing": lambda f: f.raw(json.dumps({"kid": f.keys.kid, "typ": "at+jwt"}).encode()),
    "alg a list": lambda f: f.signed({"alg": ["EdDSA"]}),
    "alg null": lambda f: f.signed({"alg": None}),
    "HS256 by the public key": lambda f: f.hmac("HS256", f.public()),
    "HS384 by the public key": lambda f: f.hmac("HS384", f.public()),
    "HS512 by the public key's PEM": lambda f: f.hmac(
        "HS512", f.public(PublicFormat.SubjectPublicKeyInfo, Encoding.PEM)
    ),
    "HS256 by the key's DER": lambda f: f.hmac("HS256", f.public(PublicFormat.SubjectPublicKeyInfo, Encoding.DER)),
    "HS256 by nothing": lambda f: f.hmac("HS256", b""),
    "HS256 by the kid": lambda f: f.hmac("HS256", f.keys.kid.encode()),
    "RS256": lambda f: jwt.encode(
        f.payload, generate_private_key(65537, 2048), "RS256", headers=f.header | {"alg": "RS256"}
    ),
    "signed by a stranger": lambda f: f.signed(key=STRANGER),
    "stranger's key in the header": lambda f: f.signed(
        {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": b64(STRANGER.public_key().public_bytes_raw())}}, key=STRANGER
    ),
    "address of keys in the header": lambda f: f.signed({"jku": "https://evil.example/jwks"}),
    "certificate in the header": lambda f: f.signed({"x5u": "https://evil.example/cert"}),
    "critical extension": lambda f: f.signed({"crit": ["exp"]}),
    "unencoded payload": lambda f: f.signed({"b64": False}),
    "nested content type": lambda f: f.signed({"cty": "JWT"}),
    "unknown kid": lambda f: f.signed({"kid": "0000000000000000"}),
    "kid a path": lambda f: f.signed({"kid": "../../dev/null"}),
    "kid SQL": lambda f: f.signed({"kid": "' OR 1=1 --"}),
    "kid empty": lambda f: f.signed({"kid": ""}),
    "kid a number": lambda f: f.signed({"kid": 1}),
    "kid missing": lambda f: f.raw(json.dumps({"alg": "EdDSA", "typ": "at+jwt"}).encode()),
    "typ JWT": lambda f: f.signed({"typ": "JWT"}),
    "typ refresh": lambda f: f.signed({"typ": "rt+jwt"}),
    "typ in capitals": lambda f: f.signed({"typ": "AT+JWT"}),
    "typ with prefix": lambda f: f.signed({"typ": "application/at+jwt"}),
    "typ missing": lambda f: f.raw(json.dumps({"alg": "EdDSA", "kid": f.keys.kid}).encode()),
    "header a list": lambda f: f.raw(b"[]"),
    "header null": lambda f: f.raw(b"null"),
    "header not JSON": lambda f: f.raw(b"{"),
    "header deep": lambda f: f.raw(b"[" * 900 + b"]" * 900),
    "payload a list": lambda f: f.signed(payload=[]),
    "payload a text": lambda f: f.signed(payload="x"),
    "payload not JSON": lambda f: f.raw(json.dumps(f.header).encode(), b"{"),
    "payload empty": lambda f: f.raw(json.dumps(f.header).encode(), b""),
    "payload not UTF-8": lambda f: f.raw(json.dumps(f.header).encode(), b"\xff\xfe"),
    "payload deep": lambda f: f.raw(json.dumps(f.header).encode(), b"[" * 900 + b"]" * 900),
    "expired": lambda f: f.claim(iat=NOW - 1000, nbf=NOW - 1000, exp=NOW - 100),
    "expired by one second": lambda f: f.claim(iat=NOW - 901, nbf=NOW - 901, exp=NOW - 1),
    "for ever": lambda f: f.claim(exp=NOW + 10**9),
    "for a day": lambda f: f.claim(exp=NOW + 86400),
    "exp before iat": lambda f: f.claim(iat=NOW, exp=NOW - 1),
    "exp a fraction": lambda f: f.claim(exp=NOW + 100.5),
    "exp a text": lambda f: f.claim(exp=str(NOW + 100)),
    "exp infinite": lambda f: f.claim(exp=float("inf")),
    "exp null": lambda f: f.claim(exp=None),
    "exp true": lambda f: f.claim(exp=True),
    "exp huge": lambda f: f.claim(exp=10**40),
    "not valid yet": lambda f: f.claim(nbf=NOW + 600),
    "issued in the future": lambda f: f.claim(iat=NOW + 600, exp=NOW + 700),
    "nbf a text": lambda f: f.claim(nbf="0"),
    "iat negative": lambda f: f.claim(iat=-1),
    "other issuer": lambda f: f.claim(iss="https://evil.example"),
    "issuer with a slash": lambda f: f.claim(iss="https://yipanqi.test/"),
    "issuer a list": lambda f: f.claim(iss=["https://yipanqi.test"]),
    "other audience": lambda f: f.claim(aud="other"),
    "audience a list": lambda f: f.claim(aud=["yipanqi"]),
    "audience in capitals": lambda f: f.claim(aud="YIPANQI"),
    "audience null": lambda f: f.claim(aud=None),
    **{f"without {name}": _without(name) for name in CLAIMS},
    "unknown claim": lambda f: f.claim(admin=True),
    "other user": lambda f: f.claim(sub=str(uuid4())),
    "user of another county": lambda f: f.claim(sub=parts_of(f.other)[1]["sub"]),
    "other county": lambda f: f.claim(tid=parts_of(f.other)[1]["tid"]),
    "unknown county": lambda f: f.claim(tid=str(uuid4())),
    "other sign-in": lambda f: f.claim(sid=parts_of(f.other)[1]["sid"]),
    "sub not an id": lambda f: f.claim(sub="admin"),
    "sub null": lambda f: f.claim(sub=None),
    "tid empty": lambda f: f.claim(tid=""),
    "tid SQL": lambda f: f.claim(tid="'; DROP TABLE users; --"),
    "unknown role": lambda f: f.claim(role="root"),
    "two roles": lambda f: f.claim(role=["clerk", "admin"]),
    "later epoch": lambda f: f.claim(epoch=f.payload["epoch"] + 1),
    "earlier epoch": lambda f: f.claim(epoch=0),
    "epoch a text": lambda f: f.claim(epoch="1"),
    "epoch huge": lambda f: f.claim(epoch=2**31),
    "epoch beyond 64 bits": lambda f: f.claim(epoch=2**70),
    "large": lambda f: f.claim(jti="x" * 4096),
    "very large": lambda f: "A" * 100_000,
    "many dots": lambda f: "." * 4000,
    "not ASCII": lambda f: f.token[:-1] + "é",
}


@pytest.fixture
async def forge(services: Services, county: County, neighbour: County, sign_in: Any) -> Forge:
    mine, other = await sign_in(county, Role.CLERK), await sign_in(neighbour, Role.ADMIN)
    return Forge(mine.access_token, await services.keyring.current(), other.access_token)


def test_there_are_more_than_a_hundred_of_them() -> None:
    assert len(HOSTILE) > 110


async def test_no_hostile_token_is_taken(client: httpx.AsyncClient, forge: Forge) -> None:
    taken = {}
    for name, make in HOSTILE.items():
        for url in ("/v1/auth/me", "/v1/samples"):
            token = make(forge).encode("utf-8")
            answer = await client.get(url, headers=[(b"authorization", b"Bearer " + token)])
            if (answer.status_code, answer.json().get("code")) != (401, "sign_in_required"):
                taken[name] = (answer.status_code, answer.text[:200])
    assert not taken
    assert (await client.get("/v1/auth/me", headers={"Authorization": f"Bearer {forge.token}"})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("authorization", "")],
        [("authorization", "Bearer")],
        [("authorization", "Basic {token}")],
        [("authorization", "{token}")],
        [("authorization", "Bearer  {token}")],
        [("authorization", "Bearer {token}, Bearer {token}")],
        [("authorization", "Bearer {token}"), ("authorization", "Bearer {token}")],
        [("x-authorization", "Bearer {token}")],
        [("cookie", "token={token}")],
    ],
)
async def test_a_good_token_in_a_wrong_place_is_not_taken(
    client: httpx.AsyncClient, forge: Forge, headers: list[tuple[str, str]]
) -> None:
    given = [(name, value.format(token=forge.token)) for name, value in headers]
    answer = await client.get("/v1/auth/me", headers=given)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert (await client.get("/v1/auth/me", params={"access_token": forge.token})).status_code == 401


async def test_a_role_in_the_token_gives_nothing_that_the_county_did_not(
    client: httpx.AsyncClient, forge: Forge
) -> None:
    token = forge.claim(role="admin")
    me = await client.get("/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert me.json()["role"]["code"] == "clerk"
