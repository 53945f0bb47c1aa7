"""The directory of who knows about what: found from what people are and what they did."""

import pytest

from accounts.directory import words_of
from accounts.models import Organization, StaffProfile, User
from accounts.services import grant_role, sync_roles
from knowledge.models import Topic
from tests.knowledge.desk import make_person, published, submitted

pytestmark = pytest.mark.django_db
ADDRESS = "/people/"


@pytest.fixture
def reader(client, office):
    person = make_person("reader", office, "ฮาเรม", "อยากรู้")
    client.force_login(person)
    return person


def found(client, **asked):
    """Return the user names of who is found, in the order of the page."""
    return [person.username for person in client.get(ADDRESS, asked).context["page"]]


def why(client, words):
    return {
        person.username: reasons for person, reasons in client.get(ADDRESS, {"q": words}).context["people"]
    }


def describe(person, **facts):
    StaffProfile.objects.filter(user=person).update(**facts)


def test_people_are_found_by_what_they_are(client, reader, school, other_school):
    named, skilled, placed = (make_person(name, school) for name in ("named", "skilled", "placed"))
    User.objects.filter(pk=named.pk).update(given_name="น้ำฝน")
    describe(named, prefix="นางสาว")
    describe(skilled, expertise="วัดผลน้ำหนัก", organization=other_school)
    describe(placed, position="ครูน้ำใจ", organization=other_school)

    assert found(client, q="นํ้า") == ["named", "skilled", "placed"]
    assert found(client, q="นางสาวน้ำฝน") == ["named"]
    assert found(client, q="โนนสูง ครู") == ["placed"]


def test_authors_are_found_by_what_they_wrote_and_it_is_said(client, reader, teacher, colleague, reviewer):
    topic = Topic.objects.create(name="เศรษฐกิจพอเพียง")
    for title in ("สอนอ่านด้วยนิทาน", "อ่านคล่องใน 30 วัน"):
        published(teacher, reviewer, title=title, visibility="staff")
    published(colleague, reviewer, title="แปลงผัก", topic=topic)

    assert found(client, q="พอเพียง") == ["colleague"]
    assert (found(client, q="อ่าน"), len(why(client, "อ่าน")["teacher"])) == (["teacher"], 1)
    assert "2" in why(client, "อ่าน")["teacher"][0]


def test_drafts_are_no_evidence(client, reader, teacher):
    submitted(teacher, title="ความลับของฉบับร่าง")

    assert found(client, q="ความลับ") == []


def test_holders_of_a_role_are_found_by_its_name(client, reader, school, colleague):
    sync_roles()
    grant_role(user=colleague, role="officer", organization=school)

    assert found(client, q="เจ้าหน้าที่แผน") == ["colleague"]
    assert school.name in why(client, "เจ้าหน้าที่แผน")["colleague"][0]


def test_who_does_not_wish_to_be_found_is_found_by_name_alone(client, reader, school, teacher, reviewer):
    published(teacher, reviewer, title="สอนอ่านด้วยนิทาน")
    grant_role(user=teacher, role="officer", organization=school)
    describe(teacher, is_findable=False, expertise="สะเต็ม", position="ครูดนตรี")

    for words in ("นิทาน", "สะเต็ม", "ดนตรี", "เจ้าหน้าที่แผน"):
        assert "teacher" not in found(client, q=words)
    assert "teacher" in found(client, q="สมชาย")
    assert why(client, "สมชาย")["teacher"] == []
    assert "สะเต็ม" not in client.get(ADDRESS, {"q": "สมชาย"}).content.decode()


@pytest.mark.parametrize("state", ({"is_active": False, "closed_because": "left"}, {"is_service": True}))
def test_who_left_and_what_is_no_person_is_not_listed(client, reader, school, state):
    person = make_person("gone", school)
    User.objects.filter(pk=person.pk).update(**state)

    assert found(client) == ["reader"]
    assert found(client, q="สมชาย") == []


def test_the_list_narrows_to_a_unit_with_all_below_and_to_a_kind(client, reader, office):
    district = Organization.objects.create(kind="district", name="อำเภอน้ำยืน", parent=office)
    below = Organization.objects.create(kind="school", name="โรงเรียนใหม่", parent=district)
    for name, kind in (("one", "teacher"), ("two", "supervisor")):
        describe(make_person(name, below), staff_kind=kind)

    assert found(client, organization=district.pk) == ["one", "two"]
    assert found(client, organization=below.pk, kind="supervisor") == ["two"]


@pytest.mark.parametrize("value", ("99999999999999999999", "x", "-1"))
def test_odd_filters_are_left_out_and_said_so(client, reader, value):
    answer = client.get(ADDRESS, {"organization": value, "kind": value})

    assert (answer.status_code, bool(answer.context["filter"].form.errors)) == (200, True)


@pytest.mark.parametrize("words", ("ก" * 500, "\ud800", "%", "_", "' OR 1=1", "a b c d e f g h"))
def test_odd_words_find_nobody(client, reader, words):
    answer = client.get(ADDRESS, {"q": words.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200


def test_words_are_few_short_and_in_one_spelling():
    assert words_of("กํา  กำ a b c d e f") == ["กำ", "a", "b", "c", "d"]
    assert len("".join(words_of("ก" * 10_000))) == 100


@pytest.mark.parametrize("count", (1, 3))
def test_a_search_takes_a_fixed_number_of_queries(
    client, reader, school, reviewer, count, django_assert_num_queries
):
    for number in range(count):
        writer = make_person(f"writer{number}", school)
        grant_role(user=writer, role="officer", organization=school)
        for part in range(count):
            published(writer, reviewer, title=f"เจ้าหน้าที่แผน {part}")

    with django_assert_num_queries(11):
        page = client.get(ADDRESS, {"q": "เจ้าหน้าที่แผน"}).context["page"]

    assert len(page) == count
