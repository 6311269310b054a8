"""Refusals: what a rule, a duty or a state does not allow, said in the county's words with its clause."""


class RefusedError(Exception):
    """A rule of the mechanism refuses the act; `clause` is the rule, the message the reason and what would help."""

    def __init__(self, because: str, clause: str | None = None) -> None:
        super().__init__(because)
        self.clause = clause


class WrongActorError(Exception):
    """Someone else must do this; `clause` says by which rule, if it is one."""

    def __init__(self, because: str, clause: str | None = None) -> None:
        super().__init__(because)
        self.clause = clause


class NotFoundError(LookupError):
    """There is no such thing in this county."""


class InvalidInputError(ValueError):
    """The input does not fit; `pointer` is the JSON pointer of the place."""

    def __init__(self, because: str, pointer: str = "") -> None:
        super().__init__(because)
        self.pointer = pointer
