"""Topics, units and networks for programs."""

import pytest

from accounts.models import Organization
from knowledge.models import Topic
from networks.models import SchoolNetwork
from tests.api.conftest import asking, key_of
from tests.knowledge.desk import published


def test_topics_count_what_the_reader_may_read(client, ask, teacher, reviewer):
    topic = Topic.objects.create(name="ภาษาไทย")
    for visibility in ("public", "staff"):
        published(teacher, reviewer, topic=topic, visibility=visibility)

    assert ask(f"/topics/{topic.pk}").json()["article_count"] == 1
    assert asking(client, key_of(teacher))(f"/topics/{topic.pk}").json()["article_count"] == 2


def test_a_unit_is_told_without_its_people(client, ask, school, teacher, article, staff_article):
    told = ask(f"/organizations/{school.pk}").json()

    assert (told["name"], told["article_count"], told["staff_count"]) == ("โรงเรียนบ้านน้ำยืน", 1, 2)
    assert teacher.given_name not in str(told)
    assert asking(client, key_of(teacher))(f"/organizations/{school.pk}").json()["article_count"] == 2


def test_units_are_narrowed(ask, office, school, other_school):
    listed = ask("/organizations", {"kind": "school"}).json()["items"]

    assert {one["id"] for one in listed} == {school.pk, other_school.pk}
    assert ask("/organizations", {"status": "closed"}).json()["items"] == []


def test_a_network_is_told_with_its_schools(ask, office, school, teacher):
    network = SchoolNetwork.objects.create(name="เครือข่ายน้ำยืน", organization=office, coordinator=teacher)
    network.memberships.create(school=school)
    SchoolNetwork.objects.create(name="เลิกแล้ว", organization=office, is_active=False)

    assert [one["name"] for one in ask("/networks").json()["items"]] == ["เครือข่ายน้ำยืน"]
    told = ask(f"/networks/{network.pk}").json()
    assert told["schools"] == [{"id": school.pk, "name": "โรงเรียนบ้านน้ำยืน"}]
    assert told["school_count"] == 1


@pytest.mark.parametrize("path, key", (("topics", 1), ("organizations", 2), ("networks", 3), ("plans", 4)))
def test_pages_go_through_all_rows_once(ask, office, path, key):
    make_rows(path, office, 7)
    seen, query = [], {"limit": 3}
    while True:
        page = ask(f"/{path}", query).json()
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert len(seen) == len(set(seen)) >= 7
    assert seen == sorted(seen)


def make_rows(path, office, number):
    """Make so many rows that the list of the path shows."""
    for place in range(number):
        if path == "topics":
            Topic.objects.create(name=f"หัวข้อ {place}")
        elif path == "organizations":
            Organization.objects.create(kind="school", name=f"โรงเรียน {place}", parent=office)
        elif path == "networks":
            SchoolNetwork.objects.create(name=f"เครือข่าย {place}", organization=office)
        else:
            days = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
            office.plans.create(code=f"p{place}", name=f"แผน {place}", state="active", **days)


@pytest.mark.parametrize("number", (4, 24))
@pytest.mark.parametrize("path", ("topics", "organizations", "networks", "plans"))
def test_lists_cost_the_same_however_long(ask, office, path, number, django_assert_num_queries):
    make_rows(path, office, number)

    with django_assert_num_queries(2):
        answer = ask(f"/{path}", {"limit": 50})

    assert len(answer.json()["items"]) >= number
