"""Every page of the site, on a phone and a desk: no fault of access, nothing wider than the screen."""

import pytest

from tests.browser.reader import PHONE

PUBLIC = (
    "/",
    "/articles/",
    "/articles/?q=การอ่าน",
    "/articles/?q=ฟฟฟฟฟฟ",
    "/articles/{article}/",
    "/topics/",
    "/topics/{topic}/",
    "/topics/map/",
    "/wanted/",
    "/wanted/new/?q=การอ่าน",
    "/networks/",
    "/networks/{network}/",
    "/organizations/",
    "/organizations/{school}/",
    "/people/",
    "/people/{person}/",
    "/targets/",
    "/targets/{counted}/",
    "/targets/{uncounted}/",
    "/plans/",
    "/plans/{plan}/",
    "/account/login/",
    "/account/password/reset/",
    "/api/v1/docs/",
    "/gallery/",
)
TEACHER = (
    "/me/",
    "/me/profile/",
    "/me/articles/",
    "/me/tokens/",
    "/articles/new/",
    "/articles/{draft}/edit/",
    "/articles/{draft}/discard/",
    "/account/password/change/",
    "/account/logout/",
)
REVIEWER = (
    "/reviews/",
    "/articles/{waiting}/",
    "/articles/{waiting}/history/",
    "/reviews/trusted/",
    "/articles/{article}/withdraw/",
    "/articles/{article}/archive/",
    "/articles/{article}/merge/",
    "/articles/{article}/file/",
)
OFFICER = ("/targets/{counted}/", "/targets/{uncounted}/evidence/new/", "/topics/{topic}/need/")


def opened(reader, paths, ids):
    return {path: reader.open(path.format(**ids)) for path in paths}


def test_public_pages(visit, ids):
    answers = opened(visit(), PUBLIC, ids)

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("size", (PHONE,))
def test_public_pages_in_english(visit, ids):
    answers = opened(visit(language="en"), PUBLIC[:-1:2], ids)

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("name, paths", (("teacher", TEACHER), ("reviewer", REVIEWER), ("officer", OFFICER)))
def test_pages_of_staff(visit, office, ids, name, paths):
    answers = opened(visit(getattr(office, name)), paths, ids)

    assert set(answers.values()) == {200}


def test_error_pages(visit, office):
    reader = visit(office.teacher)

    answers = opened(reader, ("/articles/999999/", "/reviews/"), {})

    assert list(answers.values()) == [404, 403]
    reader.faults = [fault for fault in reader.faults if "Failed to load resource" not in fault]
