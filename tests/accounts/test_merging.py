"""Two accounts of one person: everything follows, nothing is lost, and the wrong ways are refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import (
    AccessLog,
    ActivityDay,
    ApiToken,
    AuditEntry,
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
    DevelopmentActivity,
    DevelopmentPlan,
    Invitation,
    MailChoice,
    Notification,
    OutgoingMail,
    PeriodUser,
    PolicyAcceptance,
    PolicyText,
    PrivacyRequest,
    RoleGrant,
    SkillRecord,
    StaffImport,
    StaffImportRow,
    StaffMove,
    StaffProfile,
    UsagePeriod,
    User,
)
from accounts.models.trail import WriteOnceModel
from accounts.services import grant_role, merge_people, open_period, record, record_use, sync_roles
from accounts.services.merging import relations_to
from knowledge.models import (
    Article,
    Attachment,
    Authorship,
    Comment,
    Follow,
    NextVersion,
    Review,
    TrustedAuthor,
)
from networks.models import NetworkCoordinator, SchoolNetwork
from reports.models import Plan, PlanItem, Target, TargetEvidence
from tests.accounts.finding_rows import finding_of
from tests.accounts.honours_rows import honours_of
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)
# What only lets somebody in does not follow.
CREDENTIALS = (
    "mfa.Authenticator.user",
    "usersessions.UserSession.user",
    "account.EmailAddress.user",
    "accounts.ApiToken.user",
    "accounts.ApiToken.made_by",
    "accounts.ApiToken.revoked_by",
)


@pytest.fixture
def root(office):
    return make_person("root", office, is_superuser=True, is_staff=True)


@pytest.fixture
def administrator(office):
    sync_roles()
    person = make_person("administrator", office, "วีระ", "กล้า")
    grant_role(user=person, role="administrator", organization=office)
    return person


@pytest.fixture
def keep(school):
    return make_person("keep", school, "ปิติ", "ชูใจ")


@pytest.fixture
def drop(other_school):
    return make_person("drop", other_school, "ปีติ", "ชูใจ")


# --- a row in every table ---------------------------------------------------------------------------------------------


def growth_of(person, unit):
    """Make what grows with a person: survey, plan, skill."""
    framework = CompetencyFramework.objects.create(slug=f"f{person.pk}", name="ครู")
    competency = Competency.objects.create(framework=framework, code="1", name="การมุ่งผลสัมฤทธิ์")
    survey = CompetencySurvey.objects.create(
        organization=unit, year=2026, opens_on=TODAY, closes_on=TODAY, opened_by=person
    )
    assessment = CompetencyAssessment.objects.create(
        survey=survey, framework=framework, user=person, organization=unit, confirmed_by=person
    )
    CompetencyRating.objects.create(assessment=assessment, competency=competency, level=3)
    plan = DevelopmentPlan.objects.create(user=person, fiscal_year=2026, organization=unit, signed_by=person)
    DevelopmentActivity.objects.create(plan=plan, competency=competency, priority=1, method="self")
    SkillRecord.objects.create(user=person, skill="it_use", title="อบรม", hours=Decimal("6"))


def paperwork_of(person, unit, other):
    """Make what an office keeps of a person."""
    grant_role(user=person, role="reviewer", organization=unit, by=person)
    SkillRecord.objects.create(
        user=other, skill="it_use", title="อบรม", confirmed_by=person, confirmed_on=TODAY
    )
    StaffMove.objects.create(
        user=person,
        from_organization=other.profile.organization,
        to_organization=unit,
        moved_on=TODAY,
        moved_by=person,
    )
    policy = PolicyText.objects.create(kind="terms", version=1, title="ข้อตกลง", body="-", published_by=person)
    PolicyAcceptance.objects.create(user=person, policy=policy, fiscal_year=2026)
    PrivacyRequest.objects.create(user=person, kind="correction", text="นามสกุล", answered_by=person)
    sheet = StaffImport.objects.create(kind="staff", organization=unit, file_name="ก.csv", created_by=person)
    StaffImportRow.objects.create(staff_import=sheet, line=2, person=person)
    Invitation.objects.create(
        user=person, created_by=person, code_hash="x", used_at=timezone.now(), expires_at=timezone.now()
    )
    User.objects.create(username="older", is_active=False, closed_because="merged", merged_into=person)


def notices_of(person):
    """Make what a person was told, caused and chose."""
    Notification.objects.create(user=person, kind="published", actor=person, path="/articles/1/")
    MailChoice.objects.create(user=person, rhythm="weekly")
    OutgoingMail.objects.create(user=person, subject="ก", body="ข")


def doors_of(person):
    """Make what Django and the packages keep of a person."""
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    Authenticator.objects.create(user=person, type="totp", data={})
    SocialAccount.objects.create(user=person, provider="google", uid="1")
    UserSession.objects.create(user=person, session_key="k", ip="127.0.0.1", user_agent="x")
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=person, content_type=kind, object_id="1", object_repr="x", action_flag=1)
    person.groups.add(Group.objects.create(name="extra"))
    person.user_permissions.add(Permission.objects.first())


def keys_of(person):
    """Make a key of a person, which ends, and one they made for a unit, which follows; both revoked by them."""
    shared = {"made_by": person, "revoked_by": person, "name": "ระบบ", "expires_on": TODAY}
    ApiToken.objects.create(user=person, digest="a", **shared)
    ApiToken.objects.create(organization=person.profile.organization, digest="b", **shared)


def work_of(person, reviewer, unit):
    """Make what a person wrote and looks after."""
    article = published(person, reviewer)
    type(article).objects.filter(pk=article.pk).update(
        published_by=person, reviewer=person, taken_at=timezone.now()
    )
    article.revisions.create(title="ก", by=person, approved_by=person)
    NextVersion.objects.create(article=article, title="ข", edited_by=person)
    TrustedAuthor.objects.create(user=person, organization=unit, given_by=person)
    Attachment.objects.create(
        article=article, name="ก", content_type="text/plain", size=1, uploaded_by=person
    )
    Review.objects.create(article=article, by=person, action="sent")
    network = SchoolNetwork.objects.create(name="เครือข่าย", organization=unit, coordinator=person)
    NetworkCoordinator.objects.create(network=network, user=person, granted_by=person)
    year = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=365)}
    plan = Plan.objects.create(organization=unit, code="p", name="แผน", **year)
    item = PlanItem.objects.create(plan=plan, level="strategy", text="ยุทธศาสตร์")
    target = Target.objects.create(plan=plan, strategy=item, code="1", text="เป้า", due_on=TODAY)
    TargetEvidence.objects.create(target=target, title="คำสั่ง", shown_on=TODAY, added_by=person)
    plan.reviews.create(fiscal_year=2026, reviewed_on=TODAY, reviewed_by=person, findings="ก", changes="ข")


def talk_of(person, other):
    """Make what a person left with an article, kept and followed."""
    article = Article.objects.latest("pk")
    settled = {"hidden_at": timezone.now(), "hidden_by": person}
    comment = Comment.objects.create(article=article, by=person, text="ก", **settled)
    comment.reports.create(by=person, reason="ข", settled_at=timezone.now(), settled_by=person)
    article.thanks.create(by=person)
    article.bookmarks.create(user=person)
    Follow.objects.create(user=person, article=article)
    Follow.objects.create(user=other, person=person)


def rows_of(person):
    """Return how many rows of each table point at the person."""
    found = {}
    for relation in relations_to(User):
        key = f"{relation.related_model._meta.label}.{relation.field.name}"
        found[key] = relation.related_model._base_manager.filter(**{relation.field.name: person}).count()
    return found


def test_everything_follows_and_nothing_is_lost(
    keep, drop, other_reviewer, school, other_school, office, root
):
    sync_roles()
    StaffProfile.objects.filter(user=keep).update(organization=school)
    growth_of(drop, other_school)
    paperwork_of(drop, other_school, root)
    doors_of(drop)
    keys_of(drop)
    notices_of(drop)
    work_of(drop, other_reviewer, office)
    honours_of(drop, office)
    talk_of(drop, root)
    finding_of(drop)
    record_use(user=drop, day=TODAY)
    open_period(starts_on=TODAY, ends_on=TODAY + timedelta(days=30))
    record(action=AuditEntry.Action.EXPORT, by=drop, person=drop)
    AccessLog.objects.create(event="signed_in", user=drop)
    before = rows_of(drop)
    assert [label for label, count in before.items() if not count] == []
    kept = rows_of(keep)

    merge_people(keep=keep, drop=drop, by=root)

    assert {label: count for label, count in rows_of(drop).items() if count} == {}
    after = rows_of(keep)
    doubles = {"accounts.StaffProfile.user": 1, "accounts.User.merged_into": -1}
    lost = {label: kept[label] + before[label] - after[label] - doubles.get(label, 0) for label in before}
    assert {label: count for label, count in lost.items() if count} == dict.fromkeys(CREDENTIALS, 1)
    assert AuditEntry.objects.get(action="export").actor == drop
    assert AccessLog.objects.get().user == drop


def test_write_once_rows_are_left_alone():
    assert not [one for one in relations_to(User) if issubclass(one.related_model, WriteOnceModel)]


# --- doubles ----------------------------------------------------------------------------------------------------------


def test_days_of_use_are_counted_once(keep, drop, root):
    period = open_period(starts_on=TODAY, ends_on=TODAY + timedelta(days=30))
    for person, days in ((keep, (2, 3)), (drop, (1, 2))):
        for day in days:
            record_use(user=person, day=TODAY + timedelta(days=day))

    merge_people(keep=keep, drop=drop, by=root)

    row = PeriodUser.objects.get()
    assert UsagePeriod.objects.get(pk=period.pk).user_count == 1
    assert (row.user, row.first_on.day, row.last_on.day) == (keep, 2, 4)
    assert row.organization == keep.profile.organization
    assert ActivityDay.objects.filter(user=keep).count() == 3


def test_credit_for_one_article_stays_once(keep, drop, reviewer, school, root):
    article = published(keep, reviewer)
    Authorship.objects.create(article=article, user=drop, organization=school, position=2)

    merge_people(keep=keep, drop=drop, by=root)

    assert [credit.user for credit in article.authorships.all()] == [keep]


def test_a_role_held_twice_is_held_once(keep, drop, school, other_school, root):
    sync_roles()
    for person in (keep, drop):
        grant_role(user=person, role="reviewer", organization=school)
    grant_role(user=drop, role="manager", organization=other_school)

    merge_people(keep=keep, drop=drop, by=root)

    held = RoleGrant.objects.filter(user=keep).order_by("role__slug")
    assert [(one.role.slug, one.organization) for one in held] == [
        ("manager", other_school),
        ("reviewer", school),
    ]
    assert sorted(again(keep).groups.values_list("name", flat=True)) == ["manager", "reviewer"]
    assert again(keep).holds("manager")


def test_lines_of_two_plans_of_a_year_stand_in_one(keep, drop, school, root):
    for person, duties in ((keep, ""), (drop, "สอนภาษาไทย")):
        plan = DevelopmentPlan.objects.create(
            user=person, fiscal_year=2026, organization=school, duties=duties
        )
        DevelopmentActivity.objects.create(plan=plan, topic=person.username, priority=1, method="self")

    merge_people(keep=keep, drop=drop, by=root)

    plan = DevelopmentPlan.objects.get()
    assert (plan.user, plan.duties) == (keep, "สอนภาษาไทย")
    assert sorted(line.topic for line in plan.activities.all()) == ["drop", "keep"]


def test_a_skill_confirmed_by_the_other_account_is_confirmed_no_more(keep, drop, reviewer, root):
    for person, by in ((keep, drop), (drop, keep), (drop, reviewer)):
        SkillRecord.objects.create(
            user=person, skill="it_use", title="ก", confirmed_by=by, confirmed_on=TODAY
        )

    merge_people(keep=keep, drop=drop, by=root)

    assert [one.confirmed_by for one in keep.skill_records.order_by("pk")] == [None, None, reviewer]
    assert AuditEntry.objects.get(action="merge_people").details["unconfirmed"] == 2


def test_two_open_requests_become_one_with_both_texts(keep, drop, root):
    PrivacyRequest.objects.create(user=keep, kind="correction", text="ชื่อ")
    PrivacyRequest.objects.create(user=drop, kind="correction", text="นามสกุล", due_on=TODAY)

    merge_people(keep=keep, drop=drop, by=root)

    request = PrivacyRequest.objects.get()
    assert (request.user, request.text, request.due_on) == (keep, "ชื่อ\n\nนามสกุล", TODAY)


def test_gaps_of_the_profile_are_filled(keep, drop, root):
    StaffProfile.objects.filter(user=keep).update(position="ครู")
    StaffProfile.objects.filter(user=drop).update(position="ผู้อำนวยการ", prefix="นาย", phone="0812345678")

    merge_people(keep=keep, drop=drop, by=root)

    profile = StaffProfile.objects.get(user=keep)
    assert (profile.position, profile.prefix, profile.phone) == ("ครู", "นาย", "0812345678")
    assert not StaffProfile.objects.filter(user=drop).exists()


# --- the accounts themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("takes", (True, False))
def test_the_second_account_is_closed_and_frees_its_names(keep, drop, root, takes):
    merge_people(keep=keep, drop=drop, by=root, take_email=takes, take_username=takes)

    closed, kept = again(drop), again(keep)
    assert (closed.is_active, closed.closed_because, closed.merged_into) == (False, "merged", keep)
    assert (closed.email, closed.has_usable_password()) == ("", False)
    name = "drop" if takes else "keep"
    assert (kept.username, kept.email) == (name, f"{name}@example.org")
    assert kept.check_password("secret-word")


def test_the_closed_account_is_signed_out(client, keep, drop, root):
    client.post(reverse("account_login"), {"login": "drop", "password": "secret-word"})
    key = client.session.session_key

    merge_people(keep=keep, drop=drop, by=root)

    assert not client.session.exists(key)


def test_an_unused_code_of_the_closed_account_opens_nothing(keep, drop, root):
    Invitation.objects.create(user=drop, code_hash="x", expires_at=timezone.now() + timedelta(days=9))

    merge_people(keep=keep, drop=drop, by=root)

    assert not Invitation.objects.exists()


# --- wrong ways -------------------------------------------------------------------------------------------------------


def make_wrong(case, keep, drop, administrator):
    """Return keep, drop and who acts, spoiled as the case says."""
    changes = {
        "service": {"is_service": True},
        "erased": {"is_active": False, "closed_because": "erased"},
        "merged": {"is_active": False, "closed_because": "merged"},
        "superuser": {"is_superuser": True},
    }
    User.objects.filter(pk=drop.pk).update(**changes.get(case, {}))
    if case == "not in use":
        User.objects.filter(pk=keep.pk).update(is_active=False, closed_because="invited")
    pairs = {"same": (keep, keep), "last": (keep, administrator), "own": (keep, administrator)}
    first, second = pairs.get(case, (keep, drop))
    return again(first), again(second), administrator if case != "last" else again(keep)


@pytest.mark.parametrize(
    "case", ("same", "service", "erased", "merged", "superuser", "not in use", "last", "own")
)
def test_wrong_ways_are_refused_and_change_nothing(keep, drop, administrator, case):
    first, second, by = make_wrong(case, keep, drop, administrator)
    before = {pk: vars(again(User(pk=pk))) for pk in (first.pk, second.pk)}

    with pytest.raises(ValidationError):
        merge_people(keep=first, drop=second, by=by)

    for pk, values in before.items():
        now = vars(again(User(pk=pk)))
        assert {k: v for k, v in now.items() if k != "_state"} == {
            k: v for k, v in values.items() if k != "_state"
        }
    assert not AuditEntry.objects.filter(action="merge_people").exists()


def test_merging_twice_is_refused(keep, drop, root):
    merge_people(keep=keep, drop=drop, by=root)

    with pytest.raises(ValidationError):
        merge_people(keep=keep, drop=drop, by=root)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_an_administrator_finds_compares_and_merges(client, administrator, keep, drop):
    client.force_login(administrator)
    address = reverse("accounts:people_merge")

    found = client.get(address, {"q": "ชูใจ"}).context["found"]
    page = client.get(address, {"keep": keep.pk, "drop": drop.pk})
    assert again(drop).is_active
    client.post(f"{address}?keep={keep.pk}&drop={drop.pk}", {"confirm": "1", "take_email": "on"})

    assert list(found) == [keep, drop]
    assert page.context["refusal"] == ""
    assert again(drop).closed_because == "merged"
    assert again(keep).email == "drop@example.org"


@pytest.mark.parametrize(
    "query", ({"keep": "x"}, {"keep": "9" * 30, "drop": "-1"}, {"q": "%00"}, {"keep": ""})
)
def test_odd_choices_lead_to_the_search(client, administrator, query):
    client.force_login(administrator)

    assert "found" in client.get(reverse("accounts:people_merge"), query).context


def test_an_administrator_of_one_school_merges_no_one_elsewhere(client, school, keep, drop, office):
    sync_roles()
    local = make_person("local", school)
    grant_role(user=local, role="administrator", organization=school)
    client.force_login(local)
    address = f"{reverse('accounts:people_merge')}?keep={keep.pk}&drop={drop.pk}"
    officer = make_person("officer", school)
    grant_role(user=officer, role="officer", organization=office)

    assert client.post(address, {"confirm": "1"}).status_code == 403
    beyond = f"{reverse('accounts:people_merge')}?keep={keep.pk}&drop={officer.pk}"
    assert client.post(beyond, {"confirm": "1"}).status_code == 403
    assert again(drop).is_active
