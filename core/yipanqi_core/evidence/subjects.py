"""What evidence can be for: things of the county named as `kind:id`."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table

from yipanqi_core.acts.tables import proposals
from yipanqi_core.bulletins.tables import consequences, rectifications
from yipanqi_core.cases.tables import cases
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.letters.tables import letters
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.reviews.tables import reviews
from yipanqi_core.work.tables import issues, records, tasks

SUBJECTS: Mapping[str, tuple[str, Table]] = {
    "project": ("项目", projects),
    "item": ("节点、要素、手续", items),
    "issue": ("问题", issues),
    "letter": ("文书", letters),
    "task": ("任务", tasks),
    "record": ("工作记录", records),
    "proposal": ("清单事项", proposals),
    "review": ("审批、会商", reviews),
    "case": ("专项事项", cases),
    "meeting": ("会议", meetings),
    "agenda_item": ("议题", agenda_items),
    "rectification": ("整改", rectifications),
    "consequence": ("结果运用", consequences),
    "inspection": ("督查", inspections),
}
"""Each kind with its Chinese name and where its rows are."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a file is evidence for."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """Read `kind:id`. Raises InvalidInputError."""
        kind, _, key = text.partition(":")
        try:
            subject = cls(kind, UUID(key))
        except ValueError:
            subject = None
        if subject is None or kind not in SUBJECTS or str(subject) != text.lower():
            known = "、".join(f"{code}（{title}）" for code, (title, _) in SUBJECTS.items())
            raise InvalidInputError(f"subject 应为“类别:编号”；类别可用：{known}", "/subject")
        return subject
