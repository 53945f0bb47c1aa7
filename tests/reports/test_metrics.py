from datetime import date, timedelta

import pytest

from accounts.models import PeriodUser, UsagePeriod
from accounts.services import accept_policies, load_first_policies, open_period
from reports.metrics import METRICS, METRICS_BY_SLUG, scope_of
from tests.reports.conftest import make_article, make_person, make_record, make_unit, use

FIRST_DAY, LAST_DAY = date(2024, 10, 1), date(2027, 9, 30)
ARTICLES, AUTHORS = METRICS_BY_SLUG["published-articles"], METRICS_BY_SLUG["credited-authors"]
USERS, IT_PEOPLE = METRICS_BY_SLUG["portal-users"], METRICS_BY_SLUG["it-able-people"]


def counted(metric, plan, **scope):
    return list(metric.rows(scope_of(plan, **scope)))


@pytest.mark.parametrize("status", ("draft", "submitted", "returned", "withdrawn", "archived", "discarded"))
def test_articles_do_not_count_what_does_not_stand_published(plan, teacher, status):
    make_article(teacher, status=status)

    assert counted(ARTICLES, plan) == []
    assert counted(AUTHORS, plan) == []


def test_articles_count_the_window_to_its_edges(plan, teacher):
    first = make_article(teacher, day=FIRST_DAY)
    for outside in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        make_article(teacher, day=outside)
    last = make_article(teacher, day=LAST_DAY)

    assert counted(ARTICLES, plan) == [first]  # the last day has not come yet
    assert counted(ARTICLES, plan, as_of=LAST_DAY + timedelta(days=30)) == [last, first]


def test_articles_as_of_an_earlier_day_leave_out_later_ones(plan, teacher):
    early = make_article(teacher, day=date(2025, 1, 31))
    make_article(teacher, day=date(2025, 2, 1))

    assert counted(ARTICLES, plan, as_of=date(2025, 1, 31)) == [early]


def test_articles_of_other_offices_do_not_count(plan, teacher):
    stranger = make_person("stranger", make_unit(None, "สำนักงานอื่น", kind="office"))
    make_article(stranger)
    joint = make_article(stranger, teacher)

    assert counted(ARTICLES, plan) == [joint]
    assert counted(AUTHORS, plan) == [teacher]


def test_who_enters_for_a_colleague_is_not_an_author(plan, teacher, office):
    clerk = make_person("clerk", office)
    make_article(teacher, by=clerk)

    assert counted(AUTHORS, plan) == [teacher]


def test_service_accounts_are_nobody(plan, office):
    robot = make_person("robot", office, is_service=True)
    make_article(robot)
    use(robot, date(2026, 5, 1))
    make_record(robot, make_person("chief", office))

    assert [metric.value(scope_of(plan)) for metric in METRICS] == [0] * len(METRICS)


def test_an_article_counts_once_however_many_wrote_it(plan, teacher, school):
    colleague = make_person("colleague", school)
    article = make_article(teacher, colleague)

    assert counted(ARTICLES, plan) == [article]
    assert {person.pk for person in counted(AUTHORS, plan)} == {teacher.pk, colleague.pk}


NOT_OF_PEOPLE = ("ethics-accepted", "topics-covered", "levels-covered")  # of this year, or of topics


def test_who_has_left_still_counts(plan, teacher, officer):
    make_article(teacher)
    use(teacher, date(2026, 5, 1))
    make_record(teacher, officer)
    teacher.is_active = False
    teacher.save()

    values = {metric.slug: metric.value(scope_of(plan)) for metric in METRICS}
    assert values == {metric.slug: 1 for metric in METRICS} | dict.fromkeys(NOT_OF_PEOPLE, 0)


def test_users_count_once_and_only_within_the_window(plan, teacher, school):
    use(teacher, FIRST_DAY, date(2026, 5, 1))
    use(make_person("early", school), FIRST_DAY - timedelta(days=1))
    make_person("never", school)

    rows = counted(USERS, plan)
    assert [(row.user, row.first_on, row.last_on) for row in rows] == [(teacher, FIRST_DAY, date(2026, 5, 1))]
    assert USERS.value(scope_of(plan)) == 1


def test_users_of_other_offices_do_not_count(plan, teacher):
    stranger = make_person("stranger", make_unit(None, "สำนักงานอื่น", kind="office"))
    use(teacher, date(2026, 5, 1))
    use(stranger, date(2026, 5, 1))

    assert UsagePeriod.objects.get().user_count == 2
    assert [row.user for row in counted(USERS, plan)] == [teacher]
    assert USERS.value(scope_of(plan)) == 1


def test_users_need_no_period_opened_beforehand(plan, teacher):
    UsagePeriod.objects.all().delete()
    use(teacher, date(2026, 5, 1))

    assert USERS.value(scope_of(plan)) == 1
    assert PeriodUser.objects.count() == 1


def test_it_people_need_a_confirmed_record_valid_in_the_window(plan, officer, school):
    def person(name, **record):
        one = make_person(name, school)
        make_record(one, officer, **record)
        return one

    able = person("able")
    ran_out_within = person("ranout", valid_until=FIRST_DAY)
    person("expired", confirmed_on=date(2022, 1, 1), valid_until=FIRST_DAY - timedelta(days=1))
    person("later", confirmed_on=date(2026, 11, 22))
    person("cook", skill="other")
    make_person("selfrated", school).skill_records.create(skill="it_use", title="ประเมินตนเอง")
    returned = {"skill": "it_use", "title": "อบรม", "returned_reason": "กรุณาแนบเกียรติบัตร"}
    make_person("returned", school).skill_records.create(**returned)
    make_record(able, officer, skill="it_care")

    assert {one.pk for one in counted(IT_PEOPLE, plan)} == {able.pk, ran_out_within.pk}


@pytest.fixture
def busy_office(plan, office, school, officer):
    """Two schools, a group and another office, in which people wrote together and used the portal."""
    other_school = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    stranger = make_person("stranger", make_unit(None, "สำนักงานอื่น", kind="office"))
    people = [
        make_person(f"person{n}", unit) for n, unit in enumerate((school, school, other_school, office))
    ]
    people.append(stranger)
    load_first_policies()
    for number, person in enumerate(people):
        make_article(person, people[0]) if person != people[0] else make_article(person)
        use(person, date(2026, 1, 1) + timedelta(days=number))
        make_record(person, officer)
        accept_policies(user=person)
    use(make_person("unplaced"), date(2026, 2, 2))
    open_period(starts_on=plan.starts_on, ends_on=plan.ends_on)
    return {None: None, "school": school, "other": other_school, "office": office}


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.slug)
@pytest.mark.parametrize("unit", (None, "school", "other", "office"))
@pytest.mark.parametrize("as_of", (None, date(2026, 1, 2)))
def test_every_number_is_the_length_of_its_list(plan, busy_office, metric, unit, as_of):
    scope = scope_of(plan, organization=busy_office[unit], as_of=as_of)

    assert metric.value(scope) == len(metric.rows(scope))


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.slug)
def test_breakdown_agrees_with_the_filter(plan, busy_office, metric):
    numbers = metric.by_organization(scope_of(plan))
    school = busy_office["school"]

    assert numbers.get(school.pk, 0) == metric.value(scope_of(plan, organization=school))
