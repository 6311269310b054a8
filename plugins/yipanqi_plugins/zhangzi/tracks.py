"""The project library: from an idea to works under way (ZZ-1.1)."""

from yipanqi_core.mechanism.tracks import Gate, Step, Track
from yipanqi_plugins.zhangzi.items import STARTED

IDEA, PACKAGED, RESERVE, WORKS = "idea", "packaged", "reserve", "works"

LIBRARY = Track(
    code="library",
    title="重点项目谋划储备",
    clause="ZZ-1.1",
    steps=(Step(IDEA, "谋划"), Step(PACKAGED, "包装"), Step(RESERVE, "储备"), Step(WORKS, "实施")),
    gates=(Gate(RESERVE, WORKS, STARTED, "ZZ-1.1"),),
)
