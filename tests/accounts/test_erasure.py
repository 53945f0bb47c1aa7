"""Erasing a person: not a word is left of who it was, and no figure changes."""

import json
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import (
    AccessLog,
    AuditEntry,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencySurvey,
    DevelopmentPlan,
    Invitation,
    PrivacyRequest,
    SkillRecord,
    StaffImport,
    StaffImportRow,
    StaffMove,
    StaffProfile,
    User,
)
from accounts.services import (
    accept_policies,
    erase_person,
    erasure,
    grant_role,
    load_first_policies,
    record_use,
    sync_roles,
)
from knowledge.models import Article, Attachment, Authorship
from knowledge.services import create_draft
from reports.metrics import METRICS, scope_of
from reports.models import Plan
from reports.services import PLAN_FILES, load_plan_file, record_snapshots
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db
# Words that stand nowhere else in what the tests make.
WORDS = ("บุญเพ็ง", "ทองล้วน", "bpeng.t", "peng@home.example", "0898765432", "ครูสอนหมอลำ", "BPENG-FILE")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def keeper(plan):
    person = make_person("keeper", plan.organization, "อารี", "รักงาน")
    grant_role(user=person, role="administrator", organization=plan.organization)
    return person


@pytest.fixture
def plan(db):
    sync_roles()
    load_first_policies()
    for path in PLAN_FILES.glob("plan_kmc*.json"):
        load_plan_file(path)
    return Plan.objects.get(code="kmc-2568")


@pytest.fixture
def person(plan, keeper):
    """Make somebody with a trace in every table there is."""
    found = User.objects.create_user(
        "bpeng.t", "peng@home.example", "secret-word", given_name="บุญเพ็ง", family_name="ทองล้วน"
    )
    unit = plan.organization.children.first()
    profile = StaffProfile(user=found, organization=unit, prefix="นาย", phone="0898765432")
    profile.about = profile.expertise = profile.position = "ครูสอนหมอลำ"
    profile.photo.save("photo.webp", ContentFile(b"BPENG-FILE"))
    grant_role(user=found, role="reviewer", organization=unit)
    leave_traces(found, keeper, unit)
    published(found, keeper_as_reviewer(keeper, unit))
    return found


def keeper_as_reviewer(keeper, unit):
    grant_role(user=keeper, role="reviewer", organization=unit)
    return again(keeper)


def leave_traces(person, keeper, unit):
    leave_doors(person, unit)
    leave_growth(person, keeper, unit)
    leave_lists(person, keeper, unit)
    accept_policies(user=person)
    record_use(user=person)
    AccessLog.objects.create(event="signed_in", user=person, address="10.1.2.3")
    PrivacyRequest.objects.create(user=person, kind="correction", text="ทองล้วน สะกดผิด")
    StaffMove.objects.create(
        user=person, from_organization=unit.parent, to_organization=unit, moved_on=date(2025, 11, 1)
    )
    repr_of = {
        "object_repr": person.full_name,
        "change_message": json.dumps([{"added": {"object": str(person)}}]),
    }
    shown = {"first_published_at": timezone.now(), "first_published_on": timezone.localdate()}
    article = Article.objects.create(title="ก", created_by=person, organization=unit, **shown)
    person.certificates.create(
        kind="author", article=article, name=person.full_name, organization_name=unit.name, title="ก"
    )
    for number, model in enumerate((User, SkillRecord), start=1):
        LogEntry.objects.create(
            user=keeper, content_type_id=number, object_id=person.pk, action_flag=CHANGE, **repr_of
        )
        assert model


def leave_doors(person, unit):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    SocialAccount.objects.create(
        user=person, provider="google", uid="bpeng.t", extra_data={"name": person.full_name}
    )
    Authenticator.objects.create(user=person, type="recovery_codes", data={"x": person.email})
    Invitation.objects.create(user=person, code_hash="x" * 64, expires_at=timezone.now())


