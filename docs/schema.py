"""Writes the JSON Schema of the lines of a JSON Lines file, from the types that read and write them.

.venv/bin/python docs/schema.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from curator.exporting.jsonlines.lines import schema  # noqa: E402

PAGE = HERE / "json-lines.schema.json"


def page() -> str:
    """The schema as it ought to be."""
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema(), indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
