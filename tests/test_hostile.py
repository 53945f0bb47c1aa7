"""Every form and parameter with what people should not send: a clear answer, never a crash, never live markup."""

from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import Article
from tests.pressing import FORM, forms_of, press, tried

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
# Each of these in one field alone; every value in all fields at once.
TELLING = ("nothing", "no UTF-8", "20 digits", "markup", "search words")

# role: the pages whose forms are sent
FORMS = {
    "visitor": ("/account/login/", "/account/password/reset/"),
    "colleague": ("/articles/{public}/", "/comments/{comment}/report/"),
    "author": ("/me/profile/", "/account/password/change/", "/articles/new/", "/articles/{draft}/edit/"),
    "reviewer": ("/articles/{waiting}/", "/articles/{public}/withdraw/", "/articles/{public}/edit/"),
    "officer": ("/targets/{target}/evidence/new/", "/evidence/{evidence}/remove/"),
    "manager": ("/organizations/{school}/import/",),
    "administrator": (
        "/organizations/{office}/import/",
        "/organizations/new/",
        "/organizations/{school}/edit/",
        "/organizations/{school}/move/",
    ),
}
# role: lists with their parameters
LISTS = {
    "visitor": {
        "/articles/": "q kind topic organization tag year network author sort page",
        "/organizations/": "q kind district size status page",
        "/targets/": "plan",
        "/targets/{target}/": "organization page",
        "/account/login/": "next",
    },
    "author": {
        "/people/": "q page",
        "/me/articles/": "page",
        "/me/saved/": "q part removed page",
        "/articles/{public}/": "comment comments",
        "/articles/": "q tag page",
        "/account/logout/": "next",
    },
    "reviewer": {"/reviews/": "page", "/reviews/comments/": "page"},
    "officer": {
        "/targets/{people_target}/": "organization page",
        "/targets/{people_target}/rows.csv": "organization",
        "/targets/{people_target}/rows.xlsx": "organization",
    },
    "administrator": {
        "/organizations/new/": "parent",
        "/organizations/{school}/merge/": "into ended_on",
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


def enter(client, world, role):
    if role != "visitor":
        client.force_login(world.people[role])


def bad(faults):
    """Return what went wrong of all that was tried."""
    assert len(faults) > 10
    return {tried: fault for tried, fault in faults.items() if fault}


@pytest.mark.parametrize("role", FORMS)
def test_forms_take_anything(client, world, role):
    enter(client, world, role)
    faults = {}
    for page in FORMS[role]:
        for form in forms_of(client, page.format(**world.things)):
            others = set(form.values) - form.written
            for name, value in VALUES.items():
                for names in filter(None, (form.written, others)):
                    faults[form.action, name, len(names)] = press(client, form, names, value)

    assert bad(faults) == {}


@pytest.mark.parametrize("role", LISTS)
def test_parameters_take_anything(client, world, role):
    enter(client, world, role)
    faults = {}
    for page, words in LISTS[role].items():
        names = words.split()
        queries = [urlencode(dict.fromkeys(names, value)) for value in SHORT.values()]
        queries += [urlencode({name: VALUES[key]}) for name in names for key in TELLING]
        queries += [f"{name}=1&{name}=2&{name}[]=3&{name}[a]=4" for name in names]
        queries.append(f"{names[0]}={'a' * 200_000}")
        for query in queries:
            faults[page, query[:200]] = tried(client, "get", f"{page.format(**world.things)}?{query}")

    assert bad(faults) == {}


def test_paths_may_hold_anything(client, world):
    client.force_login(world.people["superuser"])

    assert bad({path: tried(client, "get", path) for path in PATHS}) == {}


def test_cookies_may_hold_anything(client, world):
    faults = {}
    for cookie in ("kmc_language", "kmc_theme", "kmc_session", "kmc_csrf", "messages"):
        for name, value in SHORT.items():
            for text in (value.decode("latin-1"), quote(value)):
                headers = {"cookie": f"{cookie}={text}"}
                faults[cookie, name, text[:20]] = tried(client, "get", "/account/login/", headers=headers)

    assert bad(faults) == {}


def test_bodies_of_other_kinds_are_refused_or_ignored(client, world):
    client.force_login(world.people["superuser"])
    kinds = ("application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/xml", "")
    pages = ("/preferences/", "/articles/new/", "/uploads/pictures/", "/admin/knowledge/topic/add/")
    body = b'{"title": ["a"], --x\xff'

    faults = {
        (page, kind): tried(client, "post", page, body, content_type=kind) for page in pages for kind in kinds
    }

    assert bad(faults) == {}


def test_files_may_be_anything(client, world):
    client.force_login(world.people["author"])
    names = ("..\\../a.png", "ก" * 300 + ".jpg", "\u202egnp.exe", "=cmd.csv", "..pdf", "a\r\nb: c.pdf")
    contents = (b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n\x00", b"%PDF-", b"PK\x03\x04")
    fields = {"file": "/uploads/pictures/", "photo": "/me/profile/", "cover": "/articles/new/"}
    fields["files"] = "/articles/new/"

    faults = {
        (field, name, content): tried(client, "post", page, {field: SimpleUploadedFile(name, content)})
        for field, page in fields.items()
        for name in names
        for content in contents
    }

    assert bad(faults) == {}


def admin_address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def admin_forms(client, world):
    """Yield the forms of the administration: adding, changing, a new password."""
    pages = [f"/admin/accounts/user/{world.people['author'].pk}/password/"]
    for model, office in admin.site._registry.items():
        first = model.objects.first()
        pages += [admin_address(model, "change", first.pk)] if first else []
        pages += (
            [] if isinstance(office, ReadOnlyAdmin) or model is Article else [admin_address(model, "add")]
        )
    for page in pages:
        yield from forms_of(client, page)


def test_forms_of_the_administration_take_anything(client, world):
    client.force_login(world.people["superuser"])
    faults = {}
    for form in admin_forms(client, world):
        others = set(form.values) - form.written
        for name in ("no UTF-8", "20 digits"):
            faults[form.action, name] = press(client, form, form.written, VALUES[name])
        faults[form.action, "others"] = press(client, form, others, VALUES["20 digits"])

    assert bad(faults) == {}
    assert ("/admin/reports/plan/add/", "20 digits") in faults


def filter_name(named):
    """Return what a filter reads from the address: it is named, a pair, or a class of its own."""
    if isinstance(named, str):
        return named
    return getattr(named, "parameter_name", None) or named[0]


def test_lists_of_the_administration_take_anything(client, world):
    client.force_login(world.people["superuser"])
    faults = {}
    for model, office in admin.site._registry.items():
        page = admin_address(model, "changelist")
        filters = [filter_name(one) for one in office.list_filter]
        names = ["o", "p", "_to_field", "id__exact", *(f"{name}__exact" for name in filters)]
        queries = [urlencode({name: VALUES["20 digits"]}) for name in names]
        queries += [urlencode({"q": VALUES[name]}) for name in ("NUL", "no UTF-8", "markup")]
        for query in queries:
            faults[page, query] = tried(client, "get", f"{page}?{query}")
        for name in ("20 digits", "nothing", "markup"):
            chosen = urlencode({"action": "delete_selected", "_selected_action": VALUES[name], "index": "0"})
            faults[page, name] = tried(client, "post", page, chosen, content_type=FORM)

    assert bad(faults) == {}


def test_the_look_up_of_the_administration_takes_anything(client, world):
    client.force_login(world.people["superuser"])
    usual = {"app_label": "knowledge", "model_name": "article", "field_name": "organization", "term": ""}
    address, faults = reverse("admin:autocomplete"), {}
    for name in (*usual, "page"):
        for key in TELLING:
            query = urlencode(usual | {name: VALUES[key]})
            faults[name, key] = tried(client, "get", f"{address}?{query}")

    assert bad(faults) == {}
