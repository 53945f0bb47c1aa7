import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from reports.models import Plan, TargetEvidence
from tests.reports.conftest import make_article, make_person, make_record, make_unit, use

LIST = "/targets/"


def value_on(page):
    return [int(value) for value in re.findall(r'data-value="(\d*)"', page)]


def total_on(page):
    return [int(total) for total in re.findall(r'data-total="(\d+)"', page)]


def row_count(page):
    found = re.search(r'<table class="rows">.*?</table>', page, re.DOTALL)
    return found.group().count("<tr>") - 1 if found else 0


@pytest.fixture
def counted(teacher, officer):
    """One of everything, by the teacher."""
    make_article(teacher, title="เรื่องเปิดเผย")
    make_article(teacher, title="เรื่องเฉพาะบุคลากร", visibility="staff")
    use(teacher, date(2026, 5, 1))
    make_record(teacher, officer)
    return teacher


def test_target_list_shows_the_figures_of_the_plan_in_force(client, plan, counted):
    page = client.get(LIST).text

    assert value_on(page) == [2, 1, 1, 1]
    assert page.count('<section class="target ') == 14


def test_target_list_is_never_stale_for_visitors(client, plan, teacher):
    assert value_on(client.get(LIST).text) == [0, 0, 0, 0]
    use(teacher, date(2026, 5, 1))

    assert value_on(client.get(LIST).text) == [0, 0, 1, 0]


@pytest.mark.parametrize("count", (1, 3))
def test_target_list_query_count_is_constant(client, plan, officer, school, count, django_assert_num_queries):
    for number in range(count):
        make_article(make_person(f"person{number}", school))
    client.force_login(officer)
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize(
    "query", ("?plan=abc", "?plan=-1", "?plan=99999999999999999999", "?plan=0", "?plan=๑")
)
def test_target_list_of_a_plan_that_is_none(client, plan, query):
    assert client.get(LIST + query).status_code == 404


def test_closed_plan_without_figures_says_so(client, plan):
    page = client.get(f"{LIST}?plan={Plan.objects.get(code='kmc-2550').pk}").text

    assert value_on(page) == []


def test_plan_without_targets_shows_its_guidelines(client, plan):
    page = client.get(f"{LIST}?plan={Plan.objects.get(code='peo-2560').pk}").text

    assert "จัดทำสำมะโนประชากรวัยเรียน" in page


def test_draft_plans_are_for_officers(client, plan, officer, target):
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    addresses = [f"{LIST}?plan={plan.pk}", target("1.2").get_absolute_url(), plan.get_absolute_url()]

    assert [client.get(url).status_code for url in addresses] == [404, 404, 404]
    client.force_login(officer)
    assert [client.get(url).status_code for url in addresses] == [200, 200, 200]


@pytest.mark.parametrize(
    "code, visitor, teacher_sees, officer_sees",
    (("1.2", 2, 2, 2), ("1.3", 0, 1, 1), ("1.4", 0, 0, 1), ("2.3", 0, 0, 1)),
)
def test_rows_are_shown_to_those_who_may_see_them(
    client, target, counted, officer, code, visitor, teacher_sees, officer_sees
):
    url = target(code).get_absolute_url()

    seen = [row_count(client.get(url).text)]
    for person in (counted, officer):
        client.force_login(person)
        seen.append(row_count(client.get(url).text))

    assert seen == [visitor, teacher_sees, officer_sees]


@pytest.mark.parametrize("code", ("1.4", "2.3"))
def test_people_are_not_named_to_others(client, target, counted, school_officer, code):
    url = target(code).get_absolute_url()
    pages = [client.get(url).text]
    client.force_login(school_officer)
    pages.append(client.get(url).text)

    assert [counted.full_name in page for page in pages] == [False, False]


def test_officer_of_a_school_sees_the_people_of_the_school_only(
    client, target, counted, school_officer, office
):
    other = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    client.force_login(school_officer)
    url = target("1.4").get_absolute_url()

    own = client.get(f"{url}?organization={school_officer.profile.organization_id}").text
    foreign = client.get(f"{url}?organization={other.pk}").text

    assert (row_count(own), counted.full_name in own) == (1, True)
    assert row_count(foreign) == 0


def test_visitors_learn_nothing_of_staff_articles_but_that_they_are(client, target, counted):
    page = client.get(target("1.2").get_absolute_url()).text

    assert (value_on(page), total_on(page), row_count(page)) == ([2], [2], 2)
    assert "เรื่องเปิดเผย" in page
    assert "เรื่องเฉพาะบุคลากร" not in page


@pytest.mark.parametrize("code", ("1.3", "1.4", "2.3"))
def test_visitors_do_not_learn_how_many_people_a_school_has(client, target, counted, officer, office, code):
    other = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    url = f"{target(code).get_absolute_url()}?organization={other.pk}"

    page = client.get(url).text
    client.force_login(officer)
    to_staff = client.get(url).text

    assert (value_on(page), total_on(page), other.name in page) == ([1], [1], False)
    assert value_on(to_staff) == [0]


def test_filter_by_school_keeps_number_and_rows_together(client, target, counted, office, officer):
    other = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    make_article(make_person("colleague", other))
    client.force_login(officer)

    page = client.get(f"{target('1.2').get_absolute_url()}?organization={other.pk}").text

    assert (value_on(page), total_on(page), row_count(page)) == ([1], [1], 1)


@pytest.mark.parametrize("query", ("abc", "0", "-1", "999999999999999999", "9999999999999999999999"))
def test_filter_by_what_is_no_organization_of_the_plan(client, target, query):
    assert client.get(f"{target('1.2').get_absolute_url()}?organization={query}").status_code == 404


def test_filter_by_another_office_is_not_found(client, target):
    stranger = make_unit(None, "สำนักงานอื่น", kind="office")

    assert client.get(f"{target('1.2').get_absolute_url()}?organization={stranger.pk}").status_code == 404


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize(
    "code, queries", (("1.2", 12), ("1.3", 11), ("1.4", 14), ("2.3", 12), ("3.2", 17), ("3.3", 9))
)
def test_target_detail_query_count_is_constant(
    client, target, officer, school, count, code, queries, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"person{number}", school)
        make_article(person)
        use(person, date(2026, 5, 1))
        make_record(person, officer)
        TargetEvidence.objects.create(
            target=target(code), title=f"หลักฐาน {number}", shown_on=date(2026, 5, 1), added_by=officer
        )
    client.force_login(officer)
    client.get(target(code).get_absolute_url())

    with django_assert_num_queries(queries):
        client.get(target(code).get_absolute_url())


def test_plan_pages_show_the_whole_text(client, plan):
    provincial = Plan.objects.get(code="peo-2560")

    listed = client.get(reverse("reports:plan_list")).text
    text = client.get(provincial.get_absolute_url()).text

    assert all(one.title in listed for one in Plan.objects.all())
    assert [item.text for item in provincial.items.all() if escape(item.text) not in text] == []
    assert "แนวทางการดำเนินงาน" in text


@pytest.mark.parametrize("code", ("kmc-2568", "peo-2560"))
def test_plan_detail_query_count_is_fixed(client, plan, teacher, code, django_assert_num_queries):
    client.force_login(teacher)
    url = Plan.objects.get(code=code).get_absolute_url()
    client.get(url)

    with django_assert_num_queries(8):
        client.get(url)
