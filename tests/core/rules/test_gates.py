"""What a gate would have missed is a finding against a loaded project; where it stands does not change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ItemFacts, PassageFacts, ProjectFacts
from yipanqi_core.mechanism.references import FieldDate, Finished
from yipanqi_core.mechanism.tracks import Gate, Step, Track
from yipanqi_core.rules.gates import UNMET, gates_unmet
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind


class Settings(BaseModel):
    pass


PROMOTION = frozenset({Nature.INVESTMENT_PROMOTION})
SIGNED = FieldDate("signed_on", "签约")
PLANNED = Finished(("入规划",), ItemKind.PROCEDURE)
BEGUN = Finished(("开建",), ItemKind.NODE)
BEGUN_OR_LATER = Finished(("开建", "完工"), ItemKind.NODE)
TRACK = Track(
    "pools",
    "三级库",
    (Step("idea", "谋划"), Step("reserve", "储备"), Step("building", "在建")),
    (
        Gate("reserve", "building", BEGUN, "X-2"),
        Gate("idea", "reserve", SIGNED, "X-1", PROMOTION),
        Gate("idea", "reserve", PLANNED, "X-1"),
    ),
    "X-0",
)
START = date(2024, 1, 1)
LATER = date(2024, 3, 1)


def loaded(step: str, *after: PassageFacts) -> ProjectFacts:
    left = after[0].entered_on if after else None
    return ProjectFacts(
        "2024-06", date(2024, 6, 30), "水厂", Nature.GOVERNMENT_INVESTMENT, "其他", None, Decimal(5000), None,
        "县水利局", "水务公司", UnitKind.OWNER, None, (), {},
        passages=(PassageFacts(step, START, left, "register"), *after),
    )  # fmt: skip


def done(kind: ItemKind, title: str) -> ItemFacts:
    return ItemFacts(kind, title, None, None, date(2024, 2, 1))


def found(facts: ProjectFacts) -> list[tuple[str, object]]:
    judged = gates_unmet(TRACK, {BEGUN: BEGUN_OR_LATER})(facts, Settings())
    assert {one.code for one in judged} <= {UNMET}
    return [(one.ruling.clause, one.ruling.facts["missing"]) for one in judged]


def test_every_gate_up_to_the_loaded_step_is_asked_for_its_fact_in_the_tracks_order() -> None:
    assert found(loaded("idea")) == []
    assert found(loaded("reserve")) == [("X-1", ["入规划"])]
    assert found(loaded("building")) == [("X-1", ["入规划"]), ("X-2", ["开建"])]


def test_the_finding_names_the_fact_the_list_and_what_clears_it() -> None:
    (one,) = gates_unmet(TRACK)(loaded("reserve"), Settings())
    assert (one.subject.project, one.subject.unit) == ("水厂", "县水利局")
    assert "“储备”" in one.ruling.because
    assert "补记“入规划”实际日期，或更正所在清单后消除" in one.ruling.because


def test_a_recorded_fact_clears_it_and_so_does_one_that_proves_it() -> None:
    begun = replace(loaded("building"), items=(done(ItemKind.PROCEDURE, "入规划"), done(ItemKind.NODE, "开建")))
    assert found(begun) == []
    finished = replace(loaded("building"), items=(done(ItemKind.PROCEDURE, "入规划"), done(ItemKind.NODE, "完工")))
    assert found(finished) == []
    assert [one.ruling.clause for one in gates_unmet(TRACK)(finished, Settings())] == ["X-2"]


def test_gates_out_of_one_step_stand_for_each_other_and_only_those_of_the_nature_count() -> None:
    assert found(replace(loaded("reserve"), fields={"signed_on": "2024-01-05"})) == [("X-1", ["入规划"])]
    promoted = replace(loaded("reserve"), nature=Nature.INVESTMENT_PROMOTION)
    assert found(promoted) == [("X-1", ["签约", "入规划"])]
    assert found(replace(promoted, fields={"signed_on": "2024-01-05"})) == []


def test_acts_went_through_their_gates_and_only_what_the_register_skipped_is_asked_for() -> None:
    assert found(loaded("idea", PassageFacts("reserve", LATER, None, "转库"))) == []
    assert found(loaded("reserve", PassageFacts("building", LATER, None, "转库"))) == [("X-1", ["入规划"])]


def test_a_project_that_has_left_or_was_nominated_anew_owes_nothing_of_what_a_register_skipped() -> None:
    left = replace(loaded("building"), passages=(PassageFacts("building", START, LATER, "register", "退出"),))
    assert found(left) == []
    anew = (*left.passages, PassageFacts("building", date(2024, 5, 1), None, "申报入单"))
    assert found(replace(left, passages=anew)) == []
