"""What someone proposes, before it is known whether they may."""

from dataclasses import dataclass

from yipanqi_core.mechanism.acts import Act


@dataclass(frozen=True, slots=True)
class Opening:
    """What someone proposes: by which act, to which step, on which ground, for which cause."""

    act: Act
    target: str | None = None
    ground: str | None = None
    cause: str | None = None
