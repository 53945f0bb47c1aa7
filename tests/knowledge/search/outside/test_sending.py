"""What is saved reaches OpenSearch once it is true, however often the network fails; an older state never wins."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from knowledge.models import Article, Posting, SearchDocument, SearchEntry, SearchTerm
from knowledge.search import SearchUnavailable, index_article, reindex, search, unindex_article
from knowledge.search.backends import sending
from knowledge.search.backends.client import Client, client
from tests.knowledge.search.test_index import contents

WAITING = SearchEntry.objects.waiting


@pytest.fixture
def saved(shelve, django_capture_on_commit_callbacks):
    """Return a function that shelves an article and commits."""

    def saved(*args, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return shelve(*args, **fields)

    return saved


def awake():
    """Forget that nobody answered a moment ago."""
    client().rests_until = 0.0


def test_what_is_committed_is_sent(outside, saved, found):
    article = saved("ครูสอนวินัย", "จักสาน")

    assert set(outside.documents) == {article.pk}
    assert (found("จักสาน"), WAITING().count(), Posting.objects.count()) == (["ครูสอนวินัย"], 0, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_rolled_back_is_never_sent(outside, shelve, found):
    kept = shelve("ครูสอนวินัย")
    with transaction.atomic():
        shelve("จักสาน")
        transaction.set_rollback(True)
    sending.send_waiting()

    assert (set(outside.documents), SearchEntry.objects.count()) == ({kept.pk}, 1)
    assert found("จักสาน") == []


@pytest.mark.parametrize("fault", (500, 503, 429, 401))
def test_what_could_not_be_sent_is_sent_by_the_worker(outside, saved, found, fault):
    outside.fault = fault
    article = saved("ครูสอนวินัย")
    assert (outside.documents, WAITING().count()) == ({}, 1)

    outside.fault = 0
    awake()
    assert (sending.send_waiting(), sending.send_waiting()) == (1, 0)
    assert (set(outside.documents), found("วินัย")) == ({article.pk}, ["ครูสอนวินัย"])


def test_a_failing_worker_keeps_what_waits(outside, saved):
    outside.fault = 500
    saved("ครูสอนวินัย")
    awake()

    with pytest.raises(SearchUnavailable):
        sending.send_waiting()
    assert WAITING().count() == 1


def test_what_was_taken_although_nobody_heard_it_is_sent_again_without_harm(outside, saved):
    saved("ครูสอนวินัย")
    before = outside.documents
    SearchEntry.objects.update(is_waiting=True)

    assert sending.send_waiting() == 1
    assert (outside.documents, WAITING().count()) == (before, 0)


def test_an_older_state_never_wins(outside, saved, found, django_capture_on_commit_callbacks):
    article = saved("ครูสอนวินัย")
    old = SearchEntry.objects.get(pk=article.pk)
    with django_capture_on_commit_callbacks(execute=True):
        unindex_article(article)
    assert outside.documents == {}

    sending.pushed([old])
    assert (outside.documents, found("วินัย")) == ({}, [])


def test_what_is_saved_while_it_is_sent_still_waits(outside, saved):
    article = saved("ครูสอนวินัย")
    SearchEntry.objects.update(is_waiting=True)

    rows = list(WAITING())
    taken = sending.pushed(rows)
    SearchEntry.objects.filter(pk=article.pk).update(version=rows[0].version + 1)
    sending.note_taken(taken)
    assert WAITING().count() == 1


def test_one_line_refused_does_not_hold_the_others(outside, saved):
    kept, broken = saved("ครูสอนวินัย"), saved("จักสาน")
    SearchEntry.objects.filter(pk=broken.pk).update(impacts={"1": -1}, is_waiting=True, version=2**60)
    SearchEntry.objects.filter(pk=kept.pk).update(is_waiting=True, version=2**60 + 1)

    assert sending.send_waiting() == 1
    assert list(WAITING().values_list("pk", flat=True)) == [broken.pk]


def test_without_the_setting_nothing_is_noted_or_sent(db, shelve, settings):
    shelve("ครูสอนวินัย")

    assert (settings.KMC_SEARCH_URL, SearchEntry.objects.count(), sending.send_waiting()) == ("", 0, 0)


def test_before_the_first_reindex_what_is_saved_waits_and_no_index_is_made(named, saved):
    saved("ครูสอนวินัย")
    assert (named.indexes, WAITING().count()) == ({}, 1)

    reindex()
    assert (len(named.documents), WAITING().count()) == (1, 0)


def test_moving_there_and_back_keeps_words_and_counts(named, shelve, settings, found):
    settings.KMC_SEARCH_URL = ""
    for title in ("ครูสอนการอ่าน", "การจัดการความรู้", "วินัยครู"):
        shelve(title, "ในห้องเรียน")
    inside = contents()
    settings.KMC_SEARCH_URL = named.url
    assert (reindex(), Posting.objects.count(), len(named.documents)) == (3, 0, 3)
    assert contents()[1:] == inside[1:]

    settings.KMC_SEARCH_URL = ""
    assert (reindex(), SearchEntry.objects.count(), contents()) == (3, 0, inside)


def test_counts_stay_true_over_edits(at_once, shelve):
    first, second = shelve("ครูสอนการอ่าน", "ครู"), shelve("ครูสอนวินัย")
    first.title = "นักเรียนอ่าน"
    first.save()
    index_article(first)
    Article.objects.filter(pk=second.pk).update(status="discarded")
    unindex_article(second)
    kept = set(SearchTerm.objects.filter(document_count__gt=0).values_list("term", "document_count"))

    SearchTerm.objects.exclude(term="").update(document_count=7)
    reindex()
    assert kept == set(SearchTerm.objects.filter(document_count__gt=0).values_list("term", "document_count"))


def test_reindex_exchanges_the_index_and_drops_the_former(at_once, shelve, found):
    shelve("ครูสอนวินัย")
    gone = shelve("จักสาน")
    former = at_once.aliases["kmc"]
    SearchEntry.objects.filter(pk=gone.pk).update(impacts={})
    Article.objects.filter(pk=gone.pk).update(status="discarded")
    reindex()

    assert (list(at_once.indexes), at_once.aliases["kmc"] != former) == ([at_once.aliases["kmc"]], True)
    assert (len(at_once.documents), found("วินัย"), found("จักสาน")) == (1, ["ครูสอนวินัย"], [])


@pytest.mark.parametrize("moment", ("_bulk", "_refresh", "_aliases", "DELETE"))
def test_what_is_saved_during_reindex_is_in_the_new_index(at_once, shelve, found, monkeypatch, moment):
    """It goes to the former index, which is dropped; the new one must have it all the same."""
    article, wanted = shelve("ครูสอนวินัย"), Client.wanted
    moments = []

    def saving(self, method, path, *args, **options):
        is_it = (path.startswith("/kmc-") and path.endswith(moment)) or moment in (path[1:], method)
        if is_it and not moments:
            moments.append(path)
            article.title = "จักสาน"
            article.save()
            index_article(article)
        return wanted(self, method, path, *args, **options)

    monkeypatch.setattr(Client, "wanted", saving)
    reindex()
    assert (len(moments), found("จักสาน"), WAITING().count()) == (1, ["จักสาน"], 0)


def test_settling_sends_again_what_went_to_the_former_index(at_once, shelve):
    kept, late = shelve("ครูสอนวินัย"), shelve("จักสาน")
    versions = dict(SearchEntry.objects.values_list("pk", "version"))
    versions[late.pk] -= 1
    SearchEntry.objects.filter(pk=kept.pk).update(is_waiting=True)

    sending.settle(versions)
    assert list(WAITING().values_list("pk", flat=True)) == [late.pk]


def test_a_new_index_that_cannot_be_filled_leaves_the_former_in_use(at_once, shelve, found):
    shelve("ครูสอนวินัย")
    former = at_once.aliases["kmc"]

    def fail(method, path):
        at_once.fault = 500 if path.startswith("/kmc-") and path.endswith("_refresh") else 0

    at_once.before = fail
    with pytest.raises(CommandError):
        call_command("reindex")
    at_once.before, at_once.fault = None, 0
    awake()
    assert (at_once.aliases["kmc"], found("วินัย")) == (former, ["ครูสอนวินัย"])


def test_reindex_asks_first_whether_anybody_is_there(named, shelve):
    named.fault = 503
    with pytest.raises(CommandError):
        call_command("reindex")

    assert len(named.asked) == 0
    assert SearchDocument.objects.count() == 0


def test_a_search_between_two_indexes_is_asked_again(at_once, shelve, visitor):
    shelve("ครูสอนวินัย")
    name = at_once.aliases.pop("kmc")
    asked = []

    def come_back(method, path):
        asked.append(path)
        if len(asked) == 2:
            at_once.aliases["kmc"] = name

    at_once.before = come_back
    assert search("วินัย", user=visitor).total == 1
