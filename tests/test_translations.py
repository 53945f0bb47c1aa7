"""The Thai is complete: the catalogue against the sources, the pages against stray words of the other language."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest

from accounts.models import Organization, User
from kmc.middleware import LANGUAGE_COOKIE
from reports.models import Plan, PlanItem
from tests.access import ACCESS, ROLES
from tests.access.world import address_of

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "kmc" / "locale" / "th" / "LC_MESSAGES"
SOURCES = ("kmc", "accounts", "networks", "knowledge", "reports", "templates", "static/js")
DOMAINS = {
    "django": [],
    "djangojs": ["--domain=djangojs"],
}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z](?![a-zA-Z])|\{\w*\}|</?\w+")
THAI = re.compile(r"[\u0e01-\u0e5b]+")
LATIN = re.compile(r"[A-Za-z]{2,}")  # a single letter stands for a picture of somebody
ADDRESS = re.compile(r"\S+@\S+|https?://\S*|testserver/\S*|\S+\.(?:txt|go\.th\S*)")
CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")  # of a certificate

# What stands in Latin letters in Thai text too: names of programs, file kinds, licences, terms the glossary keeps.
LATIN_WORDS = set(
    "KMC KM PLC LINE SMIS SAR PDF Word Excel PowerPoint OpenDocument JPEG PNG MP CSV MB KB AI DLTV NT "
    "Best Practice CC BY NC ND Control Command Mac UTF JSON XLSX DOCX ID Plan Unicode Windows Google Microsoft Authenticator Aegis QR JavaScript https somchai xlsx pdf zip docx doc "
    "Office YouTube SA OBEC AWARDS Alt Escape Tab API Atom RSS OAI PMH Dublin Core OpenSearch XML".split()
)
FOR_PROGRAMMERS = {"api_docs"}  # full of the interface's own names
DJANGO_WORDS = {"Search", "True", "False"}  # descriptions of icons that Django itself does not translate

# allauth's and Django's own pages; ours come from the table of addresses
PAGES = {
    "account_login": ("", "visitor"),
    "account_reset_password": ("", "visitor"),
    "account_reset_password_done": ("", "visitor"),
    "account_signup": ("", "visitor"),
    "account_change_password": ("", "author"),
    "account_logout": ("", "author"),
    "admin:index": ("", "superuser"),
    "admin:knowledge_article_changelist": ("", "superuser"),
    "admin:knowledge_article_change": ("public", "superuser"),
    "admin:knowledge_topic_add": ("", "superuser"),
    "admin:knowledge_review_changelist": ("", "superuser"),
    "admin:accounts_user_changelist": ("", "superuser"),
    "admin:accounts_user_add": ("", "superuser"),
    "admin:accounts_user_change": ("colleague", "superuser"),
    "admin:auth_user_password_change": ("colleague", "superuser"),
    "admin:accounts_organization_changelist": ("", "superuser"),
    "admin:reports_plan_change": ("plan", "superuser"),
    "usersessions_list": ("", "author"),
    "admin:accounts_auditentry_changelist": ("", "superuser"),
    "admin:accounts_accesslog_changelist": ("", "superuser"),
    "admin:accounts_rolegrant_changelist": ("", "superuser"),
    "admin:accounts_staffimport_changelist": ("", "superuser"),
    "admin:accounts_policytext_changelist": ("", "superuser"),
    "admin:accounts_privacyrequest_changelist": ("", "superuser"),
    "admin:accounts_competencyframework_changelist": ("", "superuser"),
}
NOT_OURS_TO_SAY = {"gallery", "healthz", "javascript_catalog"}  # samples in both languages, a word, a script
BUSIEST_FIRST = ("manager", "author", "superuser", "officer", "visitor")


def pages_of_the_table():
    """Return every page somebody may open, with who opens it."""
    for name, (argument, by_get, _by_post) in ACCESS.items():
        answers = by_get.split() * (len(ROLES) if " " not in by_get else 1)
        openers = [role for role in BUSIEST_FIRST if answers[ROLES.index(role)] == "200"]
        if openers and name not in NOT_OURS_TO_SAY:
            yield name, (argument, openers[0])


PAGES |= dict(pages_of_the_table())


# --- The catalogue -------------------------------------------------------------------------------


def entries(domain):
    return polib.pofile(CATALOGUES / f"{domain}.po")


def thai_of(entry):
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_is_complete(domain):
    catalogue = entries(domain)

    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_says_what_the_text_says(domain):
    compiled = polib.mofile(CATALOGUES / f"{domain}.mo")

    written = {(entry.msgctxt, entry.msgid): thai_of(entry) for entry in entries(domain)}

    assert {(entry.msgctxt, entry.msgid): thai_of(entry) for entry in compiled} == written


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_tags_are_kept(domain):
    lost = [
        entry.msgid
        for entry in entries(domain)
        for thai in thai_of(entry)
        if set(PLACEHOLDER.findall(thai)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]

    assert lost == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_thai_is_written_as_the_office_writes(domain):
    unfit = re.compile("(?<!ขอบ)คุณ(?!ภาพ|วุฒิ|ธรรม|สมบัติ|ลักษณะ|ค่า)|ครับ|ค่ะ|โปรด|ํา|เเ|[\u200b\ufeff\xa0]")

    assert [thai for entry in entries(domain) for thai in thai_of(entry) if unfit.search(thai)] == []


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """Return the catalogues `makemessages` writes from the sources as they are, in a copy of them."""
    if not shutil.which("xgettext"):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("gettext is not installed")
    copy = tmp_path_factory.mktemp("sources")
    for source in SOURCES:
        shutil.copytree(
            ROOT / source, copy / source, ignore=shutil.ignore_patterns("fonts", "*.mo", "vendor")
        )
    shutil.copy(ROOT / "manage.py", copy)
    environment = os.environ | {"KMC_ENV_FILE": os.devnull, "KMC_DATA_DIR": str(copy / "data")}
    for options in DOMAINS.values():
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--locale=th", "--no-location", *options],
            cwd=copy,
            env=environment | {"DJANGO_SETTINGS_MODULE": "kmc.settings"},
            check=True,
            capture_output=True,
        )
    return copy / CATALOGUES.relative_to(ROOT)


@pytest.mark.parametrize("domain", DOMAINS)
def test_extraction_finds_nothing_new(extracted, domain):
    found = {
        (entry.msgctxt, entry.msgid)
        for entry in polib.pofile(extracted / f"{domain}.po")
        if not entry.obsolete
    }

    kept = {(entry.msgctxt, entry.msgid) for entry in entries(domain)}

    assert sorted(found - kept, key=str) == []  # write the Thai of these
    assert sorted(kept - found, key=str) == []  # nobody says these any more


# --- The pages -----------------------------------------------------------------------------------


class Words(HTMLParser):
    """Collect what a page says, in texts and in the attributes that are read out; skip other languages."""

    SAID = ("aria-label", "placeholder", "title", "alt", "data-confirm", "data-cancel", "data-offline")
    VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
    UNSAID = {"script", "style", "code", "svg", "title", "textarea"}

    def __init__(self, language, within=None):
        super().__init__()
        self.language, self.within = language, within
        self.open, self.said = [], []

    @property
    def is_heard(self):
        unheard = any(tag in self.UNSAID or lang not in ("", self.language) for tag, lang in self.open)
        inside = self.within is None or any(tag in self.within for tag, lang in self.open)
        return inside and not unheard

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.open.append((tag, given.get("lang") or ""))
        names = [*self.SAID, "value"] if given.get("type") in ("submit", "button") else self.SAID
        if self.is_heard:
            self.said += [given[name] for name in names if given.get(name)]
        if tag in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.is_heard and data.strip():
            self.said.append(data.strip())


def strays(response, *, language, letters, allowed, within=None):
    """Return what the page says in the other language's letters. A file is no page."""
    if not response.headers["Content-Type"].startswith("text/html"):
        return []
    page = Words(language, within)
    page.feed(response.content.decode())
    return [
        said
        for said in page.said
        if set(letters.findall(ADDRESS.sub("", CODE.sub("", said)))) - allowed
        and not said.startswith(("{", "<"))
    ]


