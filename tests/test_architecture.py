"""House rules that a machine can check."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LAYERS = ("accounts", "networks", "knowledge", "reports")
CODE = [
    path
    for layer in ("kmc", *LAYERS)
    for path in (ROOT / layer).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
# An import map and data for scripts are no code; both carry a nonce or a JSON type.
ALLOWED_INLINE = re.compile(r"<script[^>]*(?:nonce=|type=\"application/json\")|<style[^>]*nonce=")
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy"}


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def forbidden_for(path):
    """Return the packages a file may not import: those above its own."""
    parts = path.relative_to(ROOT).parts
    if parts[:2] == ("kmc", "lib"):
        return LAYERS
    if parts[0] in LAYERS:
        return LAYERS[LAYERS.index(parts[0]) + 1 :]
    return ()


def told(paths, faults_of):
    """Return the files with faults, by their place in the project."""
    found = {str(path.relative_to(ROOT)): list(faults_of(path)) for path in paths}
    return {name: faults for name, faults in found.items() if faults}


def test_imports_go_down_only():
    def wrong(path):
        return {module.split(".")[0] for module in imported_modules(path)} & set(forbidden_for(path))

    assert told(CODE, wrong) == {}


def test_templates_hold_no_inline_code():
    def inline(path):
        tags = INLINE.findall(path.read_text(encoding="utf-8"))
        return [tag for tag in tags if not ALLOWED_INLINE.match(tag)]

    assert told(TEMPLATES, inline) == {}


def test_modules_say_what_they_are():
    sources = {path: path.read_text(encoding="utf-8") for path in CODE}
    spoken = [path for path, source in sources.items() if path.name != "__init__.py" or source.strip()]

    assert [path for path in spoken if not ast.get_docstring(ast.parse(sources[path]))] == []


def is_gettext(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT


def test_no_translated_text_stands_within_an_f_string():
    """`makemessages` does not look into them."""

    def unread(path):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        strings = [node for node in tree if isinstance(node, ast.JoinedStr)]
        return [node.lineno for string in strings for node in ast.walk(string) if is_gettext(node)]

    assert told(CODE, unread) == {}


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): length
        for path in CODE
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_no_module_is_a_drawer():
    drawers = {"utils.py", "helpers.py", "common.py"}

    assert [path for path in CODE if path.name in drawers] == []


def test_tests_that_commit_put_back_what_was_there():
    """Else the next one finds an emptied database, or doubles of what Django makes by itself."""
    marks = re.compile(r"django_db\([^)]*transaction=True[^)]*\)")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for mark in marks.findall(path.read_text(encoding="utf-8"))
        if "serialized_rollback=True" not in mark
    ]

    assert found == []
