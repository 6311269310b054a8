"""What may not simply be taken over of chains and leaders: too many chains, a leader that the nature does not have."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.rules.acts import as_counted
from yipanqi_core.rules.responsibilities import may_have
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.chain_rows import ChainRow
from yipanqi_core.workbook.compare import Difference
from yipanqi_core.workbook.project_facts import Telling
from yipanqi_core.workbook.register import ProjectRow
from yipanqi_core.workbook.remarks import Remarks

_PARTS = {
    "line": ResponsibilityKind.LINE,
    "point": ResponsibilityKind.POINT,
    "chain": ResponsibilityKind.CHAIN,
}


def refuse_chains(edition: Edition, parameters: BaseModel, chains: Difference[ChainRow], remarks: Remarks) -> None:
    """Refuse new key chains beyond those that the mechanism keeps."""
    if edition.chains is None or not chains.created:
        return
    most = edition.chains.most(parameters)
    if len(chains.result) > most:
        names, clause = "、".join(row.name for row in chains.result), edition.chains.clause
        message = f"{edition.chains.title}至多 {most} 条（{clause}），载入后为 {names}；请删去多余的，或调整参数"
        remarks.place(layout.CHAINS, 0, "产业链名称", None, message)


def warn_of_leaders(
    edition: Edition, parameters: BaseModel, projects: Difference[ProjectRow], telling: Telling, remarks: Remarks
) -> None:
    """Warn of leaders that projects of their nature do not have: loaded as they are, as all that is decided."""
    for row in (*projects.created, *(change.after for change in projects.changed)):
        kinds = [kind for name, kind in _PARTS.items() if getattr(row, name) is not None]
        if not kinds:
            continue
        facts = as_counted(edition, parameters, telling.facts(row))
        for kind in kinds:
            refusing = may_have(edition.responsibilities, facts, kind)
            if refusing is not None:
                remarks.warn(
                    f"{row.called}：{facts.nature.label}项目不设{kind.label}（{refusing.clause}），照录，请核对"
                )