def opened(client, world, name, language):
    argument, role = PAGES[name]
    client.logout()
    if role != "visitor":
        client.force_login(world.people[role])
    client.cookies[LANGUAGE_COOKIE] = language
    response = client.get(address_of(name, argument, world.things))
    assert response.status_code == 200
    if response.streaming:
        response.getvalue()
    return response


@pytest.fixture
def latin_words(world):
    """Return the words that may stand in Latin letters: the glossary's, the plans', the people's names."""
    plans = [
        *PlanItem.objects.values_list("text", flat=True),
        *PlanItem.objects.values_list("description", flat=True),
    ]
    plans += Plan.objects.values_list("source", flat=True)
    people = set(User.objects.values_list("given_name", flat=True))
    return LATIN_WORDS | DJANGO_WORDS | people | {"English", *LATIN.findall(" ".join(plans))}


@pytest.fixture
def thai_words(world, settings):
    """Return the words of the office's own names, which no language changes."""
    names = [settings.KMC_SITE_NAME, *Organization.objects.values_list("name", flat=True)]
    names += Organization.objects.values_list("short_name", flat=True)
    names += Plan.objects.values_list("name", flat=True)
    names += ["เรื่องหนึ่ง", "การอ่าน", "เครือข่ายหนึ่ง", "เครือข่ายสอง", "ก.xlsx", "อบรม", "เรื่องเดิม"]
    names += ["แผน.pdf", "ครูผู้สอนยอดเยี่ยม", "ได้ผลหรือไม่", "ตารางสอนครูสามคน"]
    return set(THAI.findall(" ".join(names)))


def test_pages_in_thai_say_nothing_in_english(client, world, latin_words):
    found = {
        name: strays(opened(client, world, name, "th"), language="th", letters=LATIN, allowed=latin_words)
        for name in PAGES
        if name not in FOR_PROGRAMMERS
    }

    assert {name: said for name, said in found.items() if said} == {}


def test_pages_in_english_have_no_thai_around_their_content(client, world, thai_words):
    frame = {"header", "footer", "nav", "button", "label", "legend", "summary", "th", "dt"}

    found = {
        name: strays(
            opened(client, world, name, "en"), language="en", letters=THAI, allowed=thai_words, within=frame
        )
        for name in PAGES
        if not name.startswith("admin:")
    }

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "address, role, status",
    (
        ("/articles/?q=ไม่มีคำนี้แน่นอนเลย", "author", 200),
        ("/nowhere/", "author", 404),
        ("/reviews/", "author", 403),
    ),
)
def test_refusals_in_thai_say_nothing_in_english(client, world, latin_words, address, role, status):
    client.force_login(world.people[role])

    response = client.get(address)

    assert response.status_code == status
    assert strays(response, language="th", letters=LATIN, allowed=latin_words) == []
