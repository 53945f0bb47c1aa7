"""The archive of one's own data: every row of mine, nothing of anybody else, no secret."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, User
from accounts.services import own_data
from accounts.services.own_data import LEFT_OUT, MOST_A_DAY, NEVER, OWN, relations, rows_of
from tests.accounts.test_erasure import WORDS, holds, keeper, media, person, plan  # noqa: F401

pytestmark = pytest.mark.django_db
ADDRESS = "accounts:own_data"


def archive_of(client, who):
    client.force_login(who)
    answer = client.post(reverse(ADDRESS))
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_every_relation_to_a_person_is_decided_on():
    names = set(relations()) | {field.name for field in User._meta.many_to_many}

    assert names == set(OWN) | LEFT_OUT
    assert not set(OWN) & LEFT_OUT


def test_no_secret_is_asked_for():
    named = {column for columns in OWN.values() if columns for column in columns}

    assert not named & NEVER


def test_the_archive_holds_every_row_of_mine(client, person):  # noqa: F811
    client.force_login(person)
    expected = {name: rows_of(person, name).count() for name in OWN}

    archive = archive_of(client, person)

    files = {name: f"{name}.json" for name, number in expected.items() if number}
    held = {name: json.loads(archive.read(file))["count"] for name, file in files.items()}
    assert held == {name: expected[name] for name in files}
    assert len(held) >= 20
    assert json.loads(archive.read("account.json"))["rows"][0]["username"] == "bpeng.t"


def test_the_archive_holds_my_files(client, person):  # noqa: F811
    archive = archive_of(client, person)

    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert sorted(archive.read(name) for name in files) == [b"BPENG-FILE"] * 2
    assert sum(name.endswith(".pdf") for name in files) == 1


def test_the_archive_holds_nothing_of_others(client, person, keeper):  # noqa: F811
    mine, theirs = archive_of(client, person), archive_of(client, keeper)

    others = ("อารี", "รักงาน", "keeper@example.org")
    assert [name for name in mine.namelist() if holds(mine.read(name).decode(errors="ignore"), others)] == []
    assert [
        name for name in theirs.namelist() if holds(theirs.read(name).decode(errors="ignore"), WORDS)
    ] == []


def test_the_archive_holds_no_secret(client, person):  # noqa: F811
    archive = archive_of(client, person)

    text = "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    secrets = (User.objects.get(pk=person.pk).password, "x" * 64, client.session.session_key)
    assert [secret for secret in secrets if secret in text] == []


def test_days_stand_in_both_eras(client, person):  # noqa: F811
    moves = json.loads(archive_of(client, person).read("moves.json"))

    assert moves["rows"][0]["moved_on"] == {"iso": "2025-11-01", "be_year": 2568}


def test_a_file_gone_from_the_store_is_passed_over(client, person):  # noqa: F811
    person.profile.photo.storage.delete(person.profile.photo.name)

    assert archive_of(client, person).testzip() is None


def test_it_is_traced_and_limited(client, person):  # noqa: F811
    for _time in range(MOST_A_DAY):
        archive_of(client, person)

    answer = client.post(reverse(ADDRESS))

    entries = AuditEntry.objects.filter(action="export", actor=person, details__what=own_data.ARCHIVE)
    assert entries.count() == MOST_A_DAY
    assert answer["Location"] == reverse("accounts:own_privacy")


def test_it_is_never_kept_and_never_got(client, person):  # noqa: F811
    client.force_login(person)

    answer = client.post(reverse(ADDRESS))
    answer.getvalue()

    assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse(ADDRESS)).status_code == 405
