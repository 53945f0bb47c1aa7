"""What is there already, while a title is typed: a part of a page for writers."""

import pytest

from knowledge.views import writing
from tests.knowledge.desk import make_person, published, submitted

pytestmark = pytest.mark.django_db
SIMILAR = "/articles/similar/"


def titles(answer):
    return [article.title for article in answer.context["articles"]]


def test_similar_articles_of_a_title(client, teacher, reviewer, colleague):
    article = published(colleague, reviewer, title="บัตรคำบ้านเรา <เล่มหนึ่ง>")
    submitted(colleague, title="บัตรคำบ้านเรา ยังไม่เผยแพร่")
    client.force_login(teacher)

    answer = client.get(SIMILAR, {"title": "บัตรคำบ้านเรา"})

    assert titles(answer) == [article.title]
    page = answer.content.decode()
    assert "<html" not in page
    assert "&lt;เล่มหนึ่ง&gt;" in page
    assert titles(client.get(SIMILAR, {"title": "บัตรคำบ้านเรา", "own": article.pk})) == []


def test_nothing_found_shows_nothing(client, teacher):
    client.force_login(teacher)

    assert client.get(SIMILAR, {"title": "เรื่องใหม่เอี่ยม"}).content.strip() == b""


@pytest.mark.parametrize(
    "query", ("", "title=", "title=%00%ff", "title[]=1", f"title={'%27' * 2000}", f"title=กข&own={'9' * 99}")
)
def test_anything_may_be_asked(client, teacher, query):
    client.force_login(teacher)

    assert client.get(f"{SIMILAR}?{query}").status_code in (200, 400)


def test_writers_only_and_not_without_end(client, teacher, monkeypatch):
    assert client.get(SIMILAR).status_code == 302
    client.force_login(make_person("guest", None))
    assert client.get(SIMILAR).status_code == 403
    client.force_login(teacher)
    monkeypatch.setattr(writing, "LOOKS_AN_HOUR", 1)

    assert [client.get(SIMILAR, {"title": "ก"}).status_code for _time in range(2)] == [200, 429]
