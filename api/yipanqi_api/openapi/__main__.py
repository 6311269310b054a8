"""`python -m yipanqi_api.openapi [path]`: write the OpenAPI document, by default over the committed one.

With `--release` also what it promises, which later versions under /v1 have to keep.
"""

import json
import sys
from pathlib import Path
from typing import Any

from yipanqi_api.app import create_app
from yipanqi_api.openapi.document import document_of
from yipanqi_api.openapi.promises import written
from yipanqi_core.settings import Settings

COMMITTED = Path(__file__).resolve().parents[2] / "openapi.json"
RELEASED = COMMITTED.with_name("released.txt")


def generate() -> dict[str, Any]:
    """Draw the document without any server: nothing connects before the application starts."""
    settings = Settings(database_url="postgresql+asyncpg://nowhere/none", valkey_url="redis://nowhere")
    return document_of(create_app(settings))


def text() -> str:
    """Give the document as it is committed."""
    return json.dumps(generate(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    asked = [one for one in sys.argv[1:] if one != "--release"]
    target = Path(asked[0]) if asked else COMMITTED
    target.write_text(text(), encoding="utf-8")
    if "--release" in sys.argv:
        RELEASED.write_text(written(generate()), encoding="utf-8")
