"""A browser for all tests, and a small office built by the real services for each."""

import os
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from accounts.models import Organization, SiteState
from accounts.services import grant_role, sync_roles
from knowledge.models import Topic
from knowledge.services import create_draft
from knowledge.services.topics import ensure_topics
from networks.models import SchoolNetwork
from reports.models import Plan
from tests.browser.memory import made_once
from tests.browser.places import administrator, head, manager, other_school  # noqa: F401
from tests.browser.reader import DESKTOP, PHONE, Reader
from tests.browser.writing import writer  # noqa: F401
from tests.knowledge.desk import make_person, published, submitted

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BODY = "<h2>ที่มา</h2><p>ครูทุกคนอยากเห็นเด็กรักการอ่านตั้งแต่ชั้นประถม จึงชวนกันเล่าเรื่องหน้าเสาธง</p>"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """Keep SQLite in a file: the server's threads need connections of their own."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("site") / "kmc.sqlite3")


@pytest.fixture(scope="session")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver keeps an event loop in this thread
    with sync_playwright() as driver:
        path = os.environ.get("KMC_CHROMIUM", "/usr/bin/chromium")
        chromium = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=(PHONE, DESKTOP))
def size(request):
    return request.param


@pytest.fixture
def language():
    return "th"


@pytest.fixture
def visit(browser, live_server, size, language):
    """Return a maker of readers. At the end none of them may have met a fault."""
    readers = []

    def make(person=None, **options):
        reader = Reader(browser, live_server.url, size, **{"language": language, **options})
        readers.append(reader)
        if person:
            reader.sign_in(person)
        return reader

    yield make
    faults = [fault for reader in readers for fault in reader.faults]
    for reader in readers:
        reader.context.close()
    assert faults == []


@pytest.fixture
def office(transactional_db, settings, tmp_path):
    """An office with its plan, a school, and one person in each part."""
    settings.MEDIA_ROOT = tmp_path
    for cache in (caches["default"], caches["pages"]):
        cache.clear()
    return made_once("office", make_office)


def make_office():
    SiteState.objects.get_or_create(pk=SiteState.ONLY)
    sync_roles()
    call_command("load_plans", verbosity=0)
    ensure_topics()
    plan = Plan.objects.get(code="kmc-2568")
    school = Organization.objects.create(kind="school", name="โรงเรียนบ้านน้ำยืน", parent=plan.organization)
    people = {name: make_person(name, school, given=name) for name in ("teacher", "colleague", "reviewer")}
    people["officer"] = make_person("officer", plan.organization, given="officer")
    people["admin"] = make_person("admin", plan.organization, given="admin", is_staff=True, is_superuser=True)
    grant_role(user=people["reviewer"], role="reviewer", organization=school)
    grant_role(user=people["officer"], role="officer", organization=plan.organization)
    return SimpleNamespace(plan=plan, school=school, **people)


@pytest.fixture
def library(office):
    """Published articles, more than a page of them, in which the searched word stands mid-sentence."""
    return made_once("library", lambda: make_library(office))


def make_library(office):
    topic = Topic.objects.categories().in_order().first()
    kinds = ("best_practice", "research", "manual")
    return [
        published(
            office.colleague,
            office.reviewer,
            title=f"เรื่องเล่าจากห้องเรียนที่ {number}",
            body=BODY,
            kind=kinds[number % 3],
            topic=topic,
            tags=["ห้องเรียนสุขใจ"],
        )
        for number in range(1, 23)
    ]


@pytest.fixture
def waiting(office):
    """An article that waits for the reviewer."""
    return submitted(office.teacher, title="หนังสือเล่มเล็กของเด็กหญิงมะลิ", body=BODY)


@pytest.fixture
def ids(office, library, waiting):
    """Return the ids that stand in the addresses of pages."""
    draft = create_draft(by=office.teacher, data={"title": "ร่างแรก", "body": BODY})
    network = SchoolNetwork.objects.create(name="เครือข่ายน้ำยืน", organization=office.plan.organization)
    network.schools.add(office.school)
    return {
        "article": library[0].pk,
        "waiting": waiting.pk,
        "draft": draft.pk,
        "topic": library[0].topic_id,
        "network": network.pk,
        "school": office.school.pk,
        "person": office.colleague.pk,
        "plan": office.plan.pk,
        "counted": office.plan.targets.counted().first().pk,
        "uncounted": office.plan.targets.filter(goal=None).first().pk,
    }
