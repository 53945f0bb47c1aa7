"""Where OpenSearch does not answer: the database does while it can, else a clear page; and nobody waits in a row."""

import datetime
import json
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from kmc import settings as product
from knowledge.models import Posting, SavedSearch, SearchDocument, SearchTerm
from knowledge.search import SearchUnavailable, index_article, reindex, search, similar_to
from knowledge.search.backends import client as talking
from knowledge.search.backends.asking import MOST_TERMS
from knowledge.search.related import related_to
from knowledge.services.asking import tell_of_new_articles
from knowledge.watching import news_of

LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def down(at_once, shelve):
    """A library whose OpenSearch fails."""
    shelve("ครูสอนวินัย", "จักสาน")
    shelve("ครูสอนวินัยเชิงบวก", "จักสาน")
    at_once.fault = 503
    return at_once


PAGES = (
    ("knowledge:article_list", {}, 503),
    ("knowledge:search_beside", {"kind": "people"}, 503),
    ("knowledge:search_suggest", {}, 200),
)


@pytest.mark.parametrize("name, options, status", PAGES)
@pytest.mark.parametrize("signed_in", (False, True))
def test_pages_answer_clearly(down, client, teacher, name, options, status, signed_in):
    if signed_in:
        client.force_login(teacher)
    response = client.get(reverse(name, kwargs=options), {"q": "วินัย"})

    assert response.status_code == status
    if status == 503:
        assert (response.headers["Retry-After"], "no-store" in response.headers["Cache-Control"]) == (
            "60",
            True,
        )
        assert response.templates[0].name == "503.html"


def test_the_page_is_not_kept(down, client):
    address = reverse("knowledge:article_list")
    assert client.get(address, {"q": "วินัย"}).status_code == 503

    down.fault, talking.client().rests_until = 0, 0.0
    assert client.get(address, {"q": "วินัย"}).status_code == 200


def test_programs_are_told(down, client):
    response = client.get("/api/v1/articles", {"q": "วินัย"})

    assert (response.status_code, json.loads(response.content)["code"]) == (503, "search_rests")


def test_browsing_reading_and_helps_go_on(down, client, visitor, teacher):
    article = SearchDocument.objects.first().article
    assert client.get(reverse("knowledge:article_list")).status_code == 200
    assert client.get(article.get_absolute_url()).status_code == 200

    assert (similar_to(article, user=visitor), related_to(article, user=visitor)) == ([], [])


def test_a_kept_search_is_not_taken_for_told(down, teacher):
    kept = SavedSearch.objects.create(
        user=teacher, title="วินัย", query="q=วินัย", tells=True, told_until=LONG_AGO
    )
    with pytest.raises(SearchUnavailable):
        tell_of_new_articles(news_of)

    assert SavedSearch.objects.get(pk=kept.pk).told_until == LONG_AGO


def test_the_database_answers_while_it_has_postings(named, shelve, settings, visitor):
    settings.KMC_SEARCH_URL = ""
    article = shelve("ครูสอนวินัย")
    settings.KMC_SEARCH_URL = named.url
    assert search("วินัย", user=visitor, grouped=True).total == 1
    assert related_to(article, user=visitor) == []

    reindex()
    assert not Posting.objects.exists()
    assert search("วินัย", user=visitor).total == 1


def test_the_database_answers_until_the_first_index_is_there(named, shelve, settings, visitor, teacher):
    settings.KMC_SEARCH_URL = ""
    titles = ["ครูสอนวินัย", "วินัยเชิงบวก", "วินัยที่จะปิด"]
    *_others, closed = [shelve(title) for title in titles]
    counts = set(SearchTerm.objects.values_list("term", "document_count"))
    settings.KMC_SEARCH_URL = named.url
    named.before = lambda method, path: setattr(named, "fault", 500 if method == "PUT" else 0)
    with pytest.raises(SearchUnavailable):
        reindex()
    assert set(SearchTerm.objects.values_list("term", "document_count")) == counts
    assert search("วินัย", user=visitor).total == 3

    closed.visibility = "staff"
    closed.save()
    index_article(closed)
    assert (
        search("วินัย", user=visitor).total,
        set(SearchTerm.objects.values_list("term", "document_count")),
    ) == (
        2,
        counts,
    )


def test_nobody_there_is_noticed_at_once_and_then_not_asked(at_once, settings, visitor, shelve):
    shelve("ครูสอนวินัย")
    settings.KMC_SEARCH_URL = "http://127.0.0.1:9/kmc"
    began = time.perf_counter()
    for _time in range(5):
        with pytest.raises(SearchUnavailable):
            search("วินัย", user=visitor)

    assert time.perf_counter() - began < 3


def test_a_slow_answer_is_not_waited_for(down, visitor, monkeypatch):
    monkeypatch.setattr(talking, "PATIENCE", talking.urllib3.Timeout(connect=1, read=0.2))
    monkeypatch.setattr(talking.Client.called, "__kwdefaults__", {"patience": talking.PATIENCE})
    down.fault, down.delay = 0, 1
    began = time.perf_counter()
    with pytest.raises(SearchUnavailable):
        search("วินัย", user=visitor)

    assert time.perf_counter() - began < 0.9


def test_half_an_answer_is_none():
    whole = {"hits": {}, "timed_out": False, "_shards": {"failed": 0}}

    assert talking.is_whole(whole)
    assert not talking.is_whole(whole | {"timed_out": True})
    assert not talking.is_whole(whole | {"_shards": {"failed": 1}})
    assert not talking.is_whole({"error": {"type": "index_not_found_exception"}})


def test_no_secret_and_no_words_in_the_log(down, settings, visitor, caplog):
    settings.KMC_SEARCH_URL = down.url.replace("://", "://kmc:s%3Acret@")
    for status in (503, 404):
        down.fault, talking.client().rests_until = status, 0.0
        with pytest.raises(SearchUnavailable):
            search("วินัย", user=visitor)

    assert down.headers[-1]["Authorization"].startswith("Basic ")
    assert not any(secret in caplog.text for secret in ("s%3Acret", "s:cret", "วินัย"))


@pytest.mark.parametrize(
    "url",
    (
        "search.example.go.th", "ftp://search.example.go.th", "https://", "https://h/Upper", "https://h/a/b",
        "https://h/kmc?x=1", "http://kmc:secret@search.example.go.th:9200",
    ),
)  # fmt: skip
def test_a_wrong_address_is_refused_at_the_start(monkeypatch, url):
    monkeypatch.setenv("KMC_SEARCH_URL", url)
    with pytest.raises(ImproperlyConfigured):
        product.checked_search_url()


@pytest.mark.parametrize(
    "url", ("", "https://kmc:p%40ss@h:9200/kmc/", "http://search:9200", "http://u:p@localhost")
)
def test_a_right_address_is_taken(monkeypatch, url):
    monkeypatch.setenv("KMC_SEARCH_URL", url)
    assert product.checked_search_url() == url.rstrip("/")


def test_endless_queries_are_cut(at_once, shelve, visitor):
    words = " ".join(f"คำ{number}x" for number in range(100))
    shelve("ครูสอนวินัย", words)

    assert search(words, user=visitor).total >= 0
    assert MOST_TERMS * 3 < 1024
