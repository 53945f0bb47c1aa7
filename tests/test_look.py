"""The look keeps its promises: contrast, weight, tokens only, every component in the gallery."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from kmc.templatetags.look import door, initial

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
SHEETS = sorted((STATIC / "css").glob("*.css"))
TEXT, SOFT, LARGE = 7.0, 4.5, 3.0
PAIRS = [
    *[("ink", paper, TEXT) for paper in ("paper", "paper-raised", "paper-sunk", "mark", "accent-wash")],
    *[("ink", f"{tone}-wash", TEXT) for tone in ("leaf", "amber", "danger")],
    *[("ink-soft", paper, SOFT) for paper in ("paper", "paper-raised", "paper-sunk")],
    *[("accent", paper, SOFT) for paper in ("paper", "paper-raised", "paper-sunk", "accent-wash")],
    *[("accent-strong", paper, SOFT) for paper in ("paper", "accent-wash")],
    *[
        (tone, paper, SOFT)
        for tone in ("leaf", "amber", "danger")
        for paper in ("paper", f"{tone}-wash", "paper-raised")
    ],
    *[("on-accent", fill, SOFT) for fill in ("accent-fill", "accent-fill-hover")],
    ("on-danger", "danger-fill", SOFT),
    *[("rule-strong", paper, LARGE) for paper in ("paper", "paper-raised")],
    *[("focus", paper, LARGE) for paper in ("paper", "paper-raised", "paper-sunk")],
]


def tokens_of(selector: str) -> dict[str, str]:
    """Return the colours set by the rule with this selector."""
    text = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    block = text.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", block))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_contrast_of_every_pair_of_tokens(theme):
    tokens = tokens_of(f'[data-theme="{theme}"]')

    poor = {
        (a, b): round(contrast(tokens[a], tokens[b]), 2)
        for a, b, least in PAIRS
        if contrast(tokens[a], tokens[b]) < least
    }

    assert poor == {}


def test_dark_by_choice_and_dark_by_system_are_the_same():
    assert tokens_of('[data-theme="dark"]') == tokens_of(':root:not([data-theme="light"])')


@pytest.mark.parametrize(
    "sheet", [one for one in SHEETS if one.name not in ("tokens.css", "print.css")], ids=lambda one: one.name
)
def test_style_sheet_names_tokens_only(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)

    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", text) == []
    assert re.findall(r"word-break:\s*break-all|font-style:\s*italic|letter-spacing:\s*(?!0)\S", text) == []


def test_first_load_weight():
    faces = sum(path.stat().st_size for path in STATIC.glob("vendor/noto-*/*.woff2"))
    texts = [
        STATIC / "css" / f"{name}.css"
        for name in ("tokens", "base", "prose", "frame", "components", "pages", "print")
    ]
    texts += [STATIC / "img" / "icons.svg", STATIC / "img" / "favicon.svg", STATIC / "js" / "site.js"]
    packed = sum(len(gzip.compress(path.read_bytes())) for path in texts)

    assert faces + packed <= 125_000  # the page itself has the rest of the 150 KB


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_names_its_parameters(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"{{# {path.stem}: ")
    assert len(lines) <= 40


def test_gallery_shows_every_component(client):
    response = client.get("/gallery/")

    used = {
        Path(one.name).stem for one in response.templates if one.name and one.name.startswith("components/")
    }
    assert {path.stem for path in COMPONENTS} - used == set()
    assert "UNDEFINED_TEMPLATE_VARIABLE" not in response.content.decode()


def test_server_error_page_needs_nothing():
    assert "<h1" in render_to_string("500.html")


@pytest.mark.parametrize(
    "path, entry",
    (
        ("/articles/12/", "articles"),
        ("/targets/", "targets"),
        ("/", ""),
        ("", ""),
        ("/articlesx/", ""),
        ("/admin/", ""),
    ),
)
def test_door_names_the_menu_entry(path, entry):
    assert door(path) == entry


@pytest.mark.parametrize(
    "name, letter", (("เกตุแก้ว", "ก"), ("ไพลิน", "พ"), ("สุดา", "ส"), ("somsak", "S"), ("", ""), ("เ", ""))
)
def test_initial_is_the_first_consonant(name, letter):
    assert initial(name) == letter
