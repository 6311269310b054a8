"""The caller's language: Chinese unless English is asked for before it."""

from yipanqi_api.problems.kinds import Language


def language_of(header: str | None) -> Language:
    """Choose by Accept-Language; whatever cannot be read counts as Chinese."""
    best: tuple[float, Language] = (0.0, "zh")
    for part in (header or "").split(",")[:20]:
        tag, _, quality = part.strip().partition(";")
        language: Language = "en" if tag.lower().split("-")[0] == "en" else "zh"
        weight = _weight(quality)
        if weight > best[0]:
            best = (weight, language)
    return best[1]


def _weight(quality: str) -> float:
    name, _, value = quality.replace(" ", "").partition("=")
    if not name:
        return 1.0
    try:
        return min(float(value), 1.0) if name == "q" else 1.0
    except ValueError:
        return 0.0
