"""ZZ-1.3: the four conditions of the reserve, and the projects that wait for nothing but funds."""

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import FieldDate
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.rules.project_codes import CHECKED_SINCE, digit_wrong, well_formed
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.items import APPROVED
from yipanqi_plugins.zhangzi.tracks import PACKAGED, RESERVE

CLAUSE = "ZZ-1.3"
FEASIBILITY = FieldDate("feasibility_on", "达到可研深度")
EXPERTS = FieldDate("expert_review_on", "专家评审通过")
READY, OPEN = "project_waits_for_funds", "procedures_open"


def unmet(facts: ProjectFacts) -> tuple[str, ...]:
    """Name those of the four conditions that are not met on the day."""
    conditions = (
        ("可行性研究深度", FEASIBILITY.read(facts) is not None),
        ("专家评审论证通过", EXPERTS.read(facts) is not None),
        ("项目审批", APPROVED.read(facts) is not None),
        ("立项赋码", well_formed(facts.code)),
    )
    return tuple(title for title, met in conditions if not met)


def reserve_lacks(facts: ProjectFacts) -> str | None:
    """Say in a sentence which conditions keep the project where it stands."""
    missing = unmet(facts)
    if not missing:
        return None
    code = f"（现填“{facts.code}”，应为24位的国家项目代码）" if "立项赋码" in missing and facts.code else ""
    return f"尚缺{'、'.join(missing)}{code}，不能列入储备；四项具备后由县重点项目办公室确认"


def not_reserve_yet(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A packaged project, or one in the reserve, that lacks a condition: it says which."""
    lack = reserve_lacks(facts)
    if facts.step not in (PACKAGED, RESERVE) or lack is None:
        return ()
    return (finding("reserve_conditions", CLAUSE, facts, lack, {"missing": list(unmet(facts))}),)


def wrong_digit(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project code whose check digit is not the one it should be: a warning, it keeps nobody back."""
    code = facts.code
    if code is None or not well_formed(code) or not digit_wrong(code):
        return ()
    because = f"项目代码 {code} 的末位校验码不符（{CHECKED_SINCE} 年起的代码带校验码）；请核对，不影响办理"
    return (finding("project_code_digit", CLAUSE, facts, because, {"code": code}, value="warning"),)


def funds(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """A library project without funds: its remaining procedures, or with none left that it waits for money."""
    if facts.step not in (PACKAGED, RESERVE) or facts.fields.get("funded") is not False:
        return None
    rest = [item.title for item in facts.of(ItemKind.PROCEDURE) if item.finished_on is None]
    if rest:
        because = f"资金未落实，尚待办理{'、'.join(rest)}；全部办结即为“项目等资金”"
        return Ruling(OPEN, CLAUSE, because, {"procedures": rest})
    return Ruling(READY, CLAUSE, "各项手续已办结，资金未落实，项目等资金；资金落实后不再列示", {"procedures": []})


FUNDS = Classification(
    "funds",
    "资金准备",
    CLAUSE,
    (ClassValue(READY, "项目等资金"), ClassValue(OPEN, "手续待办")),
    funds,
)

RESERVE_CHECKS = (
    Check("reserve_conditions", "储备条件未齐", CLAUSE, not_reserve_yet),
    Check("project_code_digit", "项目代码校验码不符", CLAUSE, wrong_digit),
)
