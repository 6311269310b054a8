"""How teams and bodies look: each part with who has it now and who had it, and the plan."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.mechanism.teams import Body, Team, TeamPart
from yipanqi_core.teams.service import Member


class NewMember(msgspec.Struct, forbid_unknown_fields=True):
    """Who has the part: a post (its successor has it as well), a unit, or a person by name."""

    post_id: UUID | None = None
    unit_id: UUID | None = None
    person: Annotated[str, Meta(min_length=1, max_length=50)] | None = None
    rank: Annotated[str, Meta(min_length=1, max_length=30)] | None = None

    def member(self) -> Member:
        """Give it as the core takes it."""
        return Member(self.post_id, self.unit_id, (self.person or "").strip() or None, self.rank)


class Members(msgspec.Struct, forbid_unknown_fields=True):
    """All who have the part from a day on."""

    members: Annotated[list[NewMember], Meta(max_length=100)]
    from_on: Annotated[date | None, Meta(description="自哪一天起；缺省为今天")] = None


class NewPlan(msgspec.Struct, forbid_unknown_fields=True):
    """A work plan and its schedule: every topic with its date, or null where it does not apply."""

    plan: Annotated[str, Meta(min_length=1, max_length=20000)]
    topics: Annotated[dict[str, date | None], Meta(description="进度安排：事项代码到日期；不涉及为 null")]


class MemberView(msgspec.Struct):
    """Who has or had a part."""

    post: PostReference | None
    unit: Reference | None
    person: str | None
    rank: str | None
    from_on: date | None
    to_on: Annotated[date | None, Meta(description="不含当日")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        holder = Reference.maybe(row.holder_id, row.holder)
        post = None if row.post_id is None else PostReference(row.post_id, row.post, holder)
        return cls(post, Reference.maybe(row.unit_id, row.unit), row.person, row.rank, row.from_on, row.to_on)

    @classmethod
    def founding(cls, one: MemberFacts, names: Names) -> Self:
        """Show a member that the document itself names."""
        post = None if one.post is None else PostReference(names.post_ids[one.post], one.post, None)
        unit = None if one.unit is None else Reference(names.unit_ids[one.unit], one.unit)
        return cls(post, unit, None, None, None, None)


class PartView(msgspec.Struct):
    """A part with who has it now, who had it, and what may be done."""

    code: str
    title: str
    least: int
    most: int | None
    ranks: Annotated[list[str], Meta(description="任职者应有的职级；空为不限")]
    of_seat: Annotated[str | None, Meta(description="任职者应属哪一席位的单位；null 为不限")]
    unit_kinds: Annotated[list[Word], Meta(description="任职者所在单位的类别；空为不限")]
    members: list[MemberView]
    former: list[MemberView]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, part: TeamPart, rows: Sequence[Any], stand: Sequence[MemberView], actions: list[Action]) -> Self:
        """Show a part; `stand` are those whom the document itself puts there."""
        own = [row for row in rows if row.part == part.code]
        now = [MemberView.of(row) for row in own if row.to_on is None] if own else list(stand)
        former = [MemberView.of(row) for row in own if row.to_on is not None]
        kinds = [Word.of(kind) for kind in part.kinds]
        return cls(part.code, part.title, part.least, part.most, list(part.ranks), part.of, kinds, now, former, actions)


class TopicView(msgspec.Struct):
    """A topic of the schedule."""

    code: str
    title: str
    on: date | None
    applies: Annotated[bool | None, Meta(description="不涉及为 false；尚未明确为 null")]


class PlanView(msgspec.Struct):
    """A work plan with its schedule."""

    plan: str
    topics: list[TopicView]
    set_on: date
    set_by: str

    @classmethod
    def of(cls, team: Team, row: Any) -> Self:
        """Show a plan's row in the order of the team's topics."""
        topics = [
            TopicView(
                topic.code,
                topic.title,
                None if row.topics.get(topic.code) is None else date.fromisoformat(row.topics[topic.code]),
                row.topics[topic.code] is not None if topic.code in row.topics else None,
            )
            for topic in team.topics
        ]
        return cls(row.plan, topics, row.set_on, row.set_by)


class TeamView(msgspec.Struct):
    """A project's team with its plan in force, the plans before it, and what is still lacking."""

    code: str
    title: str
    clause: str
    parts: list[PartView]
    plan_title: str | None
    topics: list[Word]
    plan: PlanView | None
    former_plans: list[PlanView]
    lacking: Annotated[list[str], Meta(description="尚缺什么，各说明如何消除")]
    actions: list[Action] = msgspec.field(name="_actions")


class TeamsView(msgspec.Struct):
    """All teams that the mechanism asks of the project."""

    project: Reference
    data: list[TeamView]
    version: Annotated[int, Meta(description="项目的版本")]


class BodyView(msgspec.Struct):
    """A body of the county."""

    code: str
    title: str
    clause: str
    kept_by: Word
    parts: list[PartView]
    lacking: list[str]

    @classmethod
    def of(cls, body: Body, keeper: Word, parts: list[PartView], lacking: list[str]) -> Self:
        """Show a body."""
        return cls(body.code, body.title, body.clause, keeper, parts, lacking)


class BodiesView(msgspec.Struct):
    """All bodies that the mechanism knows."""

    data: list[BodyView]