def leave_growth(person, keeper, unit):
    skill = SkillRecord(
        user=person,
        skill="it_use",
        title="อบรมของบุญเพ็ง",
        provider="peng@home.example",
        certificate_name="bpeng.t.pdf",
        confirmed_by=keeper,
        confirmed_on=timezone.localdate(),
        returned_reason="ทองล้วน",
    )
    skill.certificate.save("x", ContentFile(b"BPENG-FILE"))
    survey = CompetencySurvey.objects.create(
        organization=unit.parent,
        year=2026,
        opens_on=date(2026, 7, 1),
        closes_on=date(2026, 8, 1),
        opened_by=keeper,
    )
    framework = CompetencyFramework.objects.create(slug="trial-framework", name="กรอบ")
    CompetencyAssessment.objects.create(survey=survey, framework=framework, user=person, organization=unit)
    DevelopmentPlan.objects.create(user=person, fiscal_year=2026, organization=unit, duties="บุญเพ็ง ทองล้วน")


def leave_lists(person, keeper, unit):
    lists = StaffImport.objects.create(kind="staff", organization=unit, file_name="ก.xlsx", created_by=keeper)
    rows = (
        (person, ["บุญเพ็ง", "ทองล้วน", "peng@home.example"]),
        (None, ["นายบุญเพ็ง ทองล้วน"]),
        (None, ["บุญเพ็ง", "ทองล้วน"]),
        (None, ["bpeng.t"]),
        (None, ["Peng@home.example"]),
    )
    for line, (linked, cells) in enumerate(rows, start=2):
        StaffImportRow.objects.create(
            staff_import=lists, line=line, cells=cells, changes={"email": ["", cells[0]]}, person=linked
        )


