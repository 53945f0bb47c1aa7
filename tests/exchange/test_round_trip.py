"""A whole site goes out, comes into an empty portal, and is the same there."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import F

from accounts.models import AuditEntry, RoleGrant, SiteState, User
from kmc.exchange.arriving import import_site
from kmc.exchange.kinds import BY_MODEL, KINDS, LEFT_OUT, WITHIN_ARTICLES
from knowledge.models import (
    Article,
    Attachment,
    NextVersion,
    PublicRecord,
    PublishedTotal,
    ReadTotal,
    SearchDocument,
    SearchTerm,
    Synonym,
    Topic,
)
from knowledge.services import edit_published
from tests.exchange.places import emptied, exported, lines_in, told, written
from tests.knowledge.desk import picture_file

OURS = ("accounts", "networks", "knowledge", "reports")


@pytest.fixture
def package(world, tmp_path):
    public = Article.objects.get(pk=world.things["public"])
    ReadTotal.objects.update_or_create(article=public, defaults={"total": 41})
    public.tags.set(["การอ่าน", "ป.1"])
    public.cover.save("x", picture_file(form="WEBP"))
    NextVersion.objects.update(cover="")
    Attachment.objects.filter(content_type="text/plain").update(content_type="text/plain; charset=utf-8")
    Attachment.objects.exclude(content_type__startswith="text/plain").delete()
    return exported(tmp_path)


def test_every_table_goes_along_or_has_its_reason():
    models = {model for label in OURS for model in apps.get_app_config(label).get_models()}
    known = {model.__name__ for model in BY_MODEL} | set(LEFT_OUT) | WITHIN_ARTICLES

    assert {model.__name__ for model in models} == known
    assert set(LEFT_OUT) & {model.__name__ for model in BY_MODEL} == set()


def test_a_site_is_the_same_in_its_new_home(package, tmp_path):
    emptied()

    outcome = import_site(path=package, with_roles=True)
    again = exported(tmp_path, "again.zip")

    assert outcome.reasons == []
    assert told(again) == told(package)


def test_numbers_index_and_counts_are_right_afterwards(package, world):
    before = (
        set(Article.objects.values_list("pk", "form_token")),
        Article.objects.published().count(),
        set(SearchDocument.objects.values_list("article", flat=True)),
        set(PublicRecord.objects.standing().values_list("pk", flat=True)),
        sum(PublishedTotal.objects.values_list("total", flat=True)),
        set(Topic.objects.values_list("name", "article_count")),
    )
    emptied()

    import_site(path=package)

    assert written("reconcile")[0] == "0 kept numbers differed and were put right\n"
    assert before == (
        set(Article.objects.values_list("pk", "form_token")),
        Article.objects.published().count(),
        set(SearchDocument.objects.values_list("article", flat=True)),
        set(PublicRecord.objects.standing().values_list("pk", flat=True)),
        sum(PublishedTotal.objects.values_list("total", flat=True)),
        set(Topic.objects.values_list("name", "article_count")),
    )
    assert ReadTotal.objects.get(article=world.things["public"]).total == 41


def test_nobody_can_sign_in_before_an_invitation(package):
    emptied()

    import_site(path=package)

    assert not User.objects.filter(is_active=True).exists()
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.to_be_invited().filter(username="author").exists()
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert RoleGrant.objects.count() == 0


def test_coming_in_twice_makes_nothing_twice(package):
    emptied()
    import_site(path=package, with_roles=True)
    counts = {kind.name: kind.model.objects.count() for kind in KINDS}

    outcome = import_site(path=package, with_roles=True)

    assert {kind.name: kind.model.objects.count() for kind in KINDS} == counts
    assert (sum(outcome.made.values()), outcome.reasons) == (0, [])
    assert (sum(outcome.later.values()), sum(outcome.filled.values())) == (0, 0)


def test_the_site_it_came_from_is_left_as_it_is(package, tmp_path):
    outcome = import_site(path=package, with_roles=True)

    assert (sum(outcome.made.values()), outcome.reasons) == (0, [])
    assert User.objects.get(username="superuser").is_active
    assert told(exported(tmp_path, "again.zip")) == told(package)


def test_stopped_half_way_it_goes_on(package):
    expected = {kind.name: kind.model.objects.count() for kind in KINDS if not kind.is_privilege}
    emptied()

    def stop(kind, outcome):
        if kind == "articles":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_site(path=package, say=stop)
    assert Article.objects.exists()
    outcome = import_site(path=package)

    assert outcome.reasons == []
    assert {k.name: k.model.objects.count() for k in KINDS if not k.is_privilege} == expected
    assert written("reconcile")[0] == "0 kept numbers differed and were put right\n"


def test_a_later_text_here_stays_and_an_earlier_one_gives_way(package, world):
    public = Article.objects.get(pk=world.things["public"])
    edit_published(
        article=public,
        by=world.people["author"],
        data={"body": "<p>ใหม่กว่า</p>", "pupils": "none"},
        version=public.version,
    )

    assert import_site(path=package).later["articles"] == 0
    assert Article.objects.get(pk=public.pk).body == "<p>ใหม่กว่า</p>"

    Article.objects.filter(pk=public.pk).update(
        edited_at=F("edited_at") - timedelta(days=9), body="<p>เก่า</p>"
    )
    outcome = import_site(path=package)

    assert outcome.later["articles"] == 1
    assert Article.objects.get(pk=public.pk).body == "<p>เนื้อหา</p>"
    assert public.revisions.set_aside().get().body == "<p>เก่า</p>"


def test_what_is_empty_here_is_filled_in(package, world):
    Topic.objects.filter(pk=world.things["topic"]).update(need="")
    lines = {line["name"]: line for line in lines_in(package, "topics")}

    outcome = import_site(path=package)

    assert lines["การอ่าน"]["need"] == Topic.objects.get(pk=world.things["topic"]).need
    assert outcome.refused.total() == 0


def test_synonyms_count_from_the_next_search(db, tmp_path):
    line = Synonym.objects.create(forms="เอ็กซ์โป = ตลาดนัด", is_active=False)
    path = exported(tmp_path)
    emptied()

    import_site(path=path)
    first = SearchTerm.objects.get(term=SearchTerm.SYNONYMS).document_count
    Synonym.objects.update(is_active=True, changed_at=F("changed_at") - timedelta(days=1))
    outcome = import_site(path=path)

    assert first == 1
    assert (outcome.later["synonyms"], Synonym.objects.get(forms=line.forms).is_active) == (1, False)
    assert SearchTerm.objects.get(term=SearchTerm.SYNONYMS).document_count == 2


def test_a_person_of_the_same_name_and_another_address_stays_somebody_else(world, tmp_path):
    User.objects.filter(username="author").update(email="author@a.ac.th")
    package = exported(tmp_path)
    User.objects.filter(username="author").update(email="another@b.ac.th", is_superuser=True)

    outcome = import_site(path=package)
    again = import_site(path=package)

    assert outcome.new_names == [("author", "author-2")]
    assert (outcome.made["people"], again.made["people"]) == (1, 0)
    assert not User.objects.get(username="author-2").is_active
    assert User.objects.get(username="author").email == "another@b.ac.th"


def test_files_come_with_their_bytes(world, tmp_path, settings):
    public = Article.objects.get(pk=world.things["public"])
    data = picture_file(form="WEBP").read()
    picture = Attachment(
        article=public, role="picture", name="ก.webp", content_type="image/webp", size=len(data)
    )
    picture.uploaded_by = world.people["author"]
    picture.file.save("x", ContentFile(data))
    package = exported(tmp_path)
    emptied()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    import_site(path=package)

    with Attachment.objects.get(key=picture.key).file.open() as kept:
        assert kept.read() == data


def test_a_try_keeps_nothing(package, settings, tmp_path):
    emptied()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    version = SiteState.objects.current_version()

    output, _errors = written("import_site", package, dry_run=True)

    assert "nothing was kept" in output
    assert "  articles: " in output
    assert not User.objects.exists()
    assert SiteState.objects.current_version() == version
    assert [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()] == []


def test_both_ways_stand_in_the_trail(package):
    import_site(path=package)

    assert AuditEntry.objects.filter(action="export", details__what="site", actor=None).exists()
    assert AuditEntry.objects.filter(action="import", details__what="site", actor=None).exists()


def test_links_follow_where_a_number_is_taken(world, tmp_path):
    public, draft = world.things["public"], world.things["draft"]
    link = '<p><a href="/articles/%s/" rel="noopener nofollow ugc">ดู</a></p>'
    Article.objects.filter(pk=draft).update(body=link % public)
    tokens = dict(Article.objects.filter(pk__in=(public, draft)).values_list("pk", "form_token"))
    package = exported(tmp_path)
    emptied()
    import_site(path=package)
    for number in (public, draft):  # others stand here under these numbers
        Article.objects.filter(pk=number).update(form_token=uuid.uuid4(), import_key=None)
    count = Article.objects.count()

    outcome = import_site(path=package)

    assert (outcome.new_numbers, Article.objects.count()) == (2, count + 2)
    moved = Article.objects.get(form_token=tokens[public])
    assert moved.pk != public
    assert Article.objects.get(form_token=tokens[draft]).body == link % moved.pk


def test_two_accounts_merged_here_stay_one(world, tmp_path):
    package = exported(tmp_path)
    kept, gone = world.people["author"], world.people["colleague"]
    User.objects.filter(pk=gone.pk).update(is_active=False, closed_because="merged", merged_into=kept)
    Article.objects.filter(pk=world.things["public"]).update(form_token=uuid.uuid4(), import_key=None)
    Article.objects.filter(created_by=gone).delete()

    outcome = import_site(path=package)

    assert (outcome.made["people"], outcome.new_names) == (0, [])
    assert not Article.objects.filter(created_by=gone).exists()


def test_who_was_erased_here_is_somebody_new(world, tmp_path):
    package = exported(tmp_path)
    User.objects.filter(username="colleague").update(is_active=False, closed_because="erased", given_name="")

    outcome = import_site(path=package)

    assert outcome.new_names == [("colleague", "colleague-2")]
    assert User.objects.get(username="colleague").given_name == ""


def test_what_both_offices_brought_in_from_elsewhere_is_one(world, tmp_path):
    public = Article.objects.filter(pk=world.things["public"])
    public.update(import_key="old-17")
    package = exported(tmp_path)
    public.update(form_token=uuid.uuid4())
    count = Article.objects.count()

    outcome = import_site(path=package)

    assert (outcome.reasons, outcome.new_numbers) == ([], 0)
    assert Article.objects.count() == count
