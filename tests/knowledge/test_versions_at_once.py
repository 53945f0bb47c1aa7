"""Versions when several people write at the same moment: one wins, the others are told, no number comes twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from knowledge.models import NextVersion
from knowledge.services import (
    ActionRefused,
    EditConflict,
    edit_published,
    publish_next_version,
    save_next_version,
    submit_next_version,
)
from tests.knowledge.desk import published, stored

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NEW = {"title": "อ่านออกเขียนได้ ฉบับใหม่", "body": "<p>ข้อความใหม่</p>"}


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def at_once(*acts):
    """Do the acts at the same moment; return what each ended with, sorted."""

    def ended(act):
        try:
            act()
        except (EditConflict, ActionRefused) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(ended, acts))


def test_two_next_versions_at_the_same_moment_are_one(article, teacher):
    def save(number):
        data = {"title": f"เครื่องที่ {number}"}
        return lambda: save_next_version(article=article, by=teacher, data=data, version=article.version)

    assert at_once(*map(save, range(4))) == ["EditConflict"] * 3 + ["done"]
    assert NextVersion.objects.get().version == article.version + 1


def test_publishing_while_the_writer_saves_loses_neither(article, teacher, reviewer):
    save_next_version(article=article, by=teacher, data=NEW)
    waiting = submit_next_version(article=article, by=teacher)

    ended = at_once(
        lambda: publish_next_version(article=article, by=reviewer, version=waiting.version),
        lambda: save_next_version(article=article, by=teacher, data={"title": "ก"}, version=waiting.version),
    )

    assert ended == ["EditConflict", "done"]
    assert (stored(article).title == NEW["title"]) != NextVersion.objects.filter(title="ก").exists()


def test_edits_at_the_same_moment_get_numbers_of_their_own(article, reviewer):
    def edit(number):
        data = {"title": f"แก้ {number}"}
        return lambda: edit_published(article=article, by=reviewer, data=data, version=None)

    assert at_once(*map(edit, range(4))) == ["done"] * 4
    assert list(article.revisions.numbered().values_list("number", flat=True)) == [5, 4, 3, 2, 1]
