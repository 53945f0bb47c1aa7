"""Lasting numbers of articles: kept where they are free, given anew where not, and links in the texts follow."""

import json
import re

from django.urls import reverse

from kmc.exchange.package import Package
from kmc.lib.lookups import LARGEST_INTEGER
from knowledge.models import Article, PublicRecord

PLACE = "7" * 9  # a number that stands in no pattern by itself


class Numbers:
    """Which number each article of a package gets here, known before the first comes in."""

    def __init__(self, package: Package):
        told = list(told_numbers(package))
        wanted = {token: number for token, _import_key, number in told}
        here = keys_here(told)
        taken = {
            *Article.objects.values_list("pk", flat=True),
            *PublicRecord.objects.values_list("pk", flat=True),
        }
        following = max([0, *taken, *filter(None, wanted.values())]) + 1
        self.given: dict[str, int] = {}
        self.moved: dict[int, int] = {}
        for token, number in wanted.items():
            key = here.get(token) or number
            if key is None or (token not in here and key in taken):
                key, following = following, following + 1
            taken.add(key)
            self.given[token] = key
            if number and number != key:
                self.moved[number] = key
        before, after = reverse("knowledge:article_detail", args=[int(PLACE)]).split(PLACE)
        self.link = re.compile(f'(href="{re.escape(before)})([0-9]{{1,18}})(?={re.escape(after)})')

    def give(self, rows: list) -> int:
        """Give new articles their numbers. Return how many could not keep theirs."""
        for row in rows:
            row.object.pk = self.given.get(str(row.object.form_token))
        return sum(row.object.pk != number_of(row.entry) for row in rows)

    def follow(self, html: str) -> str:
        """Return the text with links to articles that have another number here."""
        if not self.moved:
            return html
        return self.link.sub(lambda found: found[1] + str(self.moved.get(int(found[2]), found[2])), html)


def keys_here(told: list[tuple]) -> dict[str, int]:
    """Return the number of each article that is here, by the token it has in the package."""
    rows = list(Article.objects.values_list("form_token", "import_key", "pk"))
    imported = {import_key: key for _token, import_key, key in rows if import_key}
    by_import_key = {token: imported[name] for token, name, _number in told if name in imported}
    return by_import_key | {str(token): key for token, _import_key, key in rows}


def told_numbers(package: Package):
    """Yield token, key of import and number of each article of the package; lines that are none are refused later."""
    for _number, line in package.lines("articles"):
        try:
            entry = json.loads(line)
            name = entry.get("import_key")
            yield str(entry["form_token"]), name if isinstance(name, str) else None, number_of(entry)
        except (KeyError, TypeError, ValueError, RecursionError):
            continue


def number_of(entry: dict) -> int | None:
    number = entry.get("number")
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return number if is_number and 0 < number <= LARGEST_INTEGER // 2 else None
