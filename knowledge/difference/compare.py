"""Which blocks and words of two texts belong together. Every step has a bound: odd texts cost no more than long ones."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from knowledge.difference.blocks import Block, Piece

MOST_BLOCKS = 4_000  # on either side, the same beginning and end left out
MOST_WORDS = 6_000  # of one block
MOST_PAIRS = 100_000
ALIKE = 0.4  # shared words of all words, from which two blocks are one block that was changed

Pair = tuple[Block | None, Block | None]
Run = tuple[str, list[Piece], list[Piece]]


def paired(old: list[Block], new: list[Block]) -> Iterator[Pair]:
    """Yield the blocks side by side in order: the same, changed, taken away (None new), added (None old)."""
    for same, before, after in spans(old, new, [b.key for b in old], [b.key for b in new], MOST_BLOCKS):
        if same:
            yield from zip(before, after, strict=True)
        else:
            yield from matched(before, after)


def spans(old: Sequence, new: Sequence, old_keys: list, new_keys: list, most: int):
    """Yield (is the same, part of old, part of new) from beginning to end."""
    start = common(old_keys, new_keys)
    end = common(old_keys[start:][::-1], new_keys[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    if start:
        yield True, old[:start], new[:start]
    if max(last_old, last_new) - start > most:
        yield False, old[start:last_old], new[start:last_new]
    else:
        matcher = SequenceMatcher(None, old_keys[start:last_old], new_keys[start:last_new])
        for tag, i, j, k, m in matcher.get_opcodes():
            yield tag == "equal", old[start + i : start + j], new[start + k : start + m]
    if end:
        yield True, old[last_old:], new[last_new:]


def common(first: Sequence, second: Sequence) -> int:
    """Return how many at the beginning are the same."""
    number = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        number += 1
    return number


def matched(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Yield changed blocks beside what they were, the others alone: in order, as alike as can be."""
    pairs = alike_in_order(old, new) if len(old) * len(new) <= MOST_PAIRS else []
    before = after = 0
    for i, j in [*pairs, (len(old), len(new))]:
        yield from ((block, None) for block in old[before:i])
        yield from ((None, block) for block in new[after:j])
        if i < len(old):
            yield old[i], new[j]
        before, after = i + 1, j + 1


def alike_in_order(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the places of the blocks that belong together: the order kept, the sum of likeness greatest."""
    best = [[0.0] * (len(new) + 1) for _block in range(len(old) + 1)]
    kept = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            likeness = alike(old[i], new[j])
            together = likeness + best[i + 1][j + 1] if likeness else 0.0
            apart = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(together, apart)
            if together > apart:
                kept[i, j] = True
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if (i, j) in kept:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def alike(old: Block, new: Block) -> float:
    """Return how alike two blocks are, from 0 (not one block that was changed) to 1."""
    if old.kind != new.kind or len(old.cells) != len(new.cells):
        return 0.0
    every = len(old.vocabulary) + len(new.vocabulary)
    shared = 2 * len(old.vocabulary & new.vocabulary) / every if every else 1.0
    return shared if shared >= ALIKE else 0.0


def runs(old: list[Piece], new: list[Piece]) -> list[Run]:
    """Return the words of two cells as runs: "same", or "changed" with what went and what came.

    A space between two changes belongs to both: nobody reads words marked one by one.
    """
    found: list[Run] = []
    for same, before, after in spans(old, new, old, new, MOST_WORDS):
        if not same and found and found[-1][0] == "changed":
            found[-1] = ("changed", [*found[-1][1], *before], [*found[-1][2], *after])
        else:
            found.append(("same" if same else "changed", list(before), list(after)))
    return joined(found)


def joined(found: list[Run]) -> list[Run]:
    """Return the runs with those parted by spaces alone as one."""
    whole: list[Run] = []
    for run in found:
        whole.append(run)
        kinds = [kind for kind, _before, _after in whole[-3:]]
        if kinds == ["changed", "same", "changed"] and is_thin(whole[-2]):
            parts = whole[-3:]
            before = [piece for part in parts for piece in part[1]]
            after = [piece for part in parts for piece in part[2]]
            whole[-3:] = [("changed", before, after)]
    return whole


def is_thin(run: Run) -> bool:
    """Return whether nothing but a space stands in the run."""
    return run[0] == "same" and not any(piece.picture or piece.text.strip() for piece in run[1])
