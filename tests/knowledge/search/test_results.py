"""The pages of results: numbers beside filters, other kinds beside articles, help where nothing is found."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts.models import Organization
from knowledge.models import Topic
from knowledge.search.beside import counts_of
from networks.models import SchoolNetwork
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    caches["pages"].clear()


def page(client, address="/articles/", **query):
    return client.get(address, query).content.decode()


def options(client, field, **query):
    """Return what a filter offers, without its first choice for everything."""
    caches["pages"].clear()
    choices = client.get("/articles/", query).context["filter"].form.fields[field].widget.choices
    return [words for key, words in choices if key]


@pytest.fixture
def shelf(teacher, reviewer):
    """Return articles on reading: two manuals of which one is for staff, one story of primary school."""
    return [
        published(teacher, reviewer, title="คู่มือการอ่าน", kind="manual"),
        published(teacher, reviewer, title="คู่มือการอ่านภายใน", kind="manual", visibility="staff"),
        published(teacher, reviewer, title="เรื่องเล่าการอ่าน", kind="story", level="primary"),
    ]


def test_filters_say_how_much_they_leave(client, shelf):
    assert options(client, "kind", q="การอ่าน") == ["เรื่องเล่าเร้าพลัง (1)", "คู่มือการปฏิบัติงาน (1)"]
    assert options(client, "level", q="การอ่าน") == ["ประถมศึกษา (1)"]
    assert options(client, "kind") == options(client, "kind", q="การอ่าน")


def test_numbers_of_a_filter_count_the_others_but_not_itself(client, shelf):
    chosen = {"q": "การอ่าน", "kind": "story"}

    assert len(options(client, "kind", **chosen)) == 2
    assert options(client, "level", **chosen) == ["ประถมศึกษา (1)"]
    assert options(client, "level", q="การอ่าน", kind="manual") == []


def test_colleagues_count_what_is_for_them(client, shelf, teacher):
    client.force_login(teacher)

    assert "คู่มือการปฏิบัติงาน (2)" in options(client, "kind", q="การอ่าน")


def test_years_are_counted_in_the_buddhist_era(client, shelf):
    year = shelf[0].first_published_on.year + 543

    assert options(client, "year", q="การอ่าน") == [f"{year} (2)"]


def test_a_topic_counts_what_is_filed_below_it(client, teacher, reviewer):
    above = Topic.objects.create(name="การเงิน")
    below = Topic.objects.create(name="เบิกจ่าย", parent=above)
    published(teacher, reviewer, title="การอ่านใบเสร็จ", topic=below)

    groups = dict(
        client.get("/articles/", {"q": "การอ่าน"}).context["filter"].form.fields["topic"].widget.choices
    )

    assert [words for _key, words in groups["หมวดหมู่"]] == ["การเงิน (1)", "เบิกจ่าย (1)"]


def test_a_filter_that_cannot_be_read_leaves_the_words(client, shelf, teacher, reviewer):
    published(teacher, reviewer, title="ตรวจรับพัสดุ", body="<p>พัสดุ</p>")

    for query in ({"year": "abc"}, {"kind": "bogus"}):
        caches["pages"].clear()
        found = client.get("/articles/", {"q": "การอ่าน"} | query).context

        assert found["page"].paginator.total == 2
        assert len([words for key, words in found["filter"].form.fields["level"].widget.choices if key]) == 1


def test_suggestions_are_kept_out_of_search_engines(client, shelf):
    for _time in range(2):  # made, then kept
        answer = client.get("/articles/suggest/", {"q": "การอ่าน"})

        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Content-Type"].startswith("application/x-suggestions+json")


@pytest.mark.parametrize("kind, words", (("people", "สมชาย"), ("organizations", "หนองแสง"), ("networks", "ลุ่มน้ำ"), ("topics", "พัสดุ")))  # fmt: skip
def test_other_kinds_stand_in_tabs_of_their_own(client, shelf, office, kind, words):
    Organization.objects.create(kind="school", name="โรงเรียนบ้านหนองแสง", parent=office)
    SchoolNetwork.objects.create(name="เครือข่ายลุ่มน้ำชี", organization=office)
    Topic.objects.create(name="การเงินและพัสดุ")
    address = reverse("knowledge:search_beside", args=[kind])

    assert f'href="{address}?q=' in page(client, q=words)
    assert client.get(address, {"q": words}).context["page"].paginator.total == 1


def test_visitors_find_no_colleague_who_has_written_nothing_for_them(client, shelf, teacher, school):
    make_person("hidden", school, given="ซ่อนเร้น", family="แสนดี")

    assert counts_of("ซ่อนเร้น", teacher)["people"] == 1
    assert client.get("/search/people/", {"q": "ซ่อนเร้น"}).context["page"].paginator.total == 0
    assert "/search/people/" not in page(client, q="ซ่อนเร้น")
    assert "ซ่อนเร้น แสนดี" not in page(client, "/search/people/", q="ซ่อนเร้น")


def test_closed_units_and_networks_are_left_out(teacher, office):
    Organization.objects.create(kind="school", name="โรงเรียนบ้านหนองแสง", parent=office, status="closed")
    SchoolNetwork.objects.create(name="เครือข่ายลุ่มน้ำชี", organization=office, is_active=False)

    assert not any(counts_of("หนองแสง", teacher).get(kind) for kind in ("organizations", "networks"))
    assert not counts_of("ลุ่มน้ำ", teacher).get("networks")


def test_who_finds_nothing_is_led_on(client, shelf):
    topic = Topic.objects.create(name="งานทะเบียนปศุสัตว์")

    shown = page(client, q="ปศุสัตว์")

    assert f'href="{reverse("knowledge:wanted_create")}?q=%E0%B8%9B' in shown
    assert f'href="{topic.get_absolute_url()}"' in shown


def test_filters_that_leave_nothing_are_easily_taken_away(client, shelf):
    shown = page(client, q="การอ่าน", kind="research")

    assert 'href="/articles/?q=%E0%B8%81' in shown
    assert reverse("knowledge:wanted_create") not in shown


def test_unknown_kinds_of_results_are_no_page(client):
    assert client.get("/search/secrets/", {"q": "ครู"}).status_code == 404


@pytest.mark.parametrize("kind", ("people", "organizations", "networks", "topics"))
@pytest.mark.parametrize("typed", ("", " ", "%", "\x01", "\ud800", "ก" * 400, '"', "' OR 1=1 --"))
def test_other_kinds_take_anything(client, shelf, kind, typed):
    answer = client.get(f"/search/{kind}/", {"q": typed.encode("utf-8", "replace").decode()})

    assert answer.status_code == 200


def test_the_number_of_queries_does_not_grow(
    client, teacher, reviewer, school, django_assert_max_num_queries
):
    def asked(count):
        for number in range(count):
            person = make_person(f"somchai{count}-{number}", school)
            published(person, reviewer, title=f"การอ่านครั้งที่ {number}")
        caches["pages"].clear()
        with django_assert_max_num_queries(30) as captured:
            assert client.get("/articles/", {"q": "การอ่าน"}).status_code == 200
            assert client.get("/search/people/", {"q": "สมชาย"}).status_code == 200
        return len(captured)

    asked(2)
    assert asked(4) == asked(12)
