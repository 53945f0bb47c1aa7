"""The register of processing of personal data (PDPA B.E. 2562, section 39): Thai content, kept with the code.

Whoever makes the portal keep something new of people adds a row in `accounts/data/processing.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

ROWS = Path(__file__).resolve().parent / "data" / "processing.json"


@dataclass(frozen=True)
class Processing:
    """One purpose for which personal data is kept."""

    name: str
    purpose: str
    basis: str
    data: str
    whose: str
    recipients: str
    kept: str
    where: str


REGISTER = tuple(Processing(**row) for row in json.loads(ROWS.read_text(encoding="utf-8")))
