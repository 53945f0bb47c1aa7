"""What is needed of a topic: who says it, what is kept, what the administration protects."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.services import grant_role
from knowledge.models import Topic
from knowledge.services.topics import ensure_topics
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="การอ่าน")


@pytest.fixture
def officer(office, school, reviewer):
    person = make_person("officer", office, "พิมพ์ชนก", "ศรีสุวรรณ")
    grant_role(user=person, role="officer", organization=office)
    return person


def posted(client, topic, **fields):
    data = {"need": "วิธีสอนอ่าน", "audience": "ครู", "owner": "", "owner_unit": "", "enough": "5", "due_on": ""}
    return client.post(reverse("knowledge:topic_need", args=[topic.pk]), data | fields)


@pytest.mark.parametrize("day", ("30/9/2570", "30/9/2027", "๓๐/๙/๒๕๗๐"))
def test_officer_says_what_is_needed_and_it_is_traced(client, topic, officer, colleague, school, day):
    client.force_login(officer)

    answer = posted(client, topic, owner=colleague.username, owner_unit=str(school.pk), due_on=day)

    topic.refresh_from_db()
    assert answer.url == topic.get_absolute_url()
    assert (topic.need, topic.enough, topic.due_on) == ("วิธีสอนอ่าน", 5, date(2027, 9, 30))
    assert (topic.owner, topic.owner_unit) == (colleague, school)
    entry = AuditEntry.objects.get(action="edit_topic")
    assert (entry.actor, entry.person, entry.details["topic"]) == (officer, colleague, topic.pk)
    assert entry.details["was"] == 3


def test_saving_the_same_again_leaves_no_trace(client, topic, officer):
    client.force_login(officer)
    for _ in range(2):
        posted(client, topic)

    assert AuditEntry.objects.filter(action="edit_topic").count() == 1


@pytest.mark.parametrize(
    "fields",
    (
        {"enough": "0"},
        {"enough": "99999999999999999999"},
        {"enough": "ก"},
        {"due_on": "30/2/2570"},
        {"due_on": "\x00"},
        {"owner": "ไม่มี คนนี้"},
        {"owner_unit": "99999999999999999999"},
        {"need": "ก\x00" * 3000},
    ),
)
def test_what_makes_no_sense_comes_back_with_the_form(client, topic, officer, fields):
    client.force_login(officer)

    page = posted(client, topic, **fields)

    assert page.status_code == 200
    assert set(page.context["form"].errors) == set(fields)
    assert not AuditEntry.objects.filter(action="edit_topic").exists()


def test_officer_of_a_school_does_not_keep_the_framework(client, topic, school, teacher, reviewer):
    grant_role(user=teacher, role="officer", organization=school)
    client.force_login(teacher)

    assert posted(client, topic).status_code == 403


@pytest.fixture
def keeper(client, office, reviewer):
    person = make_person("keeper", office, is_superuser=True, is_staff=True)
    client.force_login(person)
    return client


def test_topic_with_articles_is_not_deleted_and_the_page_says_why(keeper, topic, teacher, reviewer):
    published(teacher, reviewer, topic=topic)
    address = reverse("admin:knowledge_topic_delete", args=[topic.pk])

    page = keeper.get(address).content.decode()
    keeper.post(address, {"post": "yes"})

    assert "มี 1 เรื่องอยู่ในหัวข้อนี้" in page
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_levels_and_subjects_are_neither_made_nor_deleted(keeper):
    ensure_topics()
    level = Topic.objects.levels().first()

    assert keeper.get(reverse("admin:knowledge_topic_delete", args=[level.pk])).status_code == 403
    form = keeper.get(reverse("admin:knowledge_topic_add")).context["adminform"].form
    assert {key for key, _words in form.fields["tree"].choices if key} == {"category", "component"}
    chosen = {"action": "delete_selected", "_selected_action": [level.pk], "post": "yes"}
    keeper.post(reverse("admin:knowledge_topic_changelist"), chosen)
    assert Topic.objects.filter(pk=level.pk).exists()


def test_administration_refuses_a_third_level(keeper, topic):
    below = Topic.objects.create(name="อ่านออกเสียง", parent=topic)
    fields = {"tree": "category", "parent": below.pk, "name": "ก", "position": "1", "enough": "3"}

    page = keeper.post(reverse("admin:knowledge_topic_add"), fields)

    assert "parent" in page.context["adminform"].form.errors
    assert not Topic.objects.filter(name="ก").exists()
