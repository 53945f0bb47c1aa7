"""A teacher moves to another school, leaves, and comes back: the work stays where it was done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import StaffMove, StaffProfile
from kmc.lib.dates import format_date
from knowledge.models import Article
from tests.browser.places import EVERYWHERE, ONCE_EACH
from tests.knowledge.desk import published


@pytest.fixture
def work(office, manager, head):
    """Return what the teacher published at the school."""
    return [published(office.teacher, office.reviewer, title=f"บันทึกการสอน {number}") for number in (1, 2)]


def of_row(person, act):
    return f".staff-list a[href='/people/{person.pk}/{act}/']"


def knowledge_of(reader, unit):
    """Return how many articles the page of the unit counts, and how many it shows."""
    reader.open(f"/organizations/{unit.pk}/")
    return reader.count("main .article-row")


def move(reader, person, unit, day):
    """Look the new school up, then give the day: all of it by keyboard once the page is reached."""
    reader.open(f"/organizations/{person.profile.organization_id}/people/")
    reader.press(of_row(person, "move"), "**/move/")
    reader.look()
    reader.page.focus("main [name=q]")
    reader.page.keyboard.insert_text("โนนสูง")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**q=*")
    reader.look()
    reader.press(f"main a[href$='?to={unit.pk}']", "**to=*")
    reader.look()
    reader.page.fill("[name=moved_on]", format_date(day, "numeric"))
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/people/")
    reader.look()


@pytest.mark.parametrize("size, language", EVERYWHERE)
def test_teacher_moves_and_the_work_stays(visit, office, manager, other_school, work):
    reader, yesterday = visit(manager), timezone.localdate() - timedelta(days=1)
    before = knowledge_of(reader, office.school)

    move(reader, office.teacher, other_school, yesterday)

    moved = StaffMove.objects.get()
    assert (moved.to_organization, moved.moved_on) == (other_school, yesterday)
    assert reader.count(of_row(office.teacher, "move")) == 0
    assert knowledge_of(reader, office.school) == before == 2
    assert knowledge_of(reader, other_school) == 0
    assert set(Article.objects.values_list("organization", flat=True)) == {office.school.pk}
    reader.open(office.teacher.get_absolute_url())
    assert other_school.name in reader.text(".page-head--person")
    assert reader.count("main .article-row") == 2


def close(reader, person, unit):
    reader.open(f"/organizations/{unit.pk}/people/")
    reader.press(of_row(person, "leave"), "**/leave/")
    reader.look()
    reader.page.focus("[name=left_on]")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/people/")
    reader.look()


def refused(reader, person):
    """Try to sign in. Return what is said."""
    reader.open("/account/login/")
    reader.fill_sign_in(person)
    reader.page.wait_for_url("**/account/inactive/")
    reader.look()
    return reader.text("main .lead")


@pytest.mark.parametrize("size, language", ONCE_EACH)
def test_teacher_leaves_and_comes_back(visit, office, manager, work):
    teacher, reader = visit(), visit(manager)
    teacher.open("/account/login/?next=/me/")
    teacher.fill_sign_in(office.teacher)
    teacher.page.wait_for_url("**/me/")

    close(reader, office.teacher, office.school)
    teacher.press("main a[href='/me/profile/']", "**/account/login/**")
    teacher.look()

    assert len(refused(teacher, office.teacher)) > 20
    assert StaffProfile.objects.get(user=office.teacher).left_on == timezone.localdate()
    assert knowledge_of(reader, office.school) == 2

    reader.open(f"/organizations/{office.school.pk}/people/?state=left")
    reader.press(of_row(office.teacher, "return"), "**/return/")
    reader.look()
    reader.press("main form .button--primary", "**/people/")
    teacher.page.goto("/account/login/?next=/me/")
    teacher.fill_sign_in(office.teacher)
    teacher.page.wait_for_url("**/me/")
