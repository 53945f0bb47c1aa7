"""Articles for programs: listed as they change, found, read whole, never more than the page shows."""

import json
from datetime import UTC, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.services.erasure import erase_person
from knowledge.models import Article, Topic
from knowledge.services import create_draft
from knowledge.services.filing import delete_tag, refile_article, save_tag
from tests.api.conftest import asking, key_of
from tests.knowledge.desk import make_person, published


def titles(answer):
    assert answer.status_code == 200, answer.content
    return [one["title"] for one in answer.json()["items"]]


def test_visitors_are_told_of_public_articles_alone(ask, article, staff_article, draft):
    assert titles(ask("/articles")) == ["อ่านคล่องทั้งห้อง"]


def test_an_article_is_told_as_its_page_shows_it(client, ask, article, teacher):
    told = ask(f"/articles/{article.pk}").json()

    assert told["url"] == f"http://testserver{article.get_absolute_url()}"
    assert told["body_html"] == article.body
    assert told["body_text"] == "ครูเก็บคำที่เด็กพูดจริงในหมู่บ้าน"
    assert told["authors"] == [
        {"id": teacher.pk, "name": teacher.full_name, "organization": "โรงเรียนบ้านน้ำยืน"}
    ]
    assert (told["use_count"], told["thanks_count"], told["read_count"]) == (0, 0, 0)
    assert teacher.email not in json.dumps(told)


def test_staff_read_more_with_a_key_that_says_so(client, article, staff_article, teacher):
    every = asking(client, key_of(teacher))
    figures_alone = asking(client, key_of(teacher, ["figures:read"]))

    assert titles(every("/articles")) == ["อ่านคล่องทั้งห้อง", "เฉพาะบุคลากร"]
    assert titles(figures_alone("/articles")) == ["อ่านคล่องทั้งห้อง"]
    assert every(f"/articles/{staff_article.pk}").status_code == 200
    assert figures_alone(f"/articles/{staff_article.pk}").status_code == 404


def test_drafts_are_told_to_nobody(client, teacher, draft):
    ask = asking(client, key_of(teacher))

    assert ask(f"/articles/{draft.pk}").status_code == 404
    assert titles(ask("/articles", {"q": "อ่านออกเขียนได้"})) == []


@pytest.mark.parametrize(
    "query, found",
    (
        ({"kind": "note"}, 1),
        ({"kind": "story"}, 0),
        ({"organization": "1"}, 0),
        ({"author": "{author}"}, 1),
        ({"q": "คล่อง"}, 1),
        ({"q": "zzzz"}, 0),
        ({"year": "{year}"}, 1),
        ({"year": "2540"}, 0),
        ({"tag": "การอ่าน"}, 0),
        ({"level": "primary"}, 0),
        ({"updated_since": "2199-01-01T00:00:00Z"}, 0),
    ),
)
def test_filters_narrow_the_list(ask, article, teacher, query, found):
    places = {"author": teacher.pk, "year": article.first_published_on.year + 543}

    answer = ask("/articles", {name: value.format(**places) for name, value in query.items()})

    assert len(titles(answer)) == found


def test_pages_go_on_where_they_stopped(ask, teacher, reviewer):
    made = [published(teacher, reviewer, title=f"เรื่องที่ {number}") for number in range(5)]
    seen, cursor = [], None
    while True:
        page = ask("/articles", {"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [one["id"] for one in page["items"]]
        if not seen[4:]:
            made[0].refresh_from_db()
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [one.pk for one in made]


def test_pages_of_found_articles_go_on_too(ask, teacher, reviewer):
    made = {published(teacher, reviewer, title=f"ซ่อมเสริมการอ่าน {number}").pk for number in range(5)}

    first = ask("/articles", {"q": "ซ่อมเสริม", "limit": 3}).json()
    second = ask("/articles", {"q": "ซ่อมเสริม", "limit": 3, "cursor": first["next_cursor"]}).json()

    assert {one["id"] for one in first["items"] + second["items"]} == made
    assert second["next_cursor"] is None


@pytest.mark.parametrize("cursor", ("", "x", "WzFd", "a:b", "๑", "9" * 300, "9" * 301))
def test_a_cursor_made_by_hand_is_refused(ask, article, cursor):
    answer = ask("/articles", {"cursor": cursor})

    assert answer.status_code == 422
    assert answer.json()["fields"] == ["cursor"]


def test_a_cursor_of_another_list_is_refused(ask, teacher, reviewer):
    for number in range(2):
        published(teacher, reviewer, title=f"เรื่องที่ {number}")
    cursor = ask("/articles", {"limit": 1}).json()["next_cursor"]

    assert ask("/topics", {"cursor": cursor}).status_code == 422


def test_what_changed_is_told_again(ask, article, teacher, reviewer):
    later = timezone.now().astimezone(UTC) + timedelta(seconds=1)
    since = {"updated_since": later.isoformat().replace("+00:00", "Z")}
    assert titles(ask("/articles", since)) == []

    Article.objects.filter(pk=article.pk).update(edited_at=later + timedelta(minutes=1))

    assert titles(ask("/articles", since)) == ["อ่านคล่องทั้งห้อง"]


def test_filing_anew_is_a_change_too(ask, article, reviewer):
    before = ask(f"/articles/{article.pk}").json()["changed_at"]

    refile_article(article=article, by=reviewer, fields={"topic": Topic.objects.create(name="ภาษาไทย")})

    told = ask(f"/articles/{article.pk}").json()
    assert told["changed_at"] > before
    assert told["topic"]["name"] == "ภาษาไทย"


@pytest.mark.parametrize("event", ("erased", "renamed", "dropped"))
def test_what_is_gone_from_it_is_a_change_too(ask, article, teacher, event):
    article.tags.add("การอ่าน")
    since = timezone.now() + timedelta(minutes=1)
    with time_machine.travel(since + timedelta(minutes=1)):
        if event == "erased":
            erase_person(person=teacher, by=make_person("root", None, is_superuser=True))
        elif event == "renamed":
            save_tag(tag=article.tags.get())
        else:
            delete_tag(tag=article.tags.get())

    asked = since.astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert titles(ask("/articles", {"updated_since": asked})) == ["อ่านคล่องทั้งห้อง"]


def test_the_number_of_a_merged_article_leads_on(ask, article, teacher, reviewer):
    old = published(teacher, reviewer, title="ซ้ำกัน")
    Article.objects.filter(pk=old.pk).update(status="archived", merged_into=article)

    answer = ask(f"/articles/{old.pk}")

    assert answer.status_code == 301
    assert answer["Location"] == reverse("api:article_detail", args=[article.pk])
    assert answer.json()["code"] == "moved"


@pytest.mark.parametrize("number", (4, 24))
def test_list_costs_the_same_however_long(ask, teacher, reviewer, django_assert_num_queries, number):
    for place in range(number):
        published(teacher, reviewer, title=f"เรื่องที่ {place}", tags=["ก", "ข"])

    with django_assert_num_queries(4):
        answer = ask("/articles", {"limit": 50})

    assert len(answer.json()["items"]) == number


def test_nothing_that_is_written_is_counted(ask, article, teacher):
    create_draft(by=teacher, data={"title": "ร่างลับ"})

    told = ask(f"/organizations/{article.organization_id}").json()

    assert told["article_count"] == 1
