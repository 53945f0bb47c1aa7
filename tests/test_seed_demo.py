"""The demo office: on its way to every target, true to its own counts."""

import io
import re
from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F

from accounts.models import (
    CompetencyAssessment,
    DevelopmentPlan,
    Notification,
    Organization,
    OutgoingMail,
    PrivacyRequest,
    SkillRecord,
    StaffImport,
    StaffProfile,
    User,
)
from accounts.notice_words import sentence_of
from kmc.demo.lettering import fitting, shift_of
from kmc.demo.office import DemoOffice
from kmc.demo.people import DEMO_PASSWORD
from kmc.lib.html import clean_html
from knowledge.comparison import compare, said_by
from knowledge.coverage import COLUMNS, FRAMEWORK, State, with_coverage
from knowledge.models import (
    Article,
    Attachment,
    Authorship,
    Award,
    Comment,
    NextVersion,
    Read,
    ReadTotal,
    Review,
    Revision,
    SearchDocument,
    Tally,
    Topic,
    TopicRequest,
    Trial,
)
from knowledge.search import search
from knowledge.services.drawing import drawn_page, pages_to_show
from knowledge.services.revisions import content_of
from knowledge.uploads import CONTENT_TYPES
from networks.models import NetworkSchool, SchoolNetwork
from reports.metrics import METRICS_BY_SLUG, scope_of
from reports.models import Plan, Snapshot, TargetEvidence

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Make the office of the usual size once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield DemoOffice(today=TODAY).build()
        transaction.set_rollback(True)


@pytest.fixture
def office(demo, db):
    return Organization.objects.get(short_name="สพป.อุบลราชธานี เขต 5")


@pytest.mark.parametrize(
    "metric,value,goal",
    (
        ("published-articles", 412, 500),
        ("credited-authors", 236, 300),
        ("portal-users", 1180, 1500),
        ("it-able-people", 205, 300),
    ),
)
def test_every_counted_target_is_on_its_way_and_none_is_met(office, metric, value, goal):
    plan = Plan.objects.active().masters().get(organization=office)

    assert METRICS_BY_SLUG[metric].value(scope_of(plan, as_of=TODAY)) == value
    assert plan.targets.get(metric=metric).goal == goal
    history = list(
        Snapshot.objects.filter(target__plan=plan, target__metric=metric).values_list("value", flat=True)
    )
    assert len(history) > 20
    assert history == sorted(history)
    assert history[-1] == value


def test_the_house_has_the_size_that_was_asked_for(office):
    kinds = dict(Organization.objects.within(office).order_by().values_list("kind").annotate(Count("pk")))

    assert kinds == {"office": 1, "group": 10, "district": 6, "school": 184}
    assert SchoolNetwork.objects.exclude(coordinator=None).count() == 20
    assert NetworkSchool.objects.values("school").distinct().count() == 180
    assert StaffProfile.objects.exclude(user__closed_because="pending").count() == 1700
    assert Read.objects.count() == 48_000


def test_schools_that_ended_say_where_they_went_and_nobody_works_there(office):
    ended = Organization.objects.exclude(status="active")

    assert Counter(ended.values_list("status", flat=True)) == {"merged": 2, "closed": 1, "empty": 1}
    assert not ended.filter(status="merged", merged_into__isnull=True).exists()
    assert not StaffProfile.objects.filter(organization__in=ended).exists()


def test_unused_accounts_are_closed_and_say_why(office):
    closed = User.objects.filter(is_active=False)

    assert set(closed.values_list("closed_because", flat=True)) == {"invited", "left", "pending"}
    assert not closed.filter(activity_days__isnull=False).exists()


def test_the_survey_of_july_is_handed_in_by_most_and_rated_whole(office):
    forms = CompetencyAssessment.objects.annotate(rated=Count("ratings"))
    staff = User.objects.directory().count()

    assert 0.6 < forms.count() / staff < 0.8
    assert set(forms.values_list("rated", flat=True)) == {5, 11}
    assert set(forms.values_list("survey__year", flat=True)) == {2026}


def test_an_example_of_a_staff_plan_is_reviewed_after_the_survey(office):
    plan = Plan.objects.get(kind="staff_development")
    review = plan.reviews.get()

    assert (plan.organization, plan.targets.count(), plan.items.count()) == (office, 0, 4)
    assert "ตัวอย่าง" in plan.name
    assert (review.fiscal_year, str(review.reviewed_on), review.survey.year) == (2026, "2026-08-26", 2026)
    assert review.findings.startswith("F4 ")
    assert Plan.objects.first_active().code == "kmc-2568"


