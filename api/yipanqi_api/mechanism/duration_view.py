"""A span of time as a document states it, as it is shown."""

import msgspec

from yipanqi_api.references import Word


class DurationView(msgspec.Struct):
    """A span of time as the document states it."""

    count: int
    unit: Word
