"""What an article builds on: by number, address or words, only what the writer may read, never in a circle."""

import pytest

from knowledge.models import Article
from knowledge.services import withdraw_article
from tests.knowledge.desk import address, edit_form, form_of, published, stored, submitted

pytestmark = pytest.mark.django_db
NEW = "/articles/new/"


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def ground(colleague, reviewer):
    return published(colleague, reviewer, title="บัตรคำบ้านเรา")


@pytest.mark.parametrize(
    "typed",
    (
        "{pk}",
        "#{pk}",
        "#{pk} ชื่อที่เคยเป็น",
        "/articles/{pk}/",
        "https://kmc.test/articles/{pk}/?q=1#use-2",
        "บัตรคำบ้านเรา",
        "บัตรคำบ้าน",
    ),
)
def test_it_is_found_as_people_type_it(desk, teacher, ground, typed):
    desk.post(NEW, form_of(teacher, title="บัตรคำเล่มสอง", builds_on=typed.format(pk=ground.pk)))

    assert Article.objects.get(title="บัตรคำเล่มสอง").builds_on == ground


def test_thai_digits_are_a_number(desk, teacher, ground):
    thai = str(ground.pk).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    desk.post(NEW, form_of(teacher, title="บัตรคำเล่มสอง", builds_on=thai))

    assert Article.objects.get(title="บัตรคำเล่มสอง").builds_on == ground


@pytest.mark.parametrize("typed", ("ไม่มีเรื่องนี้เลย", "#0", "/articles/new/", "%", "12345678901234567890"))
def test_what_is_not_found_is_said(desk, teacher, ground, typed):
    answer = desk.post(NEW, form_of(teacher, builds_on=typed))

    assert answer.context["form"].errors.keys() == {"builds_on"}


def test_several_are_told_apart_by_their_numbers(desk, teacher, colleague, reviewer, ground):
    other = published(colleague, reviewer, title="บัตรคำบ้านเรา")

    answer = desk.post(NEW, form_of(teacher, builds_on="บัตรคำบ้านเรา"))

    said = str(answer.context["form"].errors["builds_on"])
    assert f"#{ground.pk}" in said
    assert f"#{other.pk}" in said


def test_what_is_not_published_is_not_there(desk, teacher, stranger):
    hidden = submitted(stranger, title="ร่างลับของคนอื่น")

    for typed in (str(hidden.pk), hidden.title):
        answer = desk.post(NEW, form_of(teacher, builds_on=typed))
        assert "builds_on" in answer.context["form"].errors
        assert f"#{hidden.pk}" not in str(answer.context["form"].errors)


def test_no_circles(client, teacher, reviewer, ground):
    middle = published(teacher, reviewer, title="เล่มสอง", builds_on=ground)
    top = published(teacher, reviewer, title="เล่มสาม", builds_on=middle)
    client.force_login(reviewer)

    for other in (ground, top):
        answer = client.post(
            address("article_edit", ground), edit_form(reviewer, ground, builds_on=str(other.pk))
        )
        assert answer.context["form"].errors.keys() == {"builds_on"}


def test_what_was_withdrawn_stays_named_without_its_title(desk, teacher, colleague, draft, ground):
    Article.objects.filter(pk=draft.pk).update(builds_on=ground)
    withdraw_article(article=ground, by=colleague, reason="ข้อมูลเก่า")

    shown = desk.get(address("article_edit", draft)).context["form"]["builds_on"].value()
    desk.post(address("article_edit", draft), edit_form(teacher, draft, builds_on=shown))

    assert shown == f"#{ground.pk}"
    assert stored(draft).builds_on == ground


def test_page_shows_both_ways_and_only_what_may_be_read(client, teacher, reviewer, ground):
    above = published(teacher, reviewer, title="บัตรคำเล่มสอง", builds_on=ground)
    published(teacher, reviewer, title="เฉพาะบุคลากร", builds_on=ground, visibility="staff")

    page = client.get(ground.get_absolute_url())
    assert page.context["built_upon"] == [above]
    assert client.get(above.get_absolute_url()).context["builds_on"] == ground
    client.force_login(teacher)
    assert len(client.get(ground.get_absolute_url()).context["built_upon"]) == 2


def test_visitor_does_not_learn_of_a_parent_for_staff(client, teacher, reviewer):
    inside = published(teacher, reviewer, title="เฉพาะบุคลากร", visibility="staff")
    above = published(teacher, reviewer, builds_on=inside)

    page = client.get(above.get_absolute_url())

    assert page.context["builds_on"] is None
    assert "เฉพาะบุคลากร" not in page.content.decode()
