"""A person's page: what it tells to whom, and what is left of people who are gone."""

import pytest

from accounts.models import StaffProfile, User
from accounts.services import grant_role, sync_roles
from networks.models import SchoolNetwork
from networks.services import give_network
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db
PRIVATE = ("teacher@example.org", "0812345678", "ครูลับ")


@pytest.fixture
def author(teacher, reviewer):
    """A teacher with a public article, whose phone is not shown."""
    published(teacher, reviewer, title="สอนอ่านด้วยนิทาน")
    StaffProfile.objects.filter(user=teacher).update(phone="0812345678", position="ครูชำนาญการ")
    return teacher


def close(person, because, **fields):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because=because, **fields)


def page_for(client, person, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(person.get_absolute_url())


def test_nothing_private_shows_to_anybody(client, author, colleague):
    for reader in (None, colleague):
        page = page_for(client, author, reader).content.decode()
        assert "สอนอ่านด้วยนิทาน" in page
        assert not any(secret in page for secret in PRIVATE)


def test_roles_and_phone_are_for_colleagues(client, author, school, colleague):
    grant_role(user=author, role="manager", organization=school)
    StaffProfile.objects.filter(user=author).update(is_phone_shown=True)

    outside, inside = page_for(client, author), page_for(client, author, colleague)

    assert list(outside.context["grants"]) == []
    assert [grant.role.slug for grant in inside.context["grants"]] == ["manager"]
    assert ("0812345678" in outside.content.decode(), "0812345678" in inside.content.decode()) == (
        False,
        True,
    )


def test_networks_show_however_they_were_given(client, author, office):
    named = SchoolNetwork.objects.create(name="เครือข่าย ก", organization=office, coordinator=author)
    given = SchoolNetwork.objects.create(name="เครือข่าย ข", organization=office)
    SchoolNetwork.objects.create(name="เครือข่าย ค", organization=office)
    give_network(network=given, user=author)

    assert list(page_for(client, author).context["networks"]) == [named, given]


def test_who_left_is_known_by_the_work_alone(client, author, school, colleague):
    grant_role(user=author, role="manager", organization=school)
    StaffProfile.objects.filter(user=author).update(is_phone_shown=True, expertise="สะเต็ม", about="เกี่ยวกับฉัน")
    close(author, "left")

    page = page_for(client, author, colleague)

    assert page.status_code == 200
    assert list(page.context["grants"]) == []
    assert not any(word in page.content.decode() for word in ("0812345678", "สะเต็ม", "เกี่ยวกับฉัน"))


@pytest.mark.parametrize(
    "because, for_visitors, for_colleagues",
    (("left", 404, 200), ("invited", 404, 404), ("pending", 404, 404), ("erased", 404, 404)),
)
def test_closed_accounts_without_work(client, school, colleague, because, for_visitors, for_colleagues):
    person = make_person("quiet", school)
    close(person, because)

    assert page_for(client, person).status_code == for_visitors
    assert page_for(client, person, colleague).status_code == for_colleagues


def test_of_an_erased_person_only_the_work_stays(client, author, colleague):
    close(author, "erased")

    for reader in (None, colleague):
        page = page_for(client, author, reader).content.decode()
        assert "สอนอ่านด้วยนิทาน" in page
        assert "ครูชำนาญการ" not in page
    assert client.get(f"{author.get_absolute_url()}photo/").status_code == 404


def test_a_merged_account_leads_to_the_kept_one(client, author, school):
    first, second, nowhere = (make_person(name, school) for name in ("first", "second", "nowhere"))
    close(first, "merged", merged_into=second)
    close(second, "merged", merged_into=author)
    close(nowhere, "merged", merged_into=make_person("quiet", school))

    assert page_for(client, first)["Location"] == author.get_absolute_url()
    assert page_for(client, nowhere).status_code == 404


def test_visitors_meet_nobody_by_an_article_for_staff(client, teacher, reviewer):
    published(teacher, reviewer, visibility="staff")

    assert page_for(client, teacher).status_code == 404


@pytest.mark.parametrize("count", (1, 3))
def test_a_person_takes_a_fixed_number_of_queries(
    client, teacher, reviewer, office, school, count, django_assert_num_queries
):
    sync_roles()
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่อง {number}")
        SchoolNetwork.objects.create(name=f"เครือข่าย {number}", organization=office, coordinator=teacher)
    for role in ("reviewer", "manager", "officer")[:count]:
        grant_role(user=teacher, role=role, organization=school)
    client.force_login(make_person("reader", school))

    with django_assert_num_queries(13):
        client.get(teacher.get_absolute_url())


def test_being_found_is_everybodys_own_choice(client, teacher):
    client.force_login(teacher)

    client.post("/me/profile/", {"position": "ครู นํ้า", "phone": ""})

    profile = StaffProfile.objects.get(user=teacher)
    assert (profile.is_findable, profile.position) == (False, "ครู น้ำ")
