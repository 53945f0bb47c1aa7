"""Spelling: the known words one cheap Thai slip away from an unknown one."""

from knowledge.models import SearchTerm

TONES = "่้๊๋"
DROPPABLE = TONES + "์็ะ"
ALIKE = ("ิี", "ุู", "ึื", "ใไ", "ศษส", "ณน", "รล", "ทธฒฑ", "ตฏ", "ดฎ", "ญย", "คฆข", "พภผ", "ชฌซ", "ำม", "เแ", "หฬอ")
MOST = 3


def slips_of(word: str) -> list[str]:
    """Return the spellings one slip away: a mark more, less or other, a letter that sounds alike, two swapped."""
    found = []
    for index, letter in enumerate(word):
        head, tail = word[:index], word[index + 1 :]
        if letter in DROPPABLE:
            found.append(head + tail)
        if letter in TONES:
            found += (head + tone + tail for tone in TONES)
        for group in ALIKE:
            if letter in group:
                found += (head + other + tail for other in group if other != letter)
        if tail:
            found.append(head + tail[0] + letter + tail[1:])
        found += (head + letter + mark + tail for mark in DROPPABLE)
        found.append(head + tail)
    return list(dict.fromkeys(slip for slip in found if slip and slip != word))


def corrected_words(words: list[str]) -> dict[str, list[str]]:
    """Return, for each unknown word, at most three known words one slip away, most used first. One query."""
    slips = {word: slips_of(word) for word in words[:4] if len(word) <= 30}
    wanted = {slip for found in slips.values() for slip in found}
    if not wanted:
        return {}
    known = dict(
        SearchTerm.objects.filter(term__in=list(wanted)[:900], document_count__gt=0).values_list(
            "term", "document_count"
        )
    )
    corrected = {}
    for word, candidates in slips.items():
        near = sorted((slip for slip in candidates if slip in known), key=lambda slip: -known[slip])
        if near:
            corrected[word] = near[:MOST]
    return corrected