def places_of(words):
    """Return every table and column, and every stored file, in which one of the words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {
                    (table, name) for name, value in zip(names, row, strict=True) if holds(value, words)
                }
    return found


def holds(value, words):
    text = str(value).casefold()
    spelled = {word.casefold() for word in words} | {json.dumps(word)[1:-1].casefold() for word in words}
    return any(word in text for word in spelled)


def files_with(media, words):
    files = [path for path in media.rglob("*") if path.is_file()]
    return [path for path in files if holds(path, words) or holds(path.read_bytes(), words)]


def figures(plan):
    scope = scope_of(plan)
    counted = {metric.slug: metric.value(scope) for metric in METRICS}
    counted.pop("ethics-accepted")  # of the staff there is now: whoever goes, goes from both numbers
    return counted


def test_the_search_for_traces_finds_what_is_there(person):
    tables = {table for table, _column in places_of(WORDS)}

    assert tables >= {
        "accounts_user",
        "accounts_staffprofile",
        "accounts_skillrecord",
        "accounts_staffimportrow",
        "accounts_developmentplan",
        "accounts_privacyrequest",
        "account_emailaddress",
        "socialaccount_socialaccount",
        "django_admin_log",
        "knowledge_certificate",
    }


def test_nothing_is_left_of_the_person(person, keeper, media, django_capture_on_commit_callbacks):
    assert files_with(media, WORDS)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, by=keeper)

    assert places_of(WORDS) == set()
    assert files_with(media, WORDS) == []


def test_every_figure_stays(person, keeper, plan):
    record_snapshots(plan=plan, day=timezone.localdate())
    before = figures(plan)
    assert all(
        before[slug] for slug in ("published-articles", "credited-authors", "portal-users", "it-able-people")
    )

    erase_person(person=person, by=keeper)

    assert figures(plan) == before


def test_what_nobody_ever_saw_goes_and_what_others_share_stays(
    person, keeper, django_capture_on_commit_callbacks
):
    own = create_draft(by=person, data={"title": "ร่างของครูบุญเพ็ง", "body": "<p>โทร 0898765432</p>"})
    shared = create_draft(by=person, data={"title": "ร่างที่เขียนด้วยกัน", "body": "<p>เนื้อหา</p>"})
    Authorship.objects.create(article=shared, user=keeper, position=2)
    files = [upload_by(person, article) for article in (None, own, shared)]

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, by=keeper)

    assert set(Article.objects.filter(first_published_at=None)) == {shared}
    assert [default_storage.exists(file.file.name) for file in files] == [False, False, True]


def upload_by(person, article):
    file = Attachment(article=article, name="ก.txt", content_type="text/plain", size=1, uploaded_by=person)
    file.file.save("x", ContentFile(b"x"))
    return file


def test_the_article_stands_without_a_name(client, person, keeper):
    article = person.authored_articles.get()
    client.get(article.get_absolute_url())

    erase_person(person=person, by=keeper)

    page = client.get(article.get_absolute_url()).content.decode()
    assert "อดีตบุคลากร" in page
    assert "ทองล้วน" not in page


def test_every_door_is_closed(client, person, keeper):
    client.force_login(person)

    erase_person(person=person, by=keeper)

    left = again(person)
    assert (left.is_active, left.closed_because, left.username) == (False, "erased", f"erased-{person.pk}")
    assert not left.has_usable_password()
    assert [left.role_grants.count(), left.groups.count()] == [0, 0]
    assert client.get("/me/").status_code == 302


def test_the_trail_names_nobody_and_the_log_keeps_its_key(person, keeper):
    erase_person(person=person, by=keeper)

    entry = AuditEntry.objects.get(action="erase")
    assert (entry.actor, entry.person, entry.details) == (keeper, person, {})
    assert AccessLog.objects.filter(user=person, address="10.1.2.3").exists()


@pytest.mark.parametrize("step", ("scrub_imports", "clear_growth", "close_doors", "clear_account"))
def test_a_fall_in_the_middle_leaves_everything(
    person, keeper, media, monkeypatch, django_capture_on_commit_callbacks, step
):
    before, files = everything(), files_with(media, WORDS)
    monkeypatch.setattr(erasure, step, lambda *args, **kwargs: 1 / 0)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        erase_person(person=person, by=keeper)

    assert everything() == before
    assert files_with(media, WORDS) == files


def everything():
    return {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_accounts_merged_into_the_person_go_along(person, keeper):
    old = make_person("bpeng.t.old", None, "บุญเพ็ง", "ทองล้วน", is_active=False)
    User.objects.filter(pk=old.pk).update(closed_because="merged", merged_into=person)

    erase_person(person=person, by=keeper)

    assert again(old).given_name == "อดีตบุคลากร"
    assert places_of(WORDS) == set()


def test_people_of_a_like_name_keep_theirs(person, keeper, plan):
    other = make_person("bpeng.t2", plan.organization, "บุญเพ็ง", "ศรีสุข")
    lists = StaffImport.objects.get()
    row = StaffImportRow.objects.create(staff_import=lists, line=99, cells=["บุญเพ็ง", "ศรีสุข", "bpeng.t2"])

    erase_person(person=person, by=keeper)

    row.refresh_from_db()
    assert (again(other).full_name, row.cells) == ("บุญเพ็ง ศรีสุข", ["บุญเพ็ง", "ศรีสุข", "bpeng.t2"])


def refused(person, by):
    with pytest.raises(ValidationError):
        erase_person(person=person, by=by)
    return again(person).given_name != "อดีตบุคลากร"


def test_who_is_not_erased(person, keeper, plan):
    boss = make_person("boss", plan.organization, is_superuser=True)
    service = make_person("service", None, is_service=True)

    assert refused(keeper, by=keeper)
    assert refused(boss, by=keeper)
    assert refused(service, by=keeper)
    assert not refused(erase_person(person=person, by=keeper), by=keeper)  # a second time


def test_the_last_administrator_stays(person, keeper):
    assert refused(keeper, by=person)


def test_a_superuser_erases_a_superuser(keeper, plan):
    boss, other = (make_person(name, plan.organization, is_superuser=True) for name in ("boss", "other"))

    erase_person(person=other, by=boss)

    assert again(other).is_superuser is False


def test_a_merged_account_is_erased_with_its_person(person, keeper):
    old = make_person("old", None, is_active=False)
    User.objects.filter(pk=old.pk).update(closed_because="merged", merged_into=person)

    assert refused(old, by=keeper)
