"""Every form and parameter with what people should not send: a clear answer, never a crash, never live markup."""

from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge.models import Article
from tests.pressing import FORM, fault_of, forms_of, press, tried
from tests.test_access import world  # noqa: F401

VALUES = {
    "nothing": b"",
    "NUL": b"a\x00b",
    "half a surrogate": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\xe0\xb8",
    "20 digits": b"9" * 20,
    "20 digits below zero": b"-" + b"9" * 20,
    "5,000 digits": b"9" * 5000,
    "Thai digits": "๑๒๓".encode(),
    "no number": b"1e400",
    "3,000 marks": ("ก" + "\u0e49" * 3000).encode(),
    "1 MB": b"x" * 1_000_000,
    "markup": b"\"'><x-live onclick=alert(1)><script>alert(1)</script>",
    "script link": b"javascript:alert(1)",
    "formula": b"=cmd|' /C calc'!A0",
    "new lines": b"a\r\nSet-Cookie: x=1\r\nBcc: x@example.org",
    "emoji family": "👨‍👩‍👧‍👦".encode(),
    "29 February B.E.": "29 ก.พ. 2568".encode(),
    "year zero": b"0000-00-00",
    "JSON": b'{"a": [1]}',
    "template": b"{% x %}{{ y }}%(a)s{0}",
    "search words": b"\" NEAR( * & | ! ' : \\ -",
    "broken address": b"http://[::1",
    "backwards": "\u202ecba\uffff".encode(),
}
SHORT = {name: value for name, value in VALUES.items() if len(value) < 2000}  # what fits into an address

# role: the pages whose forms are sent
FORMS = {
    "visitor": ("/account/login/", "/account/password/reset/"),
    "author": ("/me/profile/", "/account/password/change/", "/articles/new/", "/articles/{draft}/edit/"),
    "reviewer": ("/articles/{waiting}/", "/articles/{public}/withdraw/", "/articles/{public}/edit/"),
    "officer": ("/targets/{target}/evidence/new/", "/evidence/{evidence}/remove/"),
}
# role: lists with their parameters
LISTS = {
    "visitor": {
        "/articles/": "q kind topic organization tag year network author sort page",
        "/organizations/": "q kind district page",
        "/targets/": "plan",
        "/targets/{target}/": "organization page",
        "/account/login/": "next",
    },
    "author": {"/people/": "q page", "/me/articles/": "page", "/articles/": "q tag page", "/account/logout/": "next"},
    "reviewer": {"/reviews/": "page"},
    "officer": {
        "/targets/{people_target}/": "organization page",
        "/targets/{people_target}/rows.csv": "organization",
        "/targets/{people_target}/rows.xlsx": "organization",
    },
}
PATHS = (
    "/articles/%00/",
    "/articles/%FF/",
    "/articles/๑/",
    f"/articles/{'9' * 18}/",
    f"/articles/{'9' * 20}/",
    "/%ED%A0%80/",
    f"/{'ก' * 2000}/",
    "/files/00000000-0000-0000-0000-000000000000/",
    f"/people/{'9' * 18}/photo/",
    "/static/%00",
    "/static/..%2f..%2fkmc%2fsettings.py",
    "/admin/accounts/user/%00/change/",
    f"/admin/accounts/user/{'9' * 20}/change/",
    f"/admin/r/{'9' * 20}/{'9' * 20}/",
    "/admin/jsi18n/?language=%FF",
)


def enter(client, world, role):  # noqa: F811
    if role != "visitor":
        client.force_login(world.people[role])


@pytest.mark.parametrize("role", FORMS)
def test_forms_take_anything(client, world, role):  # noqa: F811
    enter(client, world, role)
    faults = {}
    for page in FORMS[role]:
        for form in forms_of(client, page.format(**world.things)):
            for name, value in VALUES.items():
                for names in (form.written, set(form.values) - form.written, form.values):
                    faults[form.action, name, len(names)] = press(client, form, names, value)

    assert {key: fault for key, fault in faults.items() if fault} == {}
    assert len(faults) > 20


