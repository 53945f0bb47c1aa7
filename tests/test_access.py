"""Every address × every role: what each gets by GET and by POST. A new address without a row fails."""

from dataclasses import dataclass

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Organization, StaffProfile, User
from accounts.services import grant_role, sync_roles
from knowledge.models import Article, Attachment, Topic
from knowledge.services import create_draft, publish_article, submit_article
from networks.models import SchoolNetwork
from reports.models import Plan, TargetEvidence

ROLES = ("visitor", "elsewhere", "colleague", "author", "reviewer", "officer", "administrator", "superuser")
SIGN_IN = "in"  # sent to the sign-in page

# name: (argument, GET for each role in order, POST for each role in order). One word stands for all.
ACCESS = {
    "home": ("", "200", "405"),
    "preferences": ("", "405", "302"),
    "healthz": ("", "200", "405"),
    "gallery": ("", "200", "405"),
    "javascript_catalog": ("", "200", "405"),
    "accounts:person_list": ("", "in 200 200 200 200 200 200 200", "405"),
    "accounts:person_detail": ("colleague", "404 200 200 200 200 200 200 200", "405"),
    "accounts:person_photo": ("colleague", "404", "405"),
    "accounts:me": ("", "in 200 200 200 200 200 200 200", "405"),
    "accounts:profile_edit": ("", "in 200 200 200 200 200 200 200", "in 302 302 302 302 302 302 302"),
    "accounts:organization_list": ("", "200", "405"),
    "accounts:organization_detail": ("school", "200", "405"),
    "networks:network_list": ("", "200", "405"),
    "networks:network_detail": ("network", "200", "405"),
    "knowledge:article_list": ("", "200", "405"),
    "knowledge:article_detail": ("draft", "404 404 404 200 404 404 404 200", "405"),
    "knowledge:topic_list": ("", "200", "405"),
    "knowledge:topic_detail": ("topic", "200", "405"),
    "knowledge:feed": ("", "200", "200"),
    "knowledge:article_create": ("", "in 200 200 200 200 200 200 200", "in 302 302 302 302 302 302 302"),
    "knowledge:article_edit": ("draft", "in 404 404 200 404 404 404 200", "in 404 404 302 404 404 404 302"),
    "knowledge:article_submit": ("draft", "in 405 405 405 405 405 405 405", "in 404 404 302 404 404 404 403"),
    "knowledge:article_discard": (
        "draft",
        "in 404 404 200 404 404 404 200",
        "in 404 404 302 404 404 404 302",
    ),
    "knowledge:my_articles": ("", "in 200 200 200 200 200 200 200", "in 405 405 405 405 405 405 405"),
    "knowledge:review_queue": ("", "in 403 403 403 200 403 403 200", "in 405 405 405 405 405 405 405"),
    "knowledge:article_publish": (
        "waiting",
        "in 405 405 405 405 405 405 405",
        "in 404 404 403 302 404 404 302",
    ),
    "knowledge:article_return": (
        "waiting",
        "in 405 405 405 405 405 405 405",
        "in 404 404 403 200 404 404 200",
    ),
    "knowledge:article_withdraw": (
        "public",
        "in 403 403 200 200 403 403 200",
        "in 403 403 200 200 403 403 200",
    ),
    "knowledge:article_history": (
        "public",
        "in 403 403 200 200 403 403 200",
        "in 405 405 405 405 405 405 405",
    ),
    "knowledge:picture_upload": ("", "405", "401 400 400 400 400 400 400 400"),
    "knowledge:attachment": ("file", "404 404 404 200 404 404 404 200", "405"),
    "knowledge:article_cover": ("draft", "404", "405"),
    "reports:target_list": ("", "200", "405"),
    "reports:target_detail": ("target", "200", "405"),
    "reports:target_rows_xlsx": ("people_target", "in 403 403 403 403 200 403 200", "405"),
    "reports:target_rows_csv": ("people_target", "in 403 403 403 403 200 403 200", "405"),
    "reports:evidence_create": (
        "target",
        "in 403 403 403 403 200 403 200",
        "in 403 403 403 403 200 403 200",
    ),
    "reports:evidence_remove": (
        "evidence",
        "in 403 403 403 403 200 403 200",
        "in 403 403 403 403 302 403 302",
    ),
    "reports:plan_list": ("", "200", "405"),
    "reports:plan_detail": ("plan", "200", "405"),
    "admin:index": ("", "302 302 302 302 302 302 200 200", "302 302 302 302 302 302 200 200"),
}


