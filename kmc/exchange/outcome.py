"""What became of the lines of a package."""

from collections import Counter
from dataclasses import dataclass, field

MOST_REASONS = 500


@dataclass
class Outcome:
    """How many rows of each kind were made, were there, took over what is later, were filled in, were refused and why."""

    made: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    later: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reasons: list[tuple[str, int, str]] = field(default_factory=list)
    files_left_out: int = 0
    new_numbers: int = 0
    new_names: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, kind: str, number: int, reason: str) -> None:
        self.refused[kind] += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append((kind, number, " ".join(str(reason).split())[:300]))

    def numbers(self, kind: str) -> tuple[int, ...]:
        return tuple(
            counter[kind] for counter in (self.made, self.there, self.later, self.filled, self.refused)
        )
