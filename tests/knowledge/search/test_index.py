"""The index follows every save; built anew it is the same."""

import pytest

from knowledge.models import Article, Posting, SearchDocument, SearchTerm
from knowledge.search import index_article, reindex, unindex_article
from knowledge.search.index import ALL
from knowledge.services import edit_published, publish_article, submit_article, withdraw_article


def contents():
    """Return all the index holds, words instead of their numbers."""
    postings = Posting.objects.values_list("term__term", "article", "audience", "impact")
    documents = SearchDocument.objects.values_list("article", "title_words", "words", "text")
    counts = SearchTerm.objects.filter(document_count__gt=0).values_list("term", "document_count")
    return set(postings), set(documents), set(counts)


def true_counts():
    held = {}
    for term in Posting.objects.values_list("term__term", flat=True):
        held[term] = held.get(term, 0) + 1
    return held | {ALL: SearchDocument.objects.count()}


def test_only_published_articles_are_indexed(draft, teacher, reviewer):
    index_article(draft)
    assert SearchDocument.objects.count() == 0

    waiting = submit_article(article=draft, by=teacher)
    assert SearchDocument.objects.count() == 0

    publish_article(article=waiting, by=reviewer)
    assert SearchDocument.objects.count() == 1


def test_index_follows_publish_edit_and_withdraw(draft, teacher, reviewer, found):
    article = publish_article(article=submit_article(article=draft, by=teacher), by=reviewer)
    assert found("หมู่บ้าน") == ["อ่านออกเขียนได้"]

    article = edit_published(
        article=article, by=reviewer, data={"body": "<p>จักสาน</p>"}, version=article.version
    )
    assert (found("หมู่บ้าน"), found("จักสาน")) == ([], ["อ่านออกเขียนได้"])

    withdraw_article(article=article, by=reviewer, reason="ขอแก้ไข")
    assert found("จักสาน") == []


def test_reindex_equals_incremental_index(shelve):
    for title, body in (("ครูสอนการอ่าน", "ในห้องเรียน"), ("การจัดการความรู้", "ของครู PLC"), ("วินัย", "")):
        shelve(title, body, tags=["ครู"])
    incremental = contents()

    assert reindex() == 3
    assert contents() == incremental


def test_reindex_repairs_a_wrong_index(shelve):
    kept, gone = shelve("ครูสอนการอ่าน"), shelve("จักสาน")
    right = contents()
    Article.objects.filter(pk=gone.pk).update(status="discarded")
    SearchTerm.objects.update(document_count=7)
    reindex()
    Article.objects.filter(pk=gone.pk).update(status="published")
    assert set(SearchDocument.objects.values_list("article", flat=True)) == {kept.pk}

    reindex()
    assert contents() == right


def test_reindex_tells_its_progress(shelve):
    for number in range(3):
        shelve(f"เรื่อง {number}")
    told = []
    reindex(lambda done, total: told.append((done, total)), batch=2)

    assert told == [(2, 3), (3, 3)]


def test_counts_stay_true_over_edits(shelve):
    first, second = shelve("ครูสอนการอ่าน", "ครู"), shelve("ครูสอนวินัย")
    first.title = "นักเรียนอ่าน"
    first.save()
    index_article(first)
    unindex_article(second)
    unindex_article(second)

    assert {
        term.term: term.document_count for term in SearchTerm.objects.filter(document_count__gt=0)
    } == true_counts()


@pytest.mark.parametrize("words", (3, 300))
def test_indexing_costs_a_fixed_number_of_queries(shelve, django_assert_max_num_queries, words):
    article = shelve("เรื่อง", " ".join(f"คำ{number}" for number in range(words)))

    with django_assert_max_num_queries(20):
        index_article(article)


def test_deleted_article_leaves_the_index(shelve, found):
    gone = shelve("ครูสอนวินัย")
    shelve("วินัยเชิงบวก")
    gone_pk = gone.pk
    gone.delete()

    assert found("วินัย") == ["วินัยเชิงบวก"]
    assert not Posting.objects.filter(article=gone_pk).exists()
    reindex()
    assert {
        term.term: term.document_count for term in SearchTerm.objects.filter(document_count__gt=0)
    } == true_counts()
