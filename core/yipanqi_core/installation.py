"""What an installation knows better than the program: taken in once, when a process starts."""

import os
from pathlib import Path


def holidays_file() -> Path:
    """Tell where the State Council's notices are kept: HOLIDAYS_FILE, else holidays.json in YIPANQI_VAR."""
    given = os.environ.get("HOLIDAYS_FILE")
    return Path(given) if given else Path(os.environ.get("YIPANQI_VAR", "var")).resolve() / "holidays.json"


def learn_holidays() -> None:
    """Teach the calendar the notices kept, if there are any. Raises CalendarError for a file that is none of ours."""
    path = holidays_file()
    if path.exists():
        from yipanqi_core.calendar.notices import learn, read_notices  # the calendar is not loaded for nothing

        learn(read_notices(path))
