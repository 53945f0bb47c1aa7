"""Every page about people and places, opened by those the table of addresses lets in: no fault of access."""

import itertools

import pytest
from django.urls import reverse

from accounts.models import SiteState
from tests.access import ACCESS, ROLES, accounts, development, growth, imports, staff
from tests.access.world import build_world
from tests.browser.places import ONCE_EACH
from tests.browser.reader import PHONE

HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1]))"
SMALL = """() => {
  const things = "a[href], button, select, summary, textarea, input:not([type=hidden]):not(.visually-hidden *)";
  const area = (one) => (/checkbox|radio/.test(one.type) && one.labels[0]) || one;
  const isInText = (one) => one.tagName === "A" && getComputedStyle(one).display === "inline";
  const isSmall = ({ width, height }) => width > 1 && height < 43.5;
  return [...document.querySelectorAll("main :is(" + things + ")")]
    .filter((one) => !isInText(one) && isSmall(area(one).getBoundingClientRect()))
    .map((one) => one.outerHTML.slice(0, 150));
}"""
PARTS = (accounts, development, growth, imports, staff)
READERS = ("visitor", "author", "colleague", "manager", "officer", "administrator")
FILES = ("_xlsx", "_csv", "_docx", "_staff", "_organizations", "_certificate", "_photo", "_wrong", "_outcome")


def is_open(name, role):
    by_get = ACCESS[name][1].split()
    return (by_get * len(ROLES) if len(by_get) == 1 else by_get)[ROLES.index(role)] == "200"


def pages_first_open_to(role):
    """Return the pages the role may open and no reader before it in READERS may."""
    names = [name for part in PARTS for name in part.ACCESS if not name.endswith(FILES)]
    earlier = READERS[: READERS.index(role)]
    return [name for name in names if is_open(name, role) and not any(is_open(name, one) for one in earlier)]


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    SiteState.objects.get_or_create(pk=SiteState.ONLY)
    return build_world()


def look_closer(reader):
    """Look at what the rules leave open: steps between headings, and whether a finger can press everything."""
    levels = reader.page.evaluate(HEADINGS)
    jumps = [one for one, after in itertools.pairwise(levels) if after > one + 1]
    if levels.count(1) != 1 or jumps:
        reader.note([f"headings {levels}"])
    if reader.size == PHONE:
        reader.note(f"hard to press: {one}" for one in reader.page.evaluate(SMALL))


@pytest.mark.parametrize("size, language", ONCE_EACH)
@pytest.mark.parametrize("role", READERS)
def test_pages_of_people_and_places(visit, world, role):
    reader = visit(world.people.get(role))
    names = pages_first_open_to(role)

    answers = {}
    for name in names:
        argument = ACCESS[name][0]
        answers[name] = reader.open(reverse(name, args=[world.things[argument]] if argument else []))
        look_closer(reader)

    assert answers == dict.fromkeys(names, 200)


@pytest.mark.parametrize("size, language", ONCE_EACH)
@pytest.mark.parametrize("role", ("manager", "administrator"))
def test_own_page_with_duties(visit, world, role):
    reader = visit(world.people[role])

    assert {path: reader.open(path) for path in ("/me/", "/people/")} == {"/me/": 200, "/people/": 200}