@pytest.mark.parametrize("role", LISTS)
def test_parameters_take_anything(client, world, role):  # noqa: F811
    enter(client, world, role)
    faults = {}
    for page, names in LISTS[role].items():
        for name in names.split():
            queries = {key: urlencode({name: value}) for key, value in SHORT.items()}
            queries["endless"] = f"{name}={'a' * 200_000}"
            queries["twice"] = f"{name}=1&{name}=2&{name}[]=3&{name}[a]=4"
            for key, query in queries.items():
                faults[page, name, key] = tried(client, "get", f"{page.format(**world.things)}?{query}")

    assert {key: fault for key, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("path", PATHS)
def test_paths_may_hold_anything(client, world, path):  # noqa: F811
    client.force_login(world.people["superuser"])

    assert tried(client, "get", path) == ""


@pytest.mark.parametrize("cookie", ("kmc_language", "kmc_theme", "kmc_session", "kmc_csrf", "messages"))
def test_cookies_may_hold_anything(client, world, cookie):  # noqa: F811
    faults = {}
    for name, value in SHORT.items():
        for text in (value.decode("latin-1"), quote(value)):
            headers = {"cookie": f"{cookie}={text}"}
            faults[name] = [tried(client, "get", page, headers=headers) for page in ("/", "/account/login/")]

    assert faults == dict.fromkeys(SHORT, ["", ""])


@pytest.mark.parametrize("kind", ("application/json", "multipart/form-data; boundary=x", "text/xml", ""))
def test_bodies_of_other_kinds_are_refused_or_ignored(client, world, kind):  # noqa: F811
    client.force_login(world.people["superuser"])
    pages = ("/account/login/", "/preferences/", "/articles/new/", "/uploads/pictures/", "/admin/knowledge/topic/add/")

    faults = [tried(client, "post", page, b'{"title": ["a"], --x\xff', content_type=kind) for page in pages]

    assert faults == [""] * len(pages)


@pytest.mark.parametrize("name", ("..\\../a.png", "ก" * 300 + ".jpg", "\u202egnp.exe", "=cmd.csv", "..pdf", "a\r\nb: c.pdf"))
@pytest.mark.parametrize("content", (b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n\x00", b"%PDF-", b"PK\x03\x04"))
def test_files_may_be_anything(client, world, name, content):  # noqa: F811
    client.force_login(world.people["author"])
    file = {"file": "/uploads/pictures/", "photo": "/me/profile/", "cover": "/articles/new/", "files": "/articles/new/"}

    faults = [
        tried(client, "post", page, {field: SimpleUploadedFile(name, content), "title": "ก"})
        for field, page in file.items()
    ]

    assert faults == [""] * len(file)


def admin_pages(client, world):  # noqa: F811
    """Yield the pages of the administration that hold a form: adding, changing, a new password."""
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_add")
        first = model.objects.first()
        if first is not None:
            yield reverse(f"{base}_change", args=[first.pk])
    yield f"/admin/accounts/user/{world.people['author'].pk}/password/"


def test_forms_of_the_administration_take_anything(client, world):  # noqa: F811
    client.force_login(world.people["superuser"])
    faults = {}
    for page in admin_pages(client, world):
        if client.get(page).status_code != 200:
            continue
        for form in forms_of(client, page):
            for name, value in VALUES.items():
                faults[page, name] = press(client, form, form.written, value)
            others = [key for key in form.values if key not in form.written]
            for key in others:
                faults[page, key] = press(client, form, [key], VALUES["20 digits"]) or press(client, form, [key], b"x")

    assert {key: fault for key, fault in faults.items() if fault} == {}


def test_lists_of_the_administration_take_anything(client, world):  # noqa: F811
    client.force_login(world.people["superuser"])
    faults = {}
    for model, office in admin.site._registry.items():
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        filters = [name if isinstance(name, str) else name[0] for name in office.list_filter]
        exact = [f"{name}__exact" for name in filters] + [f"{name}__id__exact" for name in filters]
        for name in ("q", "o", "p", "all", "_to_field", "_popup", "id__exact", "pk__in", *exact):
            for key in ("NUL", "no UTF-8", "20 digits", "markup", "nothing"):
                faults[page, name, key] = tried(client, "get", f"{page}?{urlencode({name: VALUES[key]})}")
        for key, value in VALUES.items():
            body = {"action": "delete_selected", "_selected_action": value, "index": "0"}
            faults[page, "chosen", key] = tried(client, "post", page, urlencode(body), content_type=FORM)

    assert {key: fault for key, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("name", ("app_label", "model_name", "field_name", "term", "page"))
def test_the_look_up_of_the_administration_takes_anything(client, world, name):  # noqa: F811
    client.force_login(world.people["superuser"])
    usual = {"app_label": "knowledge", "model_name": "article", "field_name": "organization", "term": "", "page": "1"}

    faults = {
        key: tried(client, "get", f"{reverse('admin:autocomplete')}?{urlencode(usual | {name: value})}")
        for key, value in SHORT.items()
    }

    assert faults == dict.fromkeys(SHORT, "")
