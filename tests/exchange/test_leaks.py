"""What never leaves: secrets in any export, and in the public one all that a visitor may not read."""

import json
import os
import uuid

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    AccessLog,
    AuditEntry,
    Invitation,
    Notification,
    OutgoingMail,
    PrivacyRequest,
    StaffProfile,
    User,
)
from kmc.exchange.arriving import import_site
from kmc.exchange.kinds import BY_NAME, columns_of
from kmc.exchange.package import PackageRefused
from knowledge.models import (
    Article,
    Attachment,
    Bookmark,
    Comment,
    NextVersion,
    Revision,
    SavedSearch,
    SearchLog,
    Use,
)
from tests.exchange.places import all_of, exported, lines_in
from tests.knowledge.desk import picture_file

CANARY = "kanari-"
PUBLIC_PARTS = {"organizations", "people", "topics", "articles", "files"}


def held_in(path):
    """Return the canaries that sing in a package."""
    found = all_of(path).split(CANARY.encode())[1:]
    return sorted({piece[:12].decode("utf-8", "replace").split('"')[0] for piece in found})


def canary(name):
    return f"{CANARY}{name}"


@pytest.fixture
def secrets(world):
    """Put a canary into everything that never leaves."""
    author = world.people["author"]
    User.objects.filter(pk=author.pk).update(password=canary("password"))
    now = timezone.now()
    Invitation.objects.update_or_create(
        user=author, defaults={"code_hash": canary("code"), "created_at": now, "expires_at": now}
    )
    AccessLog.objects.create(event="login", user=author, path=canary("log"))
    AuditEntry.objects.create(action="export", details={"what": canary("trail")})
    Notification.objects.create(user=author, kind="published", details={"title": canary("news")}, path="/")
    OutgoingMail.objects.create(user=author, subject=canary("subject"), body=canary("mail"))
    PrivacyRequest.objects.filter(user=author).delete()
    PrivacyRequest.objects.create(user=author, kind="copy", text=canary("privacy"), due_on=now.date())
    SavedSearch.objects.create(user=author, query=canary("search"), title=canary("saved"), told_until=now)
    SearchLog.objects.create(day=now.date(), words=canary("words"), found=0)
    return world


def test_a_whole_export_holds_no_secret(secrets, tmp_path):
    tokens = [token.digest for token in secrets.people["officer"].made_tokens.all()]
    path = exported(tmp_path)

    assert held_in(path) == []
    assert [digest for digest in tokens if digest.encode() in all_of(path)] == []
    assert "password" not in json.dumps(lines_in(path, "people"))


def test_of_people_these_columns_leave_and_no_others():
    """A new column of an account is a decision: here, and in `kinds.py`."""
    names = {field.name for field in columns_of(BY_NAME["people"])}

    assert names == {
        *("username", "email", "given_name", "family_name"),
        *("closed_because", "merged_into", "is_service", "date_joined"),
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_whole_export_is_for_its_owner_alone(world, tmp_path):
    assert exported(tmp_path).stat().st_mode & 0o077 == 0


def test_bookmarks_and_follows_stay(world, tmp_path):
    Bookmark.objects.get_or_create(user=world.people["author"], article_id=world.things["public"])

    names = all_of(exported(tmp_path)).split(b"\n")[:60]

    assert not any(b"bookmark" in name or b"follow" in name or b"token" in name for name in names)


def hide_in_articles(world):
    """Put a canary into every text a visitor may not read."""
    public = Article.objects.get(pk=world.things["public"])
    author = world.people["author"]
    Article.objects.exclude(pk=public.pk).filter(visibility="public").update(
        title=canary("title"), summary=canary("summary"), body=canary("body"), status="draft"
    )
    staff = Article.objects.create(
        title=canary("staff"), body=canary("staffbody"), visibility="staff", status="published",
        organization=public.organization, created_by=author, published_by=author,
        published_at=public.published_at, first_published_at=public.published_at,
        first_published_on=public.first_published_on,
    )  # fmt: skip
    staff.tags.set([canary("keyword")])
    Article.objects.filter(pk=public.pk).update(
        builds_on=staff, source_permission=canary("allowed"), import_key=canary("key")
    )
    NextVersion.objects.all().delete()
    NextVersion.objects.create(article=public, title=canary("next"), edited_by=author)
    Revision.objects.create(article=public, title=canary("aside"), by=author)
    Comment.objects.create(article=public, text=canary("comment"), by=author)
    Use.objects.create(article=public, place=canary("place"), result=canary("result"), by=author)
    return public, staff


def test_a_public_export_tells_nothing_that_is_not_public(secrets, tmp_path):
    public, _staff = hide_in_articles(secrets)
    author = secrets.people["author"]
    User.objects.filter(pk=author.pk).update(username="kanari-name", email="kanari-mail@example.org")
    StaffProfile.objects.filter(user=author).update(
        phone="0811111111", about=canary("about"), position=canary("post")
    )

    path = exported(tmp_path, is_public=True)

    assert held_in(path) == []
    assert b"0811111111" not in all_of(path)
    assert [line["ref"] for line in lines_in(path, "articles")] == [public.pk]
    assert lines_in(path, "articles")[0]["builds_on"] is None
    assert {line["name"] for line in lines_in(path, "people")} == {"author"}


def test_files_of_what_is_not_public_stay(secrets, tmp_path):
    public, staff = hide_in_articles(secrets)
    Attachment.objects.all().delete()
    wanted = keep_picture(secrets, article=public)
    keep_picture(secrets, article=staff, name=canary("staff"))
    keep_picture(secrets, article_id=secrets.things["draft"], name=canary("draft"))
    keep_picture(secrets, name=canary("loose"))
    keep_picture(secrets, next_version=public.next_version, name=canary("waiting"))

    path = exported(tmp_path, is_public=True)

    assert [line["key"] for line in lines_in(path, "files")] == [str(wanted.key)]
    assert held_in(path) == []
    assert all_of(path).count(b"RIFF") == 1


def keep_picture(world, *, name="ก.webp", **held):
    data = picture_file(form="WEBP").read()
    picture = Attachment(
        key=uuid.uuid4(), role="picture", name=name, content_type="image/webp", size=len(data)
    )
    picture.uploaded_by = world.people["author"]
    for column, value in held.items():
        setattr(picture, column, value)
    picture.file.save("x", ContentFile(data))
    return picture


def test_the_public_parts_are_these(world, tmp_path):
    path = exported(tmp_path, is_public=True)

    names = {name.split(b"/")[1].split(b".")[0].decode() for name in all_of(path).split(b"\n")[:5]}
    assert names == PUBLIC_PARTS


def test_a_public_export_does_not_come_in(world, tmp_path):
    path = exported(tmp_path, is_public=True)

    with pytest.raises(PackageRefused) as refused:
        import_site(path=path)
    assert str(refused.value) == _(
        "This is a public export, for other programs. A whole one is needed to come in."
    )
