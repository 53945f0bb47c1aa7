"""Parameters, paths and keys with what programs should not send: a refusal with a code, never a fault."""

from urllib.parse import quote, urlencode

import pytest

from kmc.api import door
from tests.api.conftest import asking, key_of
from tests.test_hostile import SHORT

LISTS = {
    "articles": "kind topic organization network author level subject tag year q updated_since cursor limit",
    "topics": "tree cursor limit",
    "organizations": "kind status district cursor limit",
    "networks": "kind cursor limit",
    "plans": "kind cursor limit",
    "targets": "plan cursor limit",
    "targets/{target}": "organization lang",
    "targets/{target}/rows": "organization lang cursor limit",
}
NUMBERS = ("99999999999999999999", "-1", "0", "9" * 18, "1e5", "๑", "%00", "%FF", "1%00", "nan", "x" * 500)
MOMENTS = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2569-02-30",
    "1e400",
    "99999999999999999999",
    "2026-11-21",
    "2026-11-21T00:00:00",
    "infinity",
)


@pytest.fixture(autouse=True)
def no_limit(monkeypatch):
    monkeypatch.setattr(door, "OF_AN_ADDRESS", 100_000)
    monkeypatch.setattr(door, "OF_A_KEY", 100_000)


def fault(answer):
    """Return what is wrong with an answer: no JSON, a fault, a refusal without a code."""
    if answer.status_code >= 500 or not answer["Content-Type"].startswith("application/json"):
        return answer.status_code, answer["Content-Type"]
    return None if answer.status_code == 200 or "code" in answer.json() else "no code"


@pytest.mark.parametrize("path", LISTS)
def test_parameters_take_anything(client, target_of_articles, article, path):
    names = LISTS[path].split()
    place = f"/api/v1/{path.format(target=target_of_articles.pk)}"
    queries = [urlencode({name: value}) for name in names for value in SHORT.values()]
    queries += [f"{name}=1&{name}=2&{name}[]=3&{name}[a]=4" for name in names]
    queries += [urlencode(dict.fromkeys(names, value)) for value in SHORT.values()]

    faults = {query[:99]: found for query in queries if (found := fault(client.get(f"{place}?{query}")))}

    assert faults == {}


@pytest.mark.parametrize("path", ("articles", "topics", "organizations", "networks", "plans", "targets"))
def test_numbers_may_be_anything(client, db, path):
    ends = ("", "/", "/rows", "/rows/x", "?x=%00")
    faults = {
        (number, end): found
        for number in NUMBERS
        for end in ends
        if (found := fault(client.get(f"/api/v1/{path}/{number}{end}")))
    }

    assert faults == {}


@pytest.mark.parametrize("moment", MOMENTS)
def test_moments_that_are_none_are_refused(ask, db, moment):
    answer = ask("/articles", {"updated_since": moment})

    assert (answer.status_code, answer.json()["fields"]) == (422, ["updated_since"])


def test_a_refusal_repeats_nothing_of_what_was_sent(ask, db):
    answer = ask("/articles", {"kind": "<script>", "limit": "evil"})

    assert answer.json()["fields"] == ["kind", "limit"]
    assert "evil" not in answer.content.decode()
    assert "script" not in answer.content.decode()


def test_keys_may_be_anything(client, teacher):
    key = key_of(teacher)
    words = [value.decode("latin-1") for value in SHORT.values() if value]
    words += [key[:-1], f"{key}x", key.upper(), f"{key} {key}", "kmc_" + "\udc80" * 43, "kmc_" + "ก" * 43]

    answers = [
        asking(client, quote(word, safe=" ", errors="replace"))("/topics").status_code for word in words
    ]
    answers += [asking(client, word)("/topics").status_code for word in words]

    assert set(answers) == {401}
