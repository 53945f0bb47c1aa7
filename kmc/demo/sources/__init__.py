"""Documents of other offices that come with the demo: acquired knowledge, its source named."""

from pathlib import Path

SOURCES = sorted(Path(__file__).resolve().parent.glob("*.jsonl"))
