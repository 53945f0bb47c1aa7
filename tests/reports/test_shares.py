"""The share of a unit in the plan: the same rows as the target's page shows for it, to those who may see them."""

from datetime import date

import pytest

from reports.models import Plan
from reports.shares import share_of
from tests.reports.conftest import make_article, make_person, make_record, make_unit, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_school(school, teacher, officer):
    """Two teachers wrote an article together; one of them used the portal and can handle IT."""
    other = make_person("other", school)
    make_article(teacher, other)
    use(teacher, date(2026, 11, 2))
    make_record(teacher, officer)
    return school


def numbers(unit, *, names_people=True):
    _plan, shares = share_of(unit, names_people=names_people)
    return {share.metric.slug: share.value for share in shares}


def test_a_unit_has_its_own_numbers(busy_school, office):
    quiet = make_unit(office, "โรงเรียนเงียบ")

    assert numbers(busy_school) == {
        "published-articles": 1,
        "credited-authors": 2,
        "portal-users": 1,
        "it-able-people": 1,
    }
    assert set(numbers(quiet).values()) == {0}


def test_what_is_below_counts_for_what_is_above(busy_school, office):
    district = make_unit(office, "อำเภอเดชอุดม", kind="district")
    busy_school.parent = district
    busy_school.save()

    assert numbers(district) == numbers(busy_school) == numbers(office)


def test_visitors_learn_nothing_about_people(client, busy_school):
    assert list(numbers(busy_school, names_people=False)) == ["published-articles"]

    text = client.get(busy_school.get_absolute_url()).content.decode()

    assert f"?organization={busy_school.pk}#rows" in text
    assert text.count('class="stat"') == 1


def test_rows_are_linked_for_those_who_may_see_them(client, busy_school, teacher, school_officer):
    links = {}
    for person in (teacher, school_officer):
        client.force_login(person)
        text = client.get(busy_school.get_absolute_url()).content.decode()
        links[person] = text.count(f"?organization={busy_school.pk}#rows")

    assert links == {teacher: 2, school_officer: 4}


def test_the_number_is_that_of_the_rows_it_leads_to(client, busy_school, officer):
    client.force_login(officer)
    _plan, shares = share_of(busy_school, names_people=True)

    for share in shares:
        page = client.get(share.target.get_absolute_url(), {"organization": busy_school.pk})
        assert page.context["detail"].chosen_value == share.value
        assert len(page.context["rows"]) == share.value


def test_no_plan_in_force_is_no_share(client, busy_school, plan):
    Plan.objects.filter(pk=plan.pk).update(state="draft")

    assert share_of(busy_school, names_people=True) == (None, [])
    assert 'class="stat"' not in client.get(busy_school.get_absolute_url()).content.decode()


def test_the_owner_of_the_plan_stands_for_the_whole(client, office, busy_school):
    text = client.get(office.get_absolute_url()).content.decode()

    assert "/#rows" in text
    assert f"organization={office.pk}#rows" not in text
