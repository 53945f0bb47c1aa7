"""Broken and evil packages: refused with a sentence, with nothing written."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from accounts.models import RoleGrant, User
from kmc.exchange.arriving import import_site
from kmc.exchange.package import PackageRefused
from knowledge.models import Article, Attachment, Comment
from tests.exchange.places import as_lines, emptied, exported, lines_in, repacked


@pytest.fixture
def package(world, tmp_path):
    return exported(tmp_path)


def refusal_of(path):
    """Return the sentence, and make sure that nothing came in."""
    before = (User.objects.count(), Article.objects.count())
    with pytest.raises(PackageRefused) as refused:
        import_site(path=path, with_roles=True)
    assert (User.objects.count(), Article.objects.count()) == before
    return str(refused.value)


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.mark.parametrize("data", (b"", b"PK\x03\x04", b"no archive", b"\x00" * 5000))
def test_what_is_no_archive_is_refused(db, tmp_path, data):
    path = tmp_path / "broken.zip"
    path.write_bytes(data)

    assert refusal_of(path)
    with pytest.raises(CommandError):
        call_command("import_site", str(path))


def test_a_cut_and_a_scratched_archive_are_refused(package, tmp_path):
    data = package.read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(data[: len(data) // 2])
    assert refusal_of(path)

    with zipfile.ZipFile(package) as archive:
        middle = archive.getinfo("data/people.jsonl").header_offset + 100
    path.write_bytes(
        data[:middle] + bytes(byte ^ 255 for byte in data[middle : middle + 40]) + data[middle + 40 :]
    )
    assert refusal_of(path)


def test_another_version_and_another_format_are_refused(package, tmp_path):
    manifest = manifest_of(package)
    for changes in ({"version": 2}, {"format": "else"}, {"parts": [{"path": "x"}]}, {"parts": 7}):
        path = repacked(
            package,
            tmp_path / "x.zip",
            {"manifest.json": json.dumps(manifest | changes).encode()},
            true_digests=False,
        )
        assert refusal_of(path)
    for content in (b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000):
        assert refusal_of(
            repacked(package, tmp_path / "x.zip", {"manifest.json": content}, true_digests=False)
        )


def test_a_changed_part_is_refused(package, tmp_path):
    changed = as_lines(*lines_in(package, "people")[:-1])

    path = repacked(package, tmp_path / "x.zip", {"data/people.jsonl": changed}, true_digests=False)

    assert "data/people.jsonl" in refusal_of(path)


@pytest.mark.parametrize(
    "name",
    (
        "../evil.txt", "/etc/evil", "files/../../evil", "files\\..\\evil", "C:/evil", "files/a//b", "data/../x.jsonl",
        "files/.hidden", "files/a\u202eb", "evil.py", "files/",
    ),
)  # fmt: skip
def test_names_that_leave_their_folder_are_refused(package, tmp_path, name):
    assert refusal_of(repacked(package, tmp_path / "x.zip", {name: b"x"}))


def test_links_and_the_same_name_twice_are_refused(package, tmp_path):
    path = repacked(package, tmp_path / "x.zip", {})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("files/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal_of(path)

    path = repacked(package, tmp_path / "y.zip", {})
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("data/people.jsonl", b"")
    assert refusal_of(path)


def test_a_bomb_is_refused(package, tmp_path):
    assert refusal_of(repacked(package, tmp_path / "x.zip", {"files/bomb": bytes(20 * 1024**2)}))


def test_an_endless_line_is_refused(package, tmp_path):
    line = b'{"ref":"' + bytes(range(33, 90)) * 200_000 + b'"}\n'

    assert refusal_of(repacked(package, tmp_path / "x.zip", {"data/keywords.jsonl": line}))


LINES = (
    b"no json\n",
    b"[]\n",
    b"7\n",
    b"\xff\xfe\n",
    b"[" * 50_000 + b"\n",
    b'{"username": {"a": 1}}\n',
    b'{"username": "\\ud800\\u0000x", "given_name": "a\\u0000b"}\n',
    b'{"username": "abcdef", "given_name": "x", "date_joined": "never"}\n',
    b'{"username": "abcdef", "given_name": "x", "date_joined": [1]}\n',
    b'{"username": "abcdef", "given_name": "x", "email": "no address"}\n',
    b'{"username": 99999999999999999999, "given_name": "' + b"x" * 5000 + b'"}\n',
    b'{"ref": {"a": 1}, "username": ""}\n',
)


def test_lines_that_are_none_are_refused_one_by_one(package, tmp_path):
    emptied()
    good = as_lines({"ref": "good", "username": "good.one", "given_name": "ดี"})
    path = repacked(package, tmp_path / "x.zip", {"data/people.jsonl": b"".join(LINES) + good})

    outcome = import_site(path=path)

    assert outcome.refused["people"] == len(LINES)
    assert [user.username for user in User.objects.all()] == ["good.one"]


def test_articles_with_evil_values_are_made_harmless_or_refused(package, tmp_path):
    lines = lines_in(package, "articles")
    emptied()
    first, second, third, fourth = lines[:4]
    first |= {
        "body": "<p onclick=x>ดี<script>alert(1)</script></p>",
        "keywords": [["x"], "ก\x00", 7],
        "reads": -5,
    }
    second |= {"kind": "evil", "number": 99999999999999999999}
    third |= {"status": "published", "published_by": None}
    fourth |= {"authors": [{"person": {"a": 1}}, 7, {"name": ["x"]}], "number": True, "topic": ["no", "such"]}
    path = repacked(
        package, tmp_path / "x.zip", {"data/articles.jsonl": as_lines(first, second, third, fourth)}
    )

    outcome = import_site(path=path)

    assert outcome.refused["articles"] == 2
    assert outcome.new_numbers == 1
    made = Article.objects.get(form_token=first["form_token"])
    assert (made.body, list(made.tags.names())) == ("<p>ดี</p>", ["ก"])


def test_files_that_are_not_what_they_say_stay_out(package, tmp_path):
    lines = [line | {"content_type": "text/html"} for line in lines_in(package, "files")]
    emptied()
    path = repacked(package, tmp_path / "x.zip", {"data/files.jsonl": as_lines(*lines)})

    outcome = import_site(path=path)

    assert outcome.refused["files"] == len(lines)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "file",
    (
        {"path": "files/none", "size": 1, "sha256": ""}, {"path": "../x"}, {"path": 7}, [], "x",
        {"path": "manifest.json", "size": 10, "sha256": "x"}, {"path": "files/" + "a" * 9000},
    ),
)  # fmt: skip
def test_files_that_are_not_there_stay_out(package, tmp_path, file):
    line = lines_in(package, "files")[0] | {"file": file}
    emptied()

    outcome = import_site(path=repacked(package, tmp_path / "x.zip", {"data/files.jsonl": as_lines(line)}))

    assert outcome.refused["files"] == 1


def test_nobody_here_is_given_a_role_or_another_address(package, tmp_path):
    lines = [
        line | {"email": "evil@example.org"}
        for line in lines_in(package, "people")
        if line["username"] == "author"
    ]
    office = lines_in(package, "organizations")[0]["ref"]
    granted = {"user": "colleague", "role": "administrator", "organization": office}
    roles = [*lines_in(package, "roles"), granted]
    changes = {"data/people.jsonl": as_lines(*lines), "data/roles.jsonl": as_lines(*roles)}
    before = (RoleGrant.objects.count(), User.objects.get(username="author").email)

    import_site(path=repacked(package, tmp_path / "x.zip", changes))

    assert (RoleGrant.objects.count(), User.objects.get(username="author").email) == before


def test_what_hangs_on_a_refused_row_is_refused(package, tmp_path):
    count = len(lines_in(package, "comments"))
    emptied()

    outcome = import_site(path=repacked(package, tmp_path / "x.zip", {"data/articles.jsonl": b""}))

    assert outcome.refused["comments"] == count > 0
    assert not Comment.objects.exists()
