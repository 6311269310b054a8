"""The county's list of key projects (QS-1.11); which of the three classes a project is in follows from its facts."""

from yipanqi_core.mechanism.tracks import Step, Track

LISTED = "listed"

KEY_LIST = Track(
    code="key_list",
    title="县列重点建设项目清单",
    clause="QS-1.11",
    steps=(Step(LISTED, "县列重点项目"),),
    gates=(),
)