def test_growth_waits_for_those_who_decide(office):
    home = StaffProfile.objects.get(user__username="manager").organization

    assert SkillRecord.objects.filter(user__username="teacher", confirmed_on=None).count() == 2
    assert DevelopmentPlan.objects.filter(organization=home, status="signed").exists()
    assert home.staff.filter(user__closed_because="pending").count() == 1
    assert PrivacyRequest.objects.open().count() == 1
    assert StaffImport.objects.get().counts() == {"new": 7, "wrong": 3, "changed": 0, "unchanged": 0}


def test_states_are_those_of_a_working_office(office):
    states = dict(Article.objects.order_by().values_list("status").annotate(Count("pk")))

    assert states == {
        "published": 435,
        "submitted": 9,
        "returned": 6,
        "withdrawn": 4,
        "draft": 10,
        "archived": 2,
        "discarded": 1,
    }


def test_kept_numbers_and_index_agree_with_the_rows(office):
    output = io.StringIO()

    call_command("reconcile", stdout=output)

    assert output.getvalue().startswith("0 kept numbers differed")
    assert SearchDocument.objects.count() == Article.objects.published().count()
    assert sum(ReadTotal.objects.values_list("total", flat=True)) == Read.objects.count()


def test_demo_accounts_find_something_to_do(office):
    people = {
        user.username: user for user in User.objects.filter(email__startswith=F("username"), pk__lt=10**9)
    }
    reviewer, teacher = people["reviewer"], people["teacher"]

    assert all(people[name].check_password(DEMO_PASSWORD) for name in ("admin", "officer", "teacher2"))
    assert not User.objects.filter(username__contains=".", password__startswith="pbkdf2").exists()
    assert people["admin"].is_superuser
    assert people["officer"].holds("officer")
    assert Article.objects.for_review_by(reviewer).count() == 9 + 1  # a next version, too
    assert Article.objects.published().filter(authors=teacher).count() == 0
    assert Article.objects.filter(status="submitted", organization=teacher.profile.organization).count() >= 3
    assert people["manager"].organizations_as("manager") == [teacher.profile.organization_id]


def test_nobody_reviewed_their_own_article(office):
    own = Review.objects.filter(action__in=("published", "returned"), by=F("article__authorships__user"))

    trusted = Article.objects.filter(unreviewed_since__isnull=False)
    assert not own.exclude(article__in=trusted).exists()
    assert own.filter(article__in=trusted).count() == trusted.count() == 1
    assert Review.objects.filter(action="published").count() == 435 + 4 + 2


def test_what_readers_left_is_counted(office):
    for tally in Tally.objects.filter(uses__gt=1).select_related("article")[:20]:
        article = tally.article
        counts = (article.comments.count(), article.uses.count(), article.thanks.count())

        assert (tally.comments, tally.uses, tally.thanks) == counts
        assert not article.thanks.filter(by=article.created_by).exists()
        assert not article.uses.filter(by=article.created_by).exists()
    assert not Comment.objects.filter(parent__parent__isnull=False).exists()
    assert not Comment.objects.filter(parent__at__gte=F("at")).exists()


def test_the_bell_rings_for_what_happened_and_no_mail_goes_out(office):
    told = Notification.objects.select_related("user")

    assert {one.user.username for one in told} == {"teacher", "teacher2", "reviewer"}
    assert not told.filter(mailed_at=None).exists()
    assert not OutgoingMail.objects.exists()
    assert all(one.details["title"] in sentence_of(one) for one in told)


def test_knowledge_goes_on(office):
    verdicts = dict(Trial.objects.order_by().values_list("verdict").annotate(Count("pk")))

    assert verdicts == {"": 4, "keep": 2, "adapt": 1, "drop": 1}
    assert (Award.objects.confirmed().count(), Award.objects.waiting().count()) == (12, 2)
    assert set(NextVersion.objects.values_list("status", flat=True)) == {"submitted", "draft", "returned"}
    assert 0 < Article.objects.published().filter(review_due_on__lt=TODAY).count() < 20
    newest = Revision.objects.filter(number=2).select_related("article")
    assert [one.body == one.article.body for one in newest] == [True] * 12


