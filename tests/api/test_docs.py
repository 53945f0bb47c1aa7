"""The page about the interface: made from the description, in the reader's language, nothing from elsewhere."""

import re

import pytest

from kmc.api.schema import described

ADDRESS = "/api/v1/docs/"


def page_in(client, language):
    client.cookies["kmc_language"] = language
    return client.get(ADDRESS)


@pytest.mark.parametrize("language", ("th", "en"))
def test_it_names_every_address_and_parameter(client, db, language):
    page = page_in(client, language).content.decode()

    assert "UNDEFINED_TEMPLATE_VARIABLE" not in page
    for path, methods in described()["paths"].items():
        assert path in page
        assert all(f"<code>{one['name']}</code>" in page for one in methods["get"]["parameters"])


def test_its_links_within_lead_somewhere(client, db):
    page = page_in(client, "en").content.decode()

    targets = set(re.findall(r'href="#([^"]+)"', page)) - {"content"}
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert len(targets) >= 10


def test_its_examples_work(client, db):
    page = page_in(client, "en").content.decode()

    paths = re.findall(r"curl (?:-H [^\n]+? )?&quot;http://testserver([^&]*(?:&amp;[^&]+)*)&quot;", page)
    answers = {path: client.get(path.replace("&amp;", "&")).status_code for path in paths}
    assert len(answers) >= 13
    assert {status for path, status in answers.items() if "/1" not in path} == {200}


def test_it_loads_nothing_from_elsewhere_and_runs_nothing(client, db):
    answer = page_in(client, "th")

    loaded = re.findall(r'(?:src|<link[^>]+href)="([^"]+)"', answer.content.decode())
    assert all(one.startswith("/") for one in loaded)
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_visitors_get_a_kept_page(client, db):
    first = client.get(ADDRESS)

    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
