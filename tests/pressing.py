"""Forms as a browser sends them: read from the page, some fields replaced, posted as raw bytes."""

from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.core.cache import caches
from django.db import transaction

FORM = "application/x-www-form-urlencoded"
ON_THE_FRAME = ("/preferences/", "/account/logout/", "/admin/logout/")  # forms of every page
WRITTEN = ("text", "email", "url", "search", "tel", "number", "password", "textarea")


@dataclass
class Form:
    """A form of a page: where it goes, what it would send, which fields are typed into."""

    action: str
    values: dict = field(default_factory=dict)
    written: set = field(default_factory=set)


class FormReader(HTMLParser):
    """Collects the forms of a page that are sent by POST, and markup that runs."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.live, self.name, self.is_inside = [], [], None, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        links = [found.get(name) or "" for name in ("href", "src", "action", "formaction")]
        is_script = tag == "script" and not {"src", "nonce", "type"} & set(found)
        runs = any(name.startswith("on") for name in found) or any(is_script_link(link) for link in links)
        if tag == "x-live" or is_script or runs:
            self.live.append(tag)
        if tag == "form":
            self.forms.append(
                Form(found.get("action") or "") if found.get("method", "").lower() == "post" else None
            )
        elif self.forms and self.forms[-1]:
            self.take(tag, found)

    def take(self, tag, found):
        """Note what the field would send."""
        form, name = self.forms[-1], found.get("name")
        kind = found.get("type", "text") if tag == "input" else tag
        if name and tag in ("input", "textarea", "select"):
            is_off = kind in ("checkbox", "radio") and "checked" not in found
            form.values.setdefault(name, None)
            if tag == "input" and not is_off and kind not in ("file", "submit"):
                form.values[name] = found.get("value", "on" if kind == "checkbox" else "")
            if kind in WRITTEN:
                form.written.add(name)
            self.name, self.is_inside = name, tag == "textarea"
        elif tag == "option" and "selected" in found:
            form.values[self.name] = found.get("value", "")

    def handle_data(self, text):
        if self.is_inside:
            self.forms[-1].values[self.name] = (self.forms[-1].values[self.name] or "") + text

    def handle_endtag(self, tag):
        self.is_inside = self.is_inside and tag != "textarea"
        if tag == "form" and self.forms:
            self.forms.append(None)


def is_script_link(link):
    return link.strip().lower().startswith(("javascript:", "data:text"))


def forms_of(client, address):
    """Return the page's own forms, each with its address."""
    reader = FormReader(client.get(address).content.decode())
    forms = [form for form in reader.forms if form and form.action not in ON_THE_FRAME]
    for form in forms:
        form.action = form.action if form.action.startswith("/") else address
        form.values.pop("csrfmiddlewaretoken", None)
    return forms


def fault_of(response):
    """Return what is wrong with an answer, or ""."""
    if response.status_code >= 500:
        return str(response.status_code)
    page = b"" if response.streaming and response.getvalue() else getattr(response, "content", b"")
    is_ours = not response.request["PATH_INFO"].startswith("/admin/")
    if is_ours and b"UNDEFINED_TEMPLATE_VARIABLE" in page:
        return "undefined variable"
    is_page = response.headers.get("Content-Type", "").startswith(("text/html", "application/atom"))
    return "live markup" if is_page and FormReader(page.decode()).live else ""


def tried(client, method, address, *arguments, **options):
    """Ask, take back whatever was written, and return what is wrong with the answer."""
    caches["default"].clear()
    client.raise_request_exception = False
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        fault = fault_of(getattr(client, method)(address, *arguments, **options))
        transaction.set_rollback(True)
    client.cookies = cookies
    return fault


def press(client, form, names, value):
    """Send the form with these fields replaced; return what is wrong with the answer."""
    fields = {name: kept for name, kept in form.values.items() if kept is not None}
    return tried(
        client, "post", form.action, urlencode(fields | dict.fromkeys(names, value)), content_type=FORM
    )
