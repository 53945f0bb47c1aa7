"""Thai text: one spelling for what looks the same, dictionary order, clusters that are never cut."""

import re
import unicodedata

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ELLIPSIS = "…"
LEADING_VOWELS = "เแโใไ"
SORT_KEY_LENGTH = 255

# What nobody can see: NUL and lone surrogates, soft hyphen, zero-width space and non-joiner, marks of direction, BOM.
_INVISIBLE = re.compile(
    "[\x00\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]"
)
# The joiner has work to do only after a pictograph.
_LOOSE_JOINER = re.compile("(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d+")
_ODD_SPACE = re.compile("[\u00a0\u2007\u202f]")
_TOO_MANY_ACCENTS = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
_DOUBLE_SARA_E = re.compile("เเ")
# Marks above and below a consonant with the vowels that follow it, in whatever order they were typed.
_THAI_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARK_RUN = re.compile(f"[{_THAI_MARKS}ะาำๅ]{{2,}}")
_NIKHAHIT = "\u0e4d"
# The order of marks on one consonant; it agrees with NFC's own classes, or the two would undo each other.
_MARK_RANK = {
    mark: rank
    for rank, marks in enumerate(
        (
            "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47",
            "\u0e3a",
            "\u0e38\u0e39",
            "\u0e4d\u0e4e",
            "\u0e48\u0e49\u0e4a\u0e4b",
            "\u0e4c",
        )
    )
    for mark in marks
}

_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
_TAG_BORDERS = re.compile("[,，、\r\n\u2028\u2029]+")


def normalize(text: str) -> str:
    """Return text in the one spelling that is stored and searched. NFC, never NFKC, which takes ำ apart."""
    text = _INVISIBLE.sub("", text)
    text = _LOOSE_JOINER.sub("", text)
    text = _ODD_SPACE.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = _TOO_MANY_ACCENTS.sub(r"\1", text)
    text = _DOUBLE_SARA_E.sub("แ", text)
    return _MARK_RUN.sub(_ordered_marks, text)


def _ordered_marks(run: re.Match) -> str:
    """Put each mark once, vowel before tone, before the vowels that follow, and make ํ with า one ำ."""
    marks = sorted(dict.fromkeys(c for c in run[0] if c in _MARK_RANK), key=_MARK_RANK.get)
    following = "".join(c for c in run[0] if c not in _MARK_RANK)
    if _NIKHAHIT in marks and following[:1] in ("า", "ำ"):
        marks.remove(_NIKHAHIT)
        following = "ำ" + following[1:]
    return "".join(marks) + following


def collapse_spaces(text: str) -> str:
    """Return text on one line, each run of white space as one space."""
    return " ".join(text.split())


def to_arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    return text.translate(_TO_THAI)


def split_tags(text: str) -> list[str]:
    """Split on commas and lines, never on spaces: Thai separates phrases with them. The first spelling wins."""
    found = {}
    for part in _TAG_BORDERS.split(normalize(text)):
        tag = collapse_spaces(part)
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


# --- clusters ---------------------------------------------------------------------------------------------------------


def graphemes(text: str) -> list[str]:
    """Split text into what a reader sees as one letter each: น้ำ is two, น้ and ำ stay together."""
    clusters = []
    for char in text:
        if clusters and _joins(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _joins(cluster: str, char: str) -> bool:
    if cluster[-1] in "\r\n":
        return cluster == "\r" and char == "\n"
    if char == "ำ" or char == "\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if _is_flag_half(char):
        return len(cluster) == 1 and _is_flag_half(cluster)
    return cluster[-1] == "\u200d" or unicodedata.category(char)[0] == "M"


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def shorten(text: str, limit: int) -> str:
    """Cut to at most limit visible letters, at a space where one is near, and say so with an ellipsis."""
    clusters = graphemes(collapse_spaces(text))
    if len(clusters) <= limit:
        return "".join(clusters)
    kept = clusters[: max(limit - 1, 0)]
    if clusters[len(kept)] != " ":
        kept = kept[: _last_space(kept)]
    return "".join(kept).rstrip(LEADING_VOWELS + " ,;:-–—(") + ELLIPSIS


def _last_space(clusters: list[str]) -> int:
    """Return where the last phrase begins, if that keeps three quarters of the text; else the end."""
    nearest = max((i for i, cluster in enumerate(clusters) if cluster == " "), default=0)
    return nearest if nearest * 4 >= len(clusters) * 3 else len(clusters)


def slug(text: str, limit: int = 80) -> str:
    """Return letters, digits and all their marks in lower case, hyphens between; empty when nothing is left."""
    kept = [c if unicodedata.category(c)[0] in "LNM" else "-" for c in normalize(text).lower()]
    joined = re.sub("-+", "-", normalize("".join(kept))).strip("-")
    return "".join(graphemes(joined)[:limit]).strip("-")


# --- order ------------------------------------------------------------------------------------------------------------

# Letters in the order of a Thai dictionary, Latin after Thai, as ICU has them.
_LETTERS = (
    "0123456789"
    + "".join(map(chr, range(0x0E01, 0x0E2F)))
    + "\u0e4dะ\u0e31าๅำ\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไ\u0e3a"
    + "abcdefghijklmnopqrstuvwxyz"
)
# Each letter is a Latin letter and a digit: every collation of every database has the same order for these.
_CODES = {letter: f"{chr(ord('a') + n // 10)}{n % 10}" for n, letter in enumerate(_LETTERS)}
# What counts only between names with the same letters; "1" stands for a letter that carries none.
_TONES = {mark: str(n) for n, mark in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b", start=2)}
_LEADING_VOWEL = re.compile(f"([{LEADING_VOWELS}])([ก-ฮ])")
_NOT_SORTED = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[_ฯๆ]")


def sort_key(text: str) -> str:
    """Return plain ASCII that sorts by code point, or in any collation, as a Thai dictionary sorts text."""
    letters, tones = _sorted_parts(text)
    return (letters + tones)[:SORT_KEY_LENGTH]


def letters_key(text: str) -> str:
    """Return the beginning of `sort_key` that ignores tone marks: to look for inside stored keys."""
    return _sorted_parts(text)[0]


def person_sort_key(given: str, family: str) -> str:
    """People stand by given name, then by family name."""
    half = SORT_KEY_LENGTH // 2
    return f"{sort_key(given)[:half]}0{sort_key(family)[:half]}"


def _sorted_parts(text: str) -> tuple[str, str]:
    text = _NOT_SORTED.sub("", _without_accents(to_arabic_digits(normalize(text).casefold())))
    letters, tones = [], []
    for char in _LEADING_VOWEL.sub(r"\2\1", text):
        if char in _TONES:
            tones.append(_TONES[char])
        else:
            letters.append(_CODES.get(char) or f"z{ord(char):07d}")
            tones.append("1")
    return "".join(letters), "".join(tones).rstrip("1")


def _without_accents(text: str) -> str:
    """Take é for e; Thai marks are no accents."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