def test_bodies_are_clean_and_their_pictures_are_there(office):
    keys = set()
    for article in Article.objects.all():
        assert clean_html(article.body) == article.body
        keys |= set(re.findall(r"/files/([0-9a-f-]{36})/", article.body))

    pictures = Attachment.objects.filter(role="picture")
    assert keys == {str(picture.key) for picture in pictures}
    assert all(default_storage.exists(picture.file.name) for picture in pictures)
    covers = Article.objects.exclude(cover="")
    assert len(covers) == 44
    assert all(default_storage.exists(article.cover.name) and article.cover_alt for article in covers)


def test_documents_are_beside_their_articles_found_by_their_words_and_seen(office):
    documents = Attachment.objects.filter(role="document").select_related("article").order_by("name")
    pdf = documents.get(name__startswith="ปฏิทิน")
    found = search("ประเมินราคา", user=AnonymousUser())

    assert Counter(one.content_type for one in documents) == {
        CONTENT_TYPES["pdf"]: 2,
        CONTENT_TYPES["docx"]: 2,
    }
    for one in documents:
        assert (one.reading, one.file.size) == ("read", one.size)
        assert (one.uploaded_by_id, one.uploaded_at) == (one.article.created_by_id, one.article.published_at)
    assert not Article.objects.filter(body__contains="ประเมินราคา").exists()
    assert found.page.object_list[0].article == pdf.article
    assert pages_to_show(pdf) == 3
    assert drawn_page(pdf, 3)


def test_what_was_said_beside_a_text_is_kept_with_its_versions(office):
    first, second = Revision.objects.exclude(number=None).order_by("article__first_published_at", "pk")[:2]
    changed = compare(said_by(first), said_by(second), reader=AnonymousUser()).fields

    assert [(first.number, second.number), first.article] == [(1, 2), second.article]
    assert len(changed) == 3  # topic, authors, keywords
    assert all(one.old != one.new for one in changed)
    assert second.details == content_of(second.article)["details"]


def test_acquired_documents_are_there_and_count_for_nobody(office):
    acquired = Article.objects.filter(origin="acquired").order_by("import_key")

    assert [article.import_key for article in acquired] == [f"source-{number:03d}" for number in range(5)]
    assert not Authorship.objects.filter(article__in=acquired, user__isnull=False).exists()
    assert acquired[0].source_url == "https://www.gotoknow.org/posts/118006"
    assert "<table>" in acquired[1].body
    assert acquired[0].body.count("<li>") == 24
    assert not any("Scroll to Top" in article.body or "ClassStart" in article.body for article in acquired)


def test_titles_differ_and_topics_are_all_used(office):
    assert not Article.objects.values("title").annotate(times=Count("pk")).filter(times__gt=1).exists()
    assert not Topic.objects.of_trees(FRAMEWORK).filter(staff_article_count=0).exists()
    assert TargetEvidence.objects.values("target").distinct().count() == 7
    assert not TargetEvidence.objects.filter(shown_on__gt=TODAY).exists()


def test_framework_shows_every_state_and_what_is_missed_every_step(office):
    articles = Article.objects.published()
    topics = with_coverage(Topic.objects.in_order(), lambda tree: articles.numbers_by(COLUMNS[tree], TODAY))

    assert {topic.coverage.state for topic in topics} == set(State)
    assert {topic.depth for topic in topics} == {0, 1}
    assert not [
        topic for topic in topics if topic.tree == "category" and not (topic.owner_unit and topic.enough)
    ]
    wishes = TopicRequest.objects.values_list("status", flat=True)
    assert Counter(wishes) == {"open": 5, "taken": 1, "answered": 2, "closed": 1, "held": 1}
    assert TopicRequest.objects.get(status="held").asked_by is None
    assert not TopicRequest.objects.filter(asked_by__is_active=False).exists()


@pytest.mark.parametrize(
    "cluster,index,rises",
    (("น้ำ", 1, True), ("ที่", 2, True), ("ก้", 1, False), ("ที", 1, False), ("ผู้", 2, False)),
)
def test_a_tone_rises_only_above_a_vowel(cluster, index, rises):
    assert (shift_of(cluster, index, 100)[1] < 0) is rises


def test_long_labels_break_and_shrink_until_they_fit():
    lines, size = fitting("ภาษาไทยและการอ่าน ปี 2566", 27, 150)

    assert lines == ["ภาษาไทย", "และการอ่าน", "ปี 2566"]
    assert size < 27
