"""The catalogue of problems, readable by whoever meets one."""

from typing import Annotated

from litestar import get
from litestar.params import FromPath, HeaderParameter

from yipanqi_api.openness import OPEN
from yipanqi_api.problems.catalogue import KINDS
from yipanqi_api.problems.general import NOT_FOUND
from yipanqi_api.problems.kinds import Language, ProblemError, ProblemKind
from yipanqi_api.problems.language import language_of
from yipanqi_api.problems.views import ProblemCatalogue, ProblemKindView

AcceptLanguage = Annotated[str | None, HeaderParameter(name="Accept-Language")]


def _view(kind: ProblemKind, language: Language) -> ProblemKindView:
    return ProblemKindView(
        code=kind.code,
        type=f"/problems/{kind.code}",
        status=kind.status,
        title=kind.title.of(language),
        meaning=kind.meaning.of(language),
        remedy=kind.remedy.of(language),
    )


@get("/problems", operation_id="ListProblems", summary="列出全部错误类型", tags=["problems"], opt=OPEN)
async def list_problems(accept_language: AcceptLanguage = None) -> ProblemCatalogue:
    """Every kind of problem with its meaning and remedy, in Chinese or (Accept-Language: en) English."""
    language = language_of(accept_language)
    return ProblemCatalogue([_view(kind, language) for kind in KINDS.values()])


@get("/problems/{code:str}", operation_id="ReadProblem", summary="查看一种错误类型", tags=["problems"], opt=OPEN)
async def read_problem(code: FromPath[str], accept_language: AcceptLanguage = None) -> ProblemKindView:
    """One kind of problem: where the `type` of a problem leads."""
    kind = KINDS.get(code)
    if kind is None:
        raise ProblemError(NOT_FOUND, "没有这一错误类型；全部类型见 GET /problems。")
    return _view(kind, language_of(accept_language))
