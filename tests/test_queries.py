"""Pages take the same number of queries, whatever they list."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts.models import Organization
from accounts.services import grant_role
from knowledge.models import Topic
from knowledge.services import give_trust
from networks.models import NetworkSchool, SchoolNetwork
from tests.knowledge.desk import make_person, published, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(office, school, reviewer):
    """Return a function that gives each page so many rows of everything, and the pages' addresses."""

    def fill(count):
        network = SchoolNetwork.objects.create(name="เครือข่าย", organization=office)
        topic = Topic.objects.create(name="การอ่าน")
        writer = make_person("writer", school)
        for number in range(count):
            member = Organization.objects.create(kind="school", name=f"โรงเรียน {number}", parent=school)
            NetworkSchool.objects.create(network=network, school=member)
            make_person(f"person{number}", school)
            Topic.objects.create(name=f"เรื่องย่อย {number}", parent=topic)
            data = {"title": f"เรื่อง {number}", "topic": topic, "network": network, "tags": ["ก", "ข"]}
            article = published(writer, reviewer, **data)
            submitted(writer, title=f"รอตรวจ {number}")
            give_trust(organization=school, person=make_person(f"trusted{number}", school), by=reviewer)
        return {
            "person": writer.get_absolute_url(),
            "organization": school.get_absolute_url(),
            "network": network.get_absolute_url(),
            "topic": topic.get_absolute_url(),
            "history": reverse("knowledge:article_history", args=[article.pk]),
            "mine": reverse("knowledge:my_articles"),
            "queue": reverse("knowledge:review_queue"),
            "trusted": reverse("knowledge:trusted_authors"),
            "feed": reverse("knowledge:feed"),
            "notices": reverse("accounts:notification_list"),
            "me": reverse("accounts:me"),
            "duties": reverse("accounts:me"),
        }

    return fill


def queries_of(client, address, django_assert_max_num_queries):
    for alias in ("default", "pages"):
        caches[alias].clear()
    with django_assert_max_num_queries(40) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


PAGES = {
    "person": 7,
    "organization": 14,
    "network": 6,
    "topic": 8,
    "feed": 3,
    "history": 16,
    "mine": 9,
    "queue": 14,
    "trusted": 11,
    "notices": 10,
    "me": 19,
    "duties": 23,
}


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("page", PAGES)
def test_number_of_queries_is_fixed(
    client, filled, reviewer, office, page, count, django_assert_max_num_queries
):
    address = filled(count)[page]
    if page in ("history", "mine", "queue", "trusted", "notices", "me", "duties"):
        role = "manager" if page == "duties" else "reviewer"
        grant_role(user=reviewer, role=role, organization=office)
        client.force_login(reviewer)

    assert queries_of(client, address, django_assert_max_num_queries) == PAGES[page]
