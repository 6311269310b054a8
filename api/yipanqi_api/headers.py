"""Headers that every answer carries: nothing is cached, framed, sniffed or run."""

PAGE = b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
_DATA = b"default-src 'none'"
_ENDING = b"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_ALWAYS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


def security_headers(path: str, *, https: bool) -> list[tuple[bytes, bytes]]:
    """Give the headers for an answer at this path; only the documentation page may run its own scripts."""
    policy = PAGE if path.startswith("/schema") else _DATA
    headers = [*_ALWAYS, (b"content-security-policy", policy + _ENDING)]
    if https:
        headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return headers
