"""QS-1.10: joint meetings and on-site offices of the leader in charge, then of the county's two chiefs."""

from uuid import UUID, uuid4

import pytest

from yipanqi_core.meetings.guards import require_eligible
from yipanqi_core.refusals import WrongActorError
from yipanqi_plugins.qingshui.ladder import CHIEFS, LEADER
from yipanqi_plugins.qingshui.meetings import MEETINGS

SECRETARY, HEAD, DEPUTY = uuid4(), uuid4(), uuid4()
SEATS: dict[str, tuple[UUID | None, UUID | None]] = {"county_head": (None, HEAD), "party_secretary": (None, SECRETARY)}


@pytest.mark.clause("QS-1.10")
def test_what_a_unit_cannot_solve_comes_before_its_leader_and_then_before_either_chief() -> None:
    by_rung = {rung: [one for one in MEETINGS if one.rung == rung] for rung in (LEADER, CHIEFS)}
    assert {rung: len(some) for rung, some in by_rung.items()} == {LEADER: 2, CHIEFS: 2}
    for one in by_rung[CHIEFS]:
        for chief in (HEAD, SECRETARY):
            require_eligible(one, chief, "主要领导", 0, SEATS)
        with pytest.raises(WrongActorError, match="主要领导"):
            require_eligible(one, DEPUTY, "副县长", 2, SEATS)
    for one in by_rung[LEADER]:
        require_eligible(one, DEPUTY, "副县长", 2, SEATS)
        for chief in (HEAD, SECRETARY):
            with pytest.raises(WrongActorError):
                require_eligible(one, chief, "主要领导", 2, SEATS)
