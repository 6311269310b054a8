"""What can go wrong with work that happens by itself."""


class NotLiveError(ValueError):
    """The county has not gone live, so nothing falls due in it."""


class ClockError(ValueError):
    """The county's date cannot be moved so."""