@dataclass
class World:
    """People of every role and one thing of every kind."""

    people: dict[str, User]
    things: dict[str, object]


def person(username, organization, **fields):
    made = User.objects.create(username=username, given_name=username, **fields)
    StaffProfile.objects.create(user=made, organization=organization)
    return made


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
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
        "officer": person("officer", office),
        "administrator": person("administrator", office),
        "superuser": person("superuser", office, is_superuser=True, is_staff=True),
    }
    for role in ("officer", "administrator"):
        grant_role(user=people[role], role=role, organization=office)
    grant_role(user=people["reviewer"], role="reviewer", organization=school)
    return World(people, things_of(plan, school, people))


def things_of(plan, school, people):
    author = people["author"]
    data = {"title": "เรื่องหนึ่ง", "body": "<p>เนื้อหา</p>"}
    draft, waiting, public = (create_draft(by=author, data=data) for _ in range(3))
    submit_article(article=waiting, by=author)
    submit_article(article=public, by=author)
    publish_article(article=public, by=people["reviewer"])
    file = Attachment(article=draft, name="ก.txt", content_type="text/plain", size=1, uploaded_by=author)
    file.file.save("x", ContentFile(b"x"))
    target = plan.targets.get(code="1.1")
    return {
        "draft": draft.pk,
        "waiting": waiting.pk,
        "public": public.pk,
        "file": file.key,
        "colleague": people["colleague"].pk,
        "school": school.pk,
        "network": SchoolNetwork.objects.create(name="เครือข่ายหนึ่ง", organization=plan.organization).pk,
        "topic": Topic.objects.create(name="การอ่าน").pk,
        "plan": plan.pk,
        "target": target.pk,
        "people_target": plan.targets.get(code="1.4").pk,
        "evidence": TargetEvidence.objects.create(
            target=target, title="คำสั่ง", shown_on="2026-01-05", added_by=people["officer"]
        ).pk,
    }


def answer(response) -> str:
    """Return the status as the table writes it."""
    if response.status_code == 302 and "/account/login/" in response["Location"]:
        return SIGN_IN
    return str(response.status_code)


def asked(client, world, role, name, argument, method):
    """Return what the role gets, with nothing remembered from earlier requests."""
    caches["default"].clear()
    client.logout()
    if role != "visitor":
        client.force_login(world.people[role])
    address = reverse(name, args=[world.things[argument]] if argument else [])
    response = getattr(client, method)(address)
    if response.streaming:
        response.getvalue()  # reading a file to its end closes it
    return answer(response)


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ("get", "post"))
def test_address_answers_each_role_as_the_table_says(client, world, name, method):
    argument, by_get, by_post = ACCESS[name]
    expected = (by_get if method == "get" else by_post).split()
    expected = expected * len(ROLES) if len(expected) == 1 else expected

    answers = []
    for role in ROLES:
        answers.append(asked(client, world, role, name, argument, method))
        if method == "post":
            restore(world)

    assert " ".join(answers) == " ".join(expected)


def restore(world):
    """Put the articles back as they were: each role meets the same."""
    for name, status in (("draft", "draft"), ("waiting", "submitted"), ("public", "published")):
        Article.objects.filter(pk=world.things[name]).update(status=status)
    if not TargetEvidence.objects.filter(pk=world.things["evidence"]).exists():
        TargetEvidence.objects.create(
            pk=world.things["evidence"],
            target_id=world.things["target"],
            title="คำสั่ง",
            shown_on="2026-01-05",
            added_by=world.people["officer"],
        )


def named_addresses(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_a_row():
    ours = {
        name
        for name in named_addresses(get_resolver())
        if not name.startswith(("admin:", "account_"))  # Django's and allauth's own, tested by them
    }

    assert ours - set(ACCESS) == set()
