"""A picture is published only after somebody said a word on the pupils in it."""

import pytest

from knowledge.models import Attachment, NextVersion
from knowledge.pictures import needs_pupils_word
from knowledge.services import create_draft
from tests.knowledge.desk import BODY, published, stored

pytestmark = pytest.mark.django_db
PICTURE = '<p>ก</p><img src="/files/00000000-0000-0000-0000-000000000000/" alt="">'


def beside(article, teacher, **fields):
    values = {"file": "a", "name": "ก.webp", "content_type": "image/webp", "size": 1, "uploaded_by": teacher}
    return Attachment.objects.create(article=article, **values | fields)


def test_text_without_pictures_needs_no_word(draft, teacher):
    beside(draft, teacher, name="ก.pdf", content_type="application/pdf")

    assert not needs_pupils_word(draft)


@pytest.mark.parametrize("place", ("text", "cover", "beside"))
def test_a_picture_anywhere_needs_a_word(teacher, place):
    article = create_draft(by=teacher, data={"title": "ก", "body": PICTURE if place == "text" else BODY})
    if place == "cover":
        article.cover = "covers/a.webp"
    if place == "beside":
        beside(article, teacher)

    assert needs_pupils_word(article)
    article.pupils = "none"
    assert not needs_pupils_word(article)


def test_next_version_is_asked_for_itself(teacher, reviewer):
    article = published(teacher, reviewer)
    following = NextVersion.objects.create(article=article, title="ก", body=PICTURE, edited_by=teacher)

    assert not needs_pupils_word(stored(article))
    assert needs_pupils_word(following)
    following.details["pupils"] = "permitted"
    assert not needs_pupils_word(following)


def test_picture_that_waits_with_the_next_version_is_not_yet_shown(teacher, reviewer):
    article = published(teacher, reviewer)
    following = NextVersion.objects.create(article=article, title="ก", body=BODY, edited_by=teacher)
    beside(None, teacher, next_version=following)

    assert (needs_pupils_word(stored(article)), needs_pupils_word(following)) == (False, True)


def test_picture_that_goes_with_the_next_version_needs_no_word(teacher, reviewer):
    article = published(teacher, reviewer)
    gone = {"removed_files": [str(beside(article, teacher).key)]}
    following = NextVersion.objects.create(
        article=article, title="ก", body=BODY, edited_by=teacher, details=gone
    )

    assert (needs_pupils_word(stored(article)), needs_pupils_word(following)) == (True, False)
