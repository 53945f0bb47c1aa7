"""Moving, merging, closing and opening units: what follows, what stays, and every wrong way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from accounts.models import AuditEntry, Organization, RoleGrant, SiteState, StaffMove, StaffProfile
from accounts.services import (
    close_organization,
    grant_role,
    holdings_of,
    merge_organizations,
    move_organization,
    reopen_organization,
    sync_roles,
)
from knowledge.models import Article, Authorship
from networks.models import NetworkSchool, SchoolNetwork
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 16)


def make_unit(kind, name, parent, **fields):
    return Organization.objects.create(kind=kind, name=name, parent=parent, **fields)


def stored(unit):
    return Organization.objects.get(pk=unit.pk)


@pytest.fixture
def district(office):
    return make_unit("district", "อำเภอเดชอุดม", office)


@pytest.fixture
def keeper(office):
    """The administrator of the whole office."""
    sync_roles()
    person = make_person("keeper", office, "ดูแล", "ระบบ")
    grant_role(user=person, role="administrator", organization=office)
    return person


def entries(action):
    return list(AuditEntry.objects.filter(action=action).values_list("actor", "organization", "details"))


# --- merging ----------------------------------------------------------------------------------------------------------


def test_a_merge_moves_everybody_with_a_row_each(keeper, school, other_school, teacher, colleague):
    invited = make_person("invited", school, is_active=False, closed_because="invited")
    left = make_person("left", school, is_active=False, closed_because="left")

    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    staying = list(StaffProfile.objects.filter(organization=school).values_list("user", flat=True))
    assert staying == [left.pk]
    rows = StaffMove.objects.values_list(
        "user", "from_organization", "to_organization", "moved_on", "moved_by"
    )
    assert set(rows) == {
        (one.pk, school.pk, other_school.pk, DAY, keeper.pk) for one in (teacher, colleague, invited)
    }


def test_a_merged_unit_says_into_what_and_when(keeper, school, other_school):
    before = SiteState.objects.current_version()

    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    unit = stored(school)
    assert (unit.status, unit.merged_into, unit.ended_on) == ("merged", other_school, DAY)
    assert SiteState.objects.current_version() > before
    assert entries("merge_units") == [
        (
            keeper.pk,
            school.pk,
            {
                "into": other_school.pk,
                "ended_on": "2026-05-16",
                "staff": 0,
                "units": 0,
                "grants": 0,
                "memberships": 0,
            },
        )
    ]


def test_published_knowledge_and_its_counts_stay_with_the_unit_of_their_time(
    keeper, school, other_school, teacher, reviewer, draft
):
    article = published(teacher, reviewer)

    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    credits = Authorship.objects.filter(article=article).values_list("organization", flat=True)
    assert (Article.objects.get(pk=article.pk).organization, list(credits)) == (school, [school.pk])
    assert Article.objects.get(pk=draft.pk).organization == other_school


def test_a_merge_takes_roles_back_and_ends_memberships(keeper, office, school, other_school, reviewer):
    network = SchoolNetwork.objects.create(name="เครือข่ายหนึ่ง", organization=office)
    NetworkSchool.objects.create(network=network, school=school)

    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    assert not RoleGrant.objects.filter(organization=school).exists()
    assert again(reviewer).organizations_as("reviewer") == []
    assert not again(reviewer).groups.filter(name="reviewer").exists()
    assert not NetworkSchool.objects.exists()
    assert [actor for actor, *_rest in entries("revoke")] == [keeper.pk]


def test_units_below_a_merged_district_move_along(keeper, office, district):
    other = make_unit("district", "อำเภอบุณฑริก", office)
    school = make_unit("school", "โรงเรียนบ้านหนองบัว", district, district=district)
    closed = make_unit("school", "โรงเรียนบ้านเก่า", district, district=district, status="closed")
    network = SchoolNetwork.objects.create(name="เครือข่ายเดชอุดม", organization=district)

    merge_organizations(by=keeper, unit=district, into=other, ended_on=DAY)

    assert (stored(school).parent, stored(school).district) == (other, other)
    assert (stored(closed).parent, stored(closed).district) == (district, district)
    assert SchoolNetwork.objects.get(pk=network.pk).organization == other


def test_branches_of_a_merged_school_become_branches_of_the_other(keeper, office, school, other_school):
    branch = make_unit("school", "โรงเรียนสาขา", office, branch_of=school)
    Organization.objects.filter(pk=other_school.pk).update(branch_of=school)

    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    assert (stored(branch).branch_of, stored(other_school).branch_of) == (other_school, None)


def wrong_targets(office, school, other_school):
    """Return what a school is never merged into, by the reason."""
    elsewhere = Organization.objects.create(kind="office", name="สพป.อุบลราชธานี เขต 1")
    other_school.status = "closed"
    other_school.save()
    return {
        "into itself": school,
        "closed or merged itself": other_school,
        "belongs to this unit": make_unit("group", "กลุ่มวิชาการ", school),
        "another office": make_unit("school", "โรงเรียนไกล", elsewhere),
        "same kind": make_unit("group", "กลุ่มนโยบายและแผน", office),
    }


@pytest.mark.parametrize(
    "reason",
    ("into itself", "closed or merged itself", "belongs to this unit", "another office", "same kind"),
)
def test_a_wrong_merge_is_refused_with_its_reason(
    keeper, office, school, other_school, teacher, reason, settings
):
    into = wrong_targets(office, school, other_school)[reason]

    with translation.override("en"), pytest.raises(ValidationError, match=reason):
        merge_organizations(by=keeper, unit=school, into=into, ended_on=DAY)

    assert (stored(school).status, StaffMove.objects.count()) == ("active", 0)
    assert StaffProfile.objects.get(user=teacher).organization == school


def test_nothing_is_merged_twice(keeper, office, school, other_school):
    third = make_unit("school", "โรงเรียนที่สาม", office)
    merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    for act in (
        lambda: merge_organizations(by=keeper, unit=school, into=third, ended_on=DAY),
        lambda: close_organization(by=keeper, unit=school, ended_on=DAY, reason="ยุบ"),
        lambda: move_organization(by=keeper, unit=school, parent=office),
    ):
        with pytest.raises(ValidationError):
            act()
    assert stored(school).merged_into == other_school


def test_an_office_is_neither_merged_closed_nor_moved(keeper, office):
    other = Organization.objects.create(kind="office", name="สพป.อุบลราชธานี เขต 1")

    for act in (
        lambda: merge_organizations(by=keeper, unit=office, into=other, ended_on=DAY),
        lambda: close_organization(by=keeper, unit=office, ended_on=DAY, reason="ยุบ"),
        lambda: move_organization(by=keeper, unit=office, parent=other),
    ):
        with pytest.raises(ValidationError):
            act()
    assert set(Organization.objects.values_list("status", flat=True)) == {"active"}


# --- the day ----------------------------------------------------------------------------------------------------------


def test_an_end_does_not_lie_in_the_future(keeper, school, other_school):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        merge_organizations(by=keeper, unit=school, into=other_school, ended_on=tomorrow)

    assert list(refusal.value.message_dict) == ["ended_on"]


def test_an_end_does_not_lie_before_the_last_arrival(keeper, school, other_school, teacher):
    StaffMove.objects.create(
        user=teacher, from_organization=other_school, to_organization=school, moved_on=DAY + timedelta(days=1)
    )

    with pytest.raises(ValidationError) as refusal:
        merge_organizations(by=keeper, unit=school, into=other_school, ended_on=DAY)

    assert list(refusal.value.message_dict) == ["ended_on"]


# --- closing and opening ----------------------------------------------------------------------------------------------


def test_an_empty_unit_closes_with_day_and_reason(keeper, school):
    grant_role(user=keeper, role="reviewer", organization=school)

    close_organization(by=keeper, unit=school, ended_on=DAY, reason="ประกาศ สพฐ.")

    unit = stored(school)
    assert (unit.status, unit.ended_on, unit.end_reason) == ("closed", DAY, "ประกาศ สพฐ.")
    assert not unit.role_grants.exists()
    assert entries("close_unit") == [
        (keeper.pk, school.pk, {"ended_on": "2026-05-16", "grants": 1, "memberships": 0})
    ]


def test_a_unit_with_people_or_open_units_stays_open(keeper, office, school, teacher):
    make_person("invited", school, is_active=False, closed_because="invited")
    make_unit("group", "กลุ่มวิชาการ", school)
    make_unit("school", "โรงเรียนสาขา", office, branch_of=school)

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        close_organization(by=keeper, unit=school, ended_on=DAY, reason="ยุบ")

    assert refusal.value.messages[:3] == [
        "2 people still work there.",
        "1 unit still belongs to it.",
        "1 branch school is still open.",
    ]
    assert stored(school).status == "active"


def test_a_district_with_schools_in_it_stays_open(keeper, office, district):
    make_unit("school", "โรงเรียนบ้านหนองบัว", office, district=district)

    with pytest.raises(ValidationError):
        close_organization(by=keeper, unit=district, ended_on=DAY, reason="ยุบ")


def test_a_closed_unit_opens_again(keeper, school):
    close_organization(by=keeper, unit=school, ended_on=DAY, reason="ยุบ")

    reopen_organization(by=keeper, unit=school)

    unit = stored(school)
    assert (unit.status, unit.ended_on, unit.end_reason, unit.merged_into) == ("active", None, "", None)
    assert entries("reopen_unit") == [(keeper.pk, school.pk, {"was": "closed"})]


def test_what_is_open_or_stands_under_a_closed_unit_does_not_open(keeper, district):
    school = make_unit("school", "โรงเรียนบ้านหนองบัว", district, status="closed")
    district.status = "closed"
    district.save()

    for unit in (school, make_unit("school", "โรงเรียนเปิด", district)):
        with pytest.raises(ValidationError):
            reopen_organization(by=keeper, unit=unit)


# --- moving -----------------------------------------------------------------------------------------------------------


def test_a_school_moved_into_a_district_is_of_that_district(keeper, school, district, teacher, reviewer):
    article = published(teacher, reviewer)

    move_organization(by=keeper, unit=school, parent=district)

    unit = stored(school)
    assert (unit.parent, unit.district) == (district, district)
    assert Article.objects.get(pk=article.pk).organization == school
    assert entries("move_unit") == [
        (keeper.pk, school.pk, {"before": district.parent_id, "after": district.pk})
    ]


def test_a_unit_moves_neither_below_itself_nor_to_a_wrong_place(keeper, office, school, district):
    group = make_unit("group", "กลุ่มบริหารวิชาการ", school)
    below = make_unit("group", "งานวัดผล", group)
    elsewhere = Organization.objects.create(kind="office", name="สพป.อุบลราชธานี เขต 1")
    closed = make_unit("district", "อำเภอเก่า", office, status="closed")

    for unit, parent in (
        (group, below),
        (group, group),
        (group, school),
        (school, group),
        (school, elsewhere),
        (school, closed),
        (district, make_unit("district", "อำเภอใหม่", office)),
    ):
        with pytest.raises(ValidationError):
            move_organization(by=keeper, unit=unit, parent=parent)
    assert (stored(group).parent, stored(school).parent) == (school, office)


def test_rights_follow_a_moved_unit(keeper, school, district):
    person = make_person("manager", None)
    grant_role(user=person, role="manager", organization=district)

    move_organization(by=keeper, unit=school, parent=district)

    assert again(person).organizations_as("manager") == sorted([district.pk, school.pk])


def test_holdings_count_what_there_is(keeper, office, school, teacher, colleague, reviewer, draft):
    NetworkSchool.objects.create(
        network=SchoolNetwork.objects.create(name="เครือข่ายหนึ่ง", organization=office), school=school
    )
    published(teacher, reviewer)

    found = holdings_of(school)

    assert (found.staff, found.grants, found.memberships) == (3, 1, 1)
    assert (found.unfinished, found.published, found.units, found.networks) == (1, 1, 0, 0)
