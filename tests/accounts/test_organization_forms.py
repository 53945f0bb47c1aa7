"""Entering and changing units: codes, names that repeat, places, and who may change what."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from accounts.forms.organization import RulesMixin
from accounts.models import AuditEntry, Organization, StaffMove
from accounts.services import grant_role, sync_roles
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
TAKEN = {"smis_code": "34050099", "obec_code": "160299"}


def stored(unit):
    return Organization.objects.get(pk=unit.pk)


def page(name, *arguments):
    return reverse(f"accounts:organization_{name}", args=arguments)


@pytest.fixture
def district(office):
    return Organization.objects.create(kind="district", name="อำเภอเดชอุดม", parent=office)


@pytest.fixture
def keeper(client, office):
    """Sign in the administrator of the office."""
    sync_roles()
    person = make_person("keeper", office)
    grant_role(user=person, role="administrator", organization=office)
    client.force_login(person)
    return person


@pytest.fixture
def manager(client, school):
    """Sign in the manager of the school."""
    sync_roles()
    person = make_person("manager", school)
    grant_role(user=person, role="manager", organization=school)
    client.force_login(person)
    return person


def entered(parent, **fields):
    return {"kind": "school", "parent": parent.pk, "name": "โรงเรียนบ้านหนองบัว", "status": "active"} | fields


def errors_of(client, address, data):
    """Return the fields with a fault, after sending the form."""
    response = client.post(address, data)
    assert response.status_code == 200
    return sorted(response.context["form"].errors)


def test_a_school_is_entered_with_codes_in_thai_digits(client, keeper, district):
    data = entered(district, smis_code="๓๔๐๕ ๐๐๐๑", obec_code="160-271", ministry_code="๑๐๓๔๐๕๐๐๐๑")

    client.post(page("create"), data)

    unit = Organization.objects.schools().get()
    assert (unit.smis_code, unit.obec_code, unit.ministry_code) == ("34050001", "160271", "1034050001")
    assert (unit.parent, unit.district) == (district, district)
    entry = AuditEntry.objects.get(action="edit_unit")
    assert (entry.actor, entry.organization, entry.details) == (keeper, unit, {"is_new": True})


@pytest.mark.parametrize(
    "field, code",
    (
        ("smis_code", "3405000"),
        ("smis_code", "340500011"),
        ("obec_code", "16027ก"),
        ("obec_code", "²²²²²²"),
        ("ministry_code", "103405000"),
    ),
)
def test_a_wrong_code_is_refused(client, keeper, district, field, code):
    assert errors_of(client, page("create"), entered(district, **{field: code})) == [field]


@pytest.mark.parametrize("field", ("smis_code", "obec_code", "ministry_code"))
def test_a_code_that_is_taken_names_the_school(client, keeper, school, district, field):
    code = {"smis_code": "34050001", "obec_code": "160271", "ministry_code": "1034050001"}[field]
    Organization.objects.filter(pk=school.pk).update(district=district, **{field: code})

    response = client.post(page("create"), entered(district, **{field: code}))

    assert "โรงเรียนบ้านน้ำยืน (อ.เดชอุดม)" in str(response.context["form"].errors[field])
    assert Organization.objects.schools().count() == 1


@pytest.fixture
def entered_meanwhile(monkeypatch, office):
    """Let somebody else enter the codes when the form has looked at everything."""

    def late(form):
        super(RulesMixin, form)._post_clean()
        Organization.objects.create(kind="school", parent=office, name="โรงเรียนบ้านไวกว่า", **TAKEN)

    monkeypatch.setattr(RulesMixin, "_post_clean", late, raising=False)


def sentences_of(response):
    return {name: list(faults) for name, faults in response.context["form"].errors.items()}


def test_a_code_entered_at_the_same_moment_is_told_in_the_form(client, keeper, district, entered_meanwhile):
    client.cookies["kmc_language"] = "en"

    response = client.post(page("create"), entered(district, **TAKEN))

    told = "This code belongs to โรงเรียนบ้านไวกว่า already."
    assert sentences_of(response) == {"smis_code": [told], "obec_code": [told]}
    assert not Organization.objects.filter(name="โรงเรียนบ้านหนองบัว").exists()


def test_a_code_changed_at_the_same_moment_is_told_in_the_form(client, keeper, school, entered_meanwhile):
    before = stored(school).smis_code

    errors = errors_of(client, page("edit", school.pk), {"name": school.name, "status": "active"} | TAKEN)

    assert (errors, stored(school).smis_code) == (["obec_code", "smis_code"], before)


def test_a_code_entered_at_the_same_moment_is_told_in_the_administration(
    client, keeper, school, entered_meanwhile
):
    address = reverse("admin:accounts_organization_change", args=[school.pk])

    response = client.post(address, {"name": school.name, "position": "0"} | TAKEN, follow=True)

    assert (response.status_code, stored(school).smis_code) == (200, school.smis_code)
    assert "โรงเรียนบ้านไวกว่า" in " ".join(map(str, get_messages(response.wsgi_request)))


def test_a_name_that_repeats_is_asked_about_once(client, keeper, district):
    client.post(page("create"), entered(district))

    assert errors_of(client, page("create"), entered(district)) == ["name"]
    client.post(page("create"), entered(district, is_same_name_meant="on"))

    assert Organization.objects.schools().count() == 2


def test_the_tick_shows_only_with_the_warning(client, keeper, district):
    tick = 'type="checkbox" name="is_same_name_meant"'
    client.post(page("create"), entered(district))

    assert tick not in client.get(page("create")).content.decode()
    assert tick in client.post(page("create"), entered(district)).content.decode()


def test_the_same_name_in_another_district_is_nothing_special(client, keeper, office, district):
    other = Organization.objects.create(kind="district", name="อำเภอบุณฑริก", parent=office)

    for one in (district, other):
        client.post(page("create"), entered(one))

    names = Organization.objects.schools().for_cards().order_by("pk")
    assert [unit.name_with_district for unit in names] == [
        "โรงเรียนบ้านหนองบัว (อ.เดชอุดม)",
        "โรงเรียนบ้านหนองบัว (อ.บุณฑริก)",
    ]


def test_a_school_needs_its_district_and_a_fitting_place(client, keeper, office, school, district):
    assert errors_of(client, page("create"), entered(office)) == ["district"]
    assert errors_of(client, page("create"), entered(school, district=district.pk)) == ["parent"]


def test_units_are_entered_only_below_what_one_keeps(client, keeper):
    elsewhere = Organization.objects.create(kind="office", name="สพป.อุบลราชธานี เขต 1")

    assert "parent" in errors_of(client, page("create"), entered(elsewhere))


def test_a_branch_is_no_branch_of_a_branch(client, keeper, office, school, other_school):
    other_school.branch_of = school
    other_school.save()
    data = {"name": school.name, "status": "active", "branch_of": other_school.pk}

    assert errors_of(client, page("edit", school.pk), data) == ["branch_of"]


def test_a_manager_changes_only_what_the_school_keeps(client, manager, school, other_school):
    data = {"name_en": "Ban Nam Yuen School", "subdistrict": "โซง", "pupil_count": "๘๔", "short_name": "น้ำยืน"}
    theft = {"name": "อื่น", "smis_code": "34050001", "status": "closed", "parent": other_school.pk}

    client.post(page("edit", school.pk), data | theft)

    unit = stored(school)
    assert (unit.name_en, unit.subdistrict, unit.pupil_count, unit.short_name) == (
        "Ban Nam Yuen School",
        "โซง",
        84,
        "น้ำยืน",
    )
    assert (unit.name, unit.smis_code, unit.status, unit.parent) == (
        school.name,
        "",
        "active",
        school.parent,
    )


@pytest.mark.parametrize("count", ("-1", "9" * 20, "มาก", "1e9", "20001"))
def test_an_impossible_number_of_pupils_is_refused(client, manager, school, count):
    assert errors_of(client, page("edit", school.pk), {"pupil_count": count}) == ["pupil_count"]


def test_an_administrator_of_one_district_reshapes_nothing_elsewhere(client, school, district):
    sync_roles()
    person = make_person("keeper", district)
    grant_role(user=person, role="administrator", organization=district)
    client.force_login(person)
    inside = Organization.objects.create(kind="school", name="โรงเรียนใน", parent=district, district=district)

    answers = [client.get(page(name, school.pk)).status_code for name in ("move", "merge", "close", "edit")]
    sent = client.post(page("merge", inside.pk), {"into": school.pk, "ended_on": "1/5/2569"})

    assert answers == [403, 403, 403, 403]
    assert list(sent.context["form"].errors) == ["into"]
    assert stored(inside).status == "active"


def test_a_merge_is_asked_about_in_numbers_before_it_happens(client, keeper, school, other_school, teacher):
    choice = {"into": other_school.pk, "ended_on": "16 พ.ค. 2569"}

    asked = client.get(page("merge", school.pk), choice)
    assert (asked.context["is_settled"], asked.context["holdings"].staff) == (True, 1)
    assert (stored(school).status, StaffMove.objects.count()) == ("active", 0)

    client.post(page("merge", school.pk), choice)
    assert (stored(school).status, StaffMove.objects.count()) == ("merged", 1)


def test_the_question_of_a_merge_sends_what_was_chosen(client, keeper, school, other_school):
    text = client.get(
        page("merge", school.pk), {"into": other_school.pk, "ended_on": "16/05/2569"}
    ).content.decode()

    assert f'name="into" value="{other_school.pk}"' in text
    assert 'name="ended_on" value="16/05/2569"' in text


@pytest.mark.parametrize("into", ("9" * 20, "ก", "-1", "0"))
def test_an_impossible_choice_is_a_wrong_choice(client, keeper, school, into):
    for name in ("merge", "move"):
        data = {"into": into, "parent": into, "ended_on": "1/5/2569"}
        assert errors_of(client, page(name, school.pk), data) in (["into"], ["parent"])


def test_a_school_with_people_says_so_before_it_closes(client, keeper, school, teacher):
    with translation.override("en"):
        text = client.get(page("close", school.pk), headers={"accept-language": "en"}).content.decode()
    client.post(page("close", school.pk), {"ended_on": "1/5/2569", "reason": "ยุบ"})

    assert 'name="reason"' not in text
    assert stored(school).status == "active"


def test_a_refusal_of_opening_is_a_message(client, keeper, school):
    response = client.post(page("reopen", school.pk))

    assert response["Location"] == school.get_absolute_url()
    assert len(list(get_messages(response.wsgi_request))) == 1
