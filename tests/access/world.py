"""The people and things the table of addresses is asked for."""

from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, RoleGrant, StaffProfile, User
from accounts.services import grant_role, sync_roles
from kmc.lib.years import FiscalYear
from knowledge.models import Article, Attachment, Topic
from knowledge.services import create_draft, discard_draft, publish_article, submit_article
from networks.models import NetworkCoordinator, SchoolNetwork
from networks.services import give_network
from reports.models import Plan, TargetEvidence
from tests.access.api import keys_of, restore_keys
from tests.access.development import development_of, restore_development
from tests.access.files import files_of
from tests.access.growth_world import growth_of, restore_growth
from tests.access.honours_world import honours_of, restore_honours
from tests.access.imports import restore_imports, things_of_imports
from tests.access.leaving import leaving_of
from tests.access.notices import notices_of
from tests.access.privacy_world import privacy_of
from tests.access.review import restore_review, review_of
from tests.access.searching import searches_of
from tests.access.talk import restore_talk, talk_of
from tests.access.versions import restore_versions, versions_of
from tests.access.wanted import restore_wishes, wishes_of


@dataclass
class World:
    """People of every role and one thing of every kind."""

    people: dict[str, User]
    things: dict[str, object]
    sessions: dict[str, str] = field(default_factory=dict)  # role -> the cookie of who is signed in


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make everything once for a file of tests: what one of them changes is rolled back to here."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        world.sessions = {role: session_of(person) for role, person in world.people.items()}
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made_world, db):
    """Everybody and everything, for one test alone."""
    return deepcopy(made_world)


def address_of(name: str, argument: str | tuple, things: dict) -> str:
    """Return the address of a row of the table; some take several arguments."""
    thing = things[argument] if argument else ()
    return reverse(name, args=thing if isinstance(thing, tuple) else [thing])


def session_of(person: User) -> str:
    """Sign the person in. Return what their browser keeps."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def person(username, organization, **fields):
    made = User.objects.create(username=username, given_name=username, **fields)
    StaffProfile.objects.create(user=made, organization=organization)
    return made


def build_world() -> World:
    """Make one person of each role, and one thing of every kind."""
    sync_roles()
    call_command("load_plans", verbosity=0)
    plan = Plan.objects.get(code="kmc-2568")
    office = plan.organization
    school = Organization.objects.create(kind="school", name="โรงเรียนบ้านหนองตาด", parent=office)
    other = Organization.objects.create(kind="school", name="โรงเรียนบ้านโนนสูง", parent=office)
    people = {
        "elsewhere": person("elsewhere", other),
        "colleague": person("colleague", school),
        "author": person("author", school),
        "reviewer": person("reviewer", office),
        "manager": person("manager", school),
        "officer": person("officer", office),
        "administrator": person("administrator", office),
        "superuser": person("superuser", office, is_superuser=True, is_staff=True),
    }
    grant_role(user=people["manager"], role="manager", organization=school)
    for role in ("officer", "administrator"):
        grant_role(user=people[role], role=role, organization=office)
    grant_role(user=people["reviewer"], role="reviewer", organization=school)
    things = things_of(plan, school, people)
    return World(
        people,
        development_of(people, school)
        | things
        | talk_of(things, people)
        | wishes_of(things, people)
        | leaving_of(things, people)
        | files_of(people, things["draft"])
        | review_of(people, school)
        | versions_of(people)
        | honours_of(people, school, things["public"])
        | reviewed_plan_of(office, people)
        | grants_of(plan, school)
        | growth_of(office, people)
        | privacy_of(people)
        | notices_of(people)
        | searches_of(people)
        | keys_of(people)
        | things_of_imports(office, school, people),
    )


def grants_of(plan, school):
    """Give a role and a network to people who have no column in the table."""
    grant = grant_role(user=person("deputy", school), role="reviewer", organization=school)
    network = SchoolNetwork.objects.create(name="เครือข่ายสอง", organization=plan.organization)
    network_grant = give_network(network=network, user=person("leader", school))
    return {
        "grant": grant.pk,
        "grant_row": grant,
        "network_grant": network_grant.pk,
        "network_row": network_grant,
    }


def reviewed_plan_of(office, people):
    """Make a staff development plan with the review of this fiscal year."""
    today = timezone.localdate()
    year = FiscalYear.of(today)
    plan = Plan.objects.create(
        code="staff",
        kind="staff_development",
        name="แผนพัฒนาบุคลากร",
        organization=office,
        state="active",
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    review = plan.reviews.create(
        fiscal_year=year.common_year,
        reviewed_on=today,
        reviewed_by=people["officer"],
        findings="ก",
        changes="ข",
    )
    return {"staff_plan": plan.pk, "plan_review": review.pk}


def things_of(plan, school, people):
    author = people["author"]
    data = {"title": "เรื่องหนึ่ง", "body": "<p>เนื้อหา</p>"}
    draft, waiting, public, put_away = (create_draft(by=author, data=data) for _ in range(4))
    discard_draft(article=put_away, by=author)
    submit_article(article=waiting, by=author)
    submit_article(article=public, by=author)
    publish_article(article=public, by=people["reviewer"])
    file = Attachment(article=draft, name="ก.txt", content_type="text/plain", size=1, uploaded_by=author)
    file.file.save("x", ContentFile(b"x"))
    target = plan.targets.get(code="1.1")
    return {
        "draft": draft.pk,
        "waiting": waiting.pk,
        "put_away": put_away.pk,
        "public": public.pk,
        "file": file.key,
        "colleague": people["colleague"].pk,
        "school": school.pk,
        "code": "AAAAA-AAAAA",
        "network": SchoolNetwork.objects.create(name="เครือข่ายหนึ่ง", organization=plan.organization).pk,
        "topic": Topic.objects.create(name="การอ่าน").pk,
        "plan": plan.pk,
        "target": target.pk,
        "people_target": plan.targets.get(code="1.4").pk,
        "evidence": TargetEvidence.objects.create(
            target=target, title="คำสั่ง", shown_on="2026-01-05", added_by=people["officer"]
        ).pk,
    }


def restore(world):
    """Put the articles back as they were: each role meets the same."""
    restore_growth(world)
    restore_honours(world.things)
    restore_development(world.things)
    restore_imports(world.things)
    restore_talk(world.things)
    restore_review(world.things)
    restore_versions(world.things)
    restore_wishes(world)
    restore_keys(world.things)
    for name, status in (
        ("draft", "draft"),
        ("waiting", "submitted"),
        ("public", "published"),
        ("put_away", "discarded"),
    ):
        Article.objects.filter(pk=world.things[name]).update(status=status)
    for row, model in (("grant_row", RoleGrant), ("network_row", NetworkCoordinator)):
        if not model.objects.filter(pk=world.things[row].pk).exists():
            model.objects.bulk_create([world.things[row]])
    if not TargetEvidence.objects.filter(pk=world.things["evidence"]).exists():
        TargetEvidence.objects.create(
            pk=world.things["evidence"],
            target_id=world.things["target"],
            title="คำสั่ง",
            shown_on="2026-01-05",
            added_by=world.people["officer"],
        )
