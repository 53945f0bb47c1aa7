"""The commands of the exchange say clearly what they did, and what they do not do."""

import json
import os
import zipfile

import pytest
from django.core.management import CommandError

from kmc.exchange.kinds import BY_NAME
from kmc.exchange.leaving import steps_up
from knowledge.models import Article, Attachment
from tests.exchange import blogs
from tests.exchange.places import as_lines, emptied, exported, lines_in, repacked, written


@pytest.mark.parametrize("name", ("whole.txt", "nowhere/whole.zip"))
def test_an_export_needs_a_good_name(db, tmp_path, name):
    with pytest.raises(CommandError):
        written("export_site", tmp_path / name)


def test_an_export_writes_over_nothing(db, tmp_path):
    path = tmp_path / "whole.zip"
    path.write_bytes(b"something dear")

    with pytest.raises(CommandError, match="there already"):
        written("export_site", path)

    assert path.read_bytes() == b"something dear"
    assert os.listdir(tmp_path) == ["whole.zip"]


def test_an_export_that_fails_leaves_nothing_behind(world, tmp_path, monkeypatch):
    def fail(kind, number):
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        exported(tmp_path, say=fail)

    assert os.listdir(tmp_path) == []


def test_an_export_says_what_is_gone_from_the_store(world, tmp_path):
    kept = Attachment.objects.exclude(article=None).first()
    kept.file.storage.delete(kept.file.name)

    output, errors = written("export_site", tmp_path / "whole.zip")

    assert "files are gone from the store" in errors
    assert f"  articles: {Article.objects.count()}" in output
    assert "personal data" in output


def test_an_import_names_every_refused_line(world, tmp_path):
    package = exported(tmp_path)
    lines = lines_in(package, "articles")
    lines[1]["kind"] = "evil"
    emptied()
    path = repacked(package, tmp_path / "x.zip", {"data/articles.jsonl": as_lines(*lines)})

    output, errors = written("import_site", path)

    assert "articles:2: kind:" in errors
    assert f"  articles: {len(lines) - 1} made" in output
    assert "wait for their invitation" in output


def test_an_import_needs_a_file(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        written("import_site", tmp_path / "none.zip")


@pytest.mark.parametrize(
    "options",
    ({"author": "nobody"}, {"media": "/nowhere"}, {"organization": "ไม่มี"}, {"publish": "nobody"}),
)
def test_a_blog_needs_people_and_places_that_are_there(teacher, tmp_path, options):
    path = tmp_path / "blog.xml"
    path.write_text(blogs.wxr(blogs.item()), encoding="utf-8")

    with pytest.raises(CommandError):
        written("import_wordpress", path, **({"author": "teacher"} | options))


def test_a_blog_goes_to_the_unit_that_is_named(teacher, other_school, tmp_path):
    path = tmp_path / "blog.xml"
    path.write_text(blogs.wxr(blogs.item()), encoding="utf-8")

    other_school.smis_code = "34059999"
    other_school.save()

    written("import_wordpress", path, author="teacher", organization="34059999")

    article = Article.objects.get(import_key="wordpress:krubanna.example.com:11")
    assert article.organization == other_school


def test_what_stands_above_comes_first():
    assert steps_up(BY_NAME["topics"])[-2:] == ["parent__parent", "parent"]


def test_the_manifest_says_what_is_in_the_package(world, tmp_path):
    with zipfile.ZipFile(exported(tmp_path)) as archive:
        manifest = json.loads(archive.read("manifest.json"))

    counts = {part["kind"]: part["rows"] for part in manifest["parts"]}
    assert (manifest["format"], manifest["version"], manifest["scope"]) == ("kmc-exchange", 1, "whole")
    assert counts["articles"] == Article.objects.count()
