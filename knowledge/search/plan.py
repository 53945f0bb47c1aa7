"""From a query to the terms to look for: what each is worth, what must and what must not stand."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from knowledge.search.correct import Window, doubtful, windows
from knowledge.search.counts import ALL, SYNONYMS
from knowledge.search.fillers import filling
from knowledge.search.query import Query, parsed
from knowledge.search.segment import Token
from knowledge.search.synonyms import is_current, phrases_in, synonyms
from knowledge.search.weigh import LONGEST_ACROSS

MOST_TERMS = 600
BEGINNINGS = 8
FEW_WORDS = 3
MOST_CORRECTIONS = 3
# What a hit on something else than the word itself is worth.
SYNONYM, BEGINNING, BEGINNING_OF_SEVERAL, INSIDE, INSIDE_ALONE = 1.0, 0.3, 0.8, 0.35, 0.7
WHOLE_SHARE = 0.6  # of a compound's mass; the words inside it hold the rest
PLENTY = 500  # articles with the compound itself: no need to look for the words inside it
ENOUGH = 0.25  # of the query's mass makes an article a hit
NEAR = 0.1  # of a rare word's mass: with less in common an article is not even near
WRAPPING = 0.25  # what a word counts that only wraps the question
COMMON_FROM, COMMON_SHARE = 2_000, 0.2  # words too common to read for ranking
INSIDE_MOST = 0.6  # all words inside a compound together, of the compound itself
MOST_INSIDE = 1_000  # articles with a word inside a compound, to look for it beside the compound
UNIT = 100


class Known(NamedTuple):
    """A term of the index."""

    id: int
    count: int


@dataclass
class Term:
    """What a posting of a term adds: `weight` to the score, `mass` to what of the query is covered."""

    id: int
    count: int
    weight: int = 0
    mass: int = 0
    need: int = 0
    ban: int = 0


@dataclass
class Plan:
    """All that the search statement needs, and what the page shows of it."""

    query: Query
    size: int
    known: dict[str, Known]
    terms: dict[int, Term] = field(default_factory=dict)
    mass: int = 0
    has_missing: bool = False  # a word stands nowhere, or only in parts
    is_impossible: bool = False
    corrected: str = ""
    alternatives: list[str] = field(default_factory=list)
    marked: dict[str, None] = field(default_factory=dict)  # words to mark, in order
    inside: dict[str, None] = field(default_factory=dict)  # words to mark where those do not stand

    def idf(self, term: str) -> float:
        count = self.known[term].count
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))

    def add(self, term: str, *, factor: float, mass: float) -> None:
        """Look for a term. Twice the same word weighs once, its masses add up."""
        found = self.known[term]
        held = self.terms.setdefault(found.id, Term(found.id, found.count))
        held.weight = max(held.weight, round(UNIT * factor * self.idf(term)) or 1)
        held.mass += round(UNIT * mass)

    @property
    def enough(self) -> int:
        """Return the mass that makes a hit."""
        return max(1, math.floor(self.mass * ENOUGH))

    @property
    def least(self) -> int:
        """Return the mass below which an article is not even near: «งาน» alone says nothing of «พลังงาน»."""
        return math.floor(UNIT * self.most * NEAR) if self.has_missing else 0

    @property
    def most(self) -> float:
        """Return the idf of a word that stands nowhere."""
        return math.log(1 + (self.size + 0.5) / 0.5)


def planned(query: Query, *, exact: bool = False) -> Plan:
    """Return the plan of a query. One statement looks up every word that may matter, one more a corrected query."""
    doubts = [] if exact else windows(query.words)
    known, begun = looked_up(possible_terms(query, doubts), beginnings_wanted(query))
    if not is_current(known.pop(SYNONYMS, Known(0, 0)).count):
        return planned(query, exact=exact)
    plan = Plan(query, known.pop(ALL, Known(0, 0)).count, known)
    begun_from = add_beginnings(plan, begun)
    corrected, others = corrections_of(plan, [window for window in doubts if window.after <= begun_from])
    if corrected:
        plan = planned(parsed(corrected), exact=True)
        plan.corrected, plan.alternatives = corrected, others
        return plan
    wrapping = filling(query.words)
    for place, token in enumerate(query.words[:begun_from]):
        add_word(plan, token, share=WRAPPING if place in wrapping else 1)
    for first, after, term in phrases_in([token.word for token in query.words]):
        add_phrase_synonyms(plan, query.words[first:after], term)
    add_conditions(plan)
    leave_out_common(plan)
    return plan


def possible_terms(query: Query, doubts: list[Window]) -> list[str]:
    """Return every term the query may lead to, the words themselves first."""
    words = [token.word for token in query.words]
    found = dict.fromkeys(
        [ALL, SYNONYMS, *words, *(leaf for leaves in (*query.phrases, *query.excluded) for leaf in leaves)]
    )
    found |= dict.fromkeys(inner for token in query.words for inner in token.inside)
    phrases = [term for _first, _after, term in phrases_in(words)]
    for term in (*words, *phrases):
        found |= dict.fromkeys((term, *synonyms().get(term, ())))
    found |= dict.fromkeys(word for window in doubts for word in window.alternatives)
    return list(found)[:MOST_TERMS]


def beginnings_wanted(query: Query) -> list[str]:
    """Return what the last words may be the beginning of, where the query is short and seems unfinished."""
    words = query.words
    if not words or query.phrases or words[-1].end != len(query.text):
        return []
    last = words[-1].word
    is_unfinished = len(last) <= 2 or doubtful(last)
    found = [last] if is_unfinished or last.isascii() else []
    tail = last
    for token in reversed(words[:-1][-FEW_WORDS:]):
        if token.end != words[-1].end - len(tail) or not (is_unfinished or doubtful(token.word)):
            break
        tail = token.word + tail
        found.append(tail)
    return found if len(words) <= FEW_WORDS + len(found) else []


def looked_up(terms: Iterable[str], prefixes: list[str]) -> tuple[dict[str, Known], dict[str, list[str]]]:
    """Return the terms the index holds, and for each beginning the most used words. One statement."""
    terms = list(terms)
    columns = "SELECT id, term, document_count"
    sql = f"{columns}, %s AS begun FROM knowledge_searchterm WHERE term IN ({', '.join(['%s'] * len(terms))})"
    parameters = ["", *terms]
    for prefix in prefixes:
        condition, values = begins_with(prefix)
        sql += (
            f" UNION ALL {columns}, begun FROM ({columns}, %s AS begun FROM knowledge_searchterm WHERE {condition}"
            " AND document_count > 0 ORDER BY document_count DESC, id LIMIT %s) AS beginning"
        )
        parameters += [prefix, *values, BEGINNINGS]
    known, begun = {}, {prefix: [] for prefix in prefixes}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for pk, term, count, prefix in cursor.fetchall():
            if count or term == ALL:
                known[term] = Known(pk, count)
                begun.get(prefix, []).append(term)
    return known, begun


def begins_with(prefix: str) -> tuple[str, list[str]]:
    """Return the condition that the database answers from its index. A prefix holds letters and digits only."""
    if connection.vendor == "sqlite":
        return "term >= %s AND term < %s", [prefix, prefix + "\U0010ffff"]
    return "term LIKE %s", [prefix + "%"]


def add_word(plan: Plan, token: Token, *, share: float = 1) -> None:
    """Look for a word, for what it is made of, and for other ways to say it. `share` is how much it counts."""
    is_known = token.word in plan.known
    inside = {leaf: plan.idf(leaf) for leaf in leaves_to_read(plan, token)}
    others = [term for term in synonyms().get(token.word, ()) if term in plan.known]
    ways = [token.word] * is_known or others or list(inside)
    plan.has_missing |= not is_known and not others and share == 1
    if not ways:
        return
    mass = share * max(plan.idf(way) for way in ways)
    plan.mass += round(UNIT * mass)
    if is_known:
        plan.add(token.word, factor=share, mass=mass * (WHOLE_SHARE if inside else 1))
    for leaf, idf in inside.items():
        part = mass * idf / (sum(inside.values()) or 1)
        if is_known or others:
            factor = min(INSIDE * share, INSIDE_MOST * mass / (sum(inside.values()) or 1))
            plan.add(leaf, factor=factor, mass=part * (1 - WHOLE_SHARE))
        else:
            plan.add(leaf, factor=INSIDE_ALONE * share, mass=part)
    for term in others:
        plan.add(term, factor=SYNONYM * share, mass=mass)
    if share < 1:
        return
    plan.marked |= dict.fromkeys((token.word, *others))
    telling = max(inside.values(), default=0) / 2  # «การ» of «การอ่าน» says nothing: it stands everywhere
    plan.inside |= dict.fromkeys(leaf for leaf, idf in inside.items() if idf >= telling)


def leaves_to_read(plan: Plan, token: Token) -> list[str]:
    """Return the words inside a compound that are worth looking for: fewer where the compound itself is found."""
    leaves = [leaf for leaf in dict.fromkeys(token.leaves) if leaf in plan.known and leaf != token.word]
    whole = plan.known.get(token.word)
    if whole is None:
        return leaves
    return [leaf for leaf in leaves if whole.count < PLENTY and plan.known[leaf].count < MOST_INSIDE]


def add_phrase_synonyms(plan: Plan, words: tuple[Token, ...], term: str) -> None:
    """Look for other ways to say words that together have a meaning."""
    mass = sum(max((plan.idf(word.word),) if word.word in plan.known else (0,)) for word in words)
    for other in (term, *synonyms()[term]):
        if other in plan.known:
            plan.add(other, factor=SYNONYM, mass=mass or plan.idf(other))
            plan.mass = plan.mass or round(UNIT * plan.idf(other))
            plan.marked[other] = None


def corrections_of(plan: Plan, doubts: list[Window]) -> tuple[str, list[str]]:
    """Return the query with the nearest known word in place of each unknown piece, and other spellings of it."""
    words, text = plan.query.words, plan.query.text
    chosen: dict[int, tuple[Window, list[str]]] = {}
    for window in sorted(doubts, key=lambda window: window.first - window.after):
        places = range(window.first, window.after)
        known = [word for word in window.alternatives if word in plan.known][:MOST_CORRECTIONS]
        if (
            known
            and not any(place in chosen for place in places)
            and not all(is_sound(plan, words[n]) for n in places)
        ):
            chosen |= dict.fromkeys(places, (window, known))
    others = []
    for window, known in reversed(
        list(dict.fromkeys((window, tuple(known)) for window, known in chosen.values()))
    ):
        start, end = words[window.first].start, words[window.after - 1].end
        others = [f"{text[:start]}{word}{text[end:]}" for word in known[1:]] or others
        text = f"{text[:start]}{known[0]}{text[end:]}"
    return (text, others) if chosen else ("", [])


def is_sound(plan: Plan, token: Token) -> bool:
    """Return whether a word stands in some article as more than a stray letter."""
    if len(token.word) == 1:
        return False
    return token.word in plan.known or any(term in plan.known for term in synonyms().get(token.word, ()))


def add_beginnings(plan: Plan, begun: dict[str, list[str]]) -> int:
    """Look for words that begin as the query ends; return the place of the first word they stand for."""
    words = plan.query.words
    found = {prefix: [term for term in terms if term != prefix] for prefix, terms in begun.items()}
    found = {prefix: terms for prefix, terms in found.items() if terms}
    if not found:
        return len(words)
    longest = max(found, key=len)
    joined = longest != words[-1].word
    terms = found[longest]
    mass = max(plan.idf(term) for term in terms)
    for term in terms:
        plan.add(term, factor=BEGINNING_OF_SEVERAL if joined else BEGINNING, mass=mass)
        plan.marked[term] = None
    if words[-1].word in plan.known and not joined:
        return len(words)
    plan.mass += round(UNIT * mass)
    return place_of_ending(words, longest)


def place_of_ending(words: Sequence[Token], ending: str) -> int:
    """Return the place of the first of the last words that together are the ending; their marks do not count."""
    place, made = len(words) - 1, words[-1].word
    while place and made != ending:
        place -= 1
        made = words[place].word + made
    return place


def add_conditions(plan: Plan) -> None:
    """Note what must stand and what must not.

    A phrase is found by the compound it is, else by its two rarest words; their order is checked after.
    """
    for phrase in plan.query.phrases:
        if any(leaf not in plan.known for leaf in phrase):
            plan.is_impossible = True
            return
        whole = "".join(phrase)
        is_word = whole in plan.known and len(phrase) <= LONGEST_ACROSS
        for term in [whole] if is_word else sorted(set(phrase), key=plan.idf)[-2:]:
            plan.add(term, factor=INSIDE, mass=0)
            plan.terms[plan.known[term].id].need = 1
    for leaves in plan.query.excluded:
        if len(leaves) == 1 and leaves[0] in plan.known:
            found = plan.known[leaves[0]]
            plan.terms.setdefault(found.id, Term(found.id, found.count)).ban = 1


def leave_out_common(plan: Plan) -> None:
    """Do not read the longest lists where rarer words say what is meant; keep the rarest if all are common."""
    limit = max(COMMON_FROM, plan.size * COMMON_SHARE)
    common = [term for term in plan.terms.values() if term.count > limit and not term.need and not term.ban]
    if len(common) == sum(not term.ban for term in plan.terms.values()):
        common = sorted(common, key=lambda term: (-term.weight, term.count))[FEW_WORDS:]
    for term in common:
        del plan.terms[term.id]
    reachable = sum(term.mass for term in plan.terms.values())
    plan.mass = min(plan.mass, reachable)
