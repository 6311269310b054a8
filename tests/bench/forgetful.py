"""The service without its memory of answers: every project is judged anew, however often it is asked for."""

import runpy
from typing import Any

from yipanqi_api import again


class Nothing(dict[Any, Any]):
    """Keeps nothing."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Forget at once."""


if __name__ == "__main__":
    again._given = Nothing()
    runpy.run_module("yipanqi_api.serve", run_name="__main__")
