"""The map from the document's clauses to all that rests on each."""

import re
from collections import defaultdict
from collections.abc import Iterator

from yipanqi_core.describing.tables import table
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.testing.declarations import cited, lookup, name_of


def clause_map(edition: Edition) -> Iterator[str]:
    """Write every clause by its part of the document, with what cites it and the parameters that belong to it."""
    rests = _rests(edition)
    yield "## 条款对照"
    yield ""
    for code, title in edition.structure:
        of_part = [one for one in edition.clauses if one.id.rpartition("-")[2].partition(".")[0] == code]
        if of_part:
            yield f"### {code} {title}"
            yield ""
            rows = [(one.id, one.title, one.article, "；".join(rests[one.id])) for one in of_part]
            yield from table(("条款", "名称", "文件出处", "由它而来"), rows)


def _rests(edition: Edition) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    parameters = edition.parameters()
    for clause, path in cited(edition):
        what = _titled(lookup(edition, parameters, path)) if path not in ("attested",) else "登记更正责任"
        if what not in found[clause]:
            found[clause].append(what)
    for name, info in edition.parameters.model_fields.items():
        for clause in re.findall(r"[A-Z]{2,4}-[0-9]+\.[0-9]+", info.description or ""):
            found[clause].append(f"参数“{info.title or name}”")
    return found


def _titled(value: object) -> str:
    title = getattr(value, "title", None)
    return title if isinstance(title, str) else name_of(value) or type(value).__name__
