"""What a reviewer finds on the page: the checklist, what changed, what is alike; taking, filing, the word on pupils."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.services import grant_role
from knowledge.checklists import CHECKLISTS
from knowledge.models import Article, NextVersion, Topic
from knowledge.services import (
    publish_article,
    return_article,
    save_draft,
    save_next_version,
    submit_article,
    submit_next_version,
    take_article,
    withdraw_article,
)
from tests.knowledge.desk import BODY, again, make_person, published, stored, submitted

pytestmark = pytest.mark.django_db
PICTURE = '<p>ก</p><img src="/files/00000000-0000-0000-0000-000000000000/" alt="">'


def address(name, article):
    return reverse(f"knowledge:{name}", args=[article.pk])


def page(client, person, path):
    client.force_login(again(person))
    return client.get(path)


@pytest.fixture
def second(school):
    """Another reviewer of the same school."""
    person = make_person("second", school, "สมหญิง", "รอบคอบ")
    grant_role(user=person, role="reviewer", organization=school)
    return person


@pytest.fixture
def changed(teacher, reviewer):
    """A published article whose next version waits."""
    article = published(teacher, reviewer, title="ฉบับเดิม")
    save_next_version(article=article, by=teacher, data={"title": "ฉบับใหม่", "body": "<p>ข้อความใหม่</p>"})
    submit_next_version(article=article, by=teacher)
    return article


def test_every_kind_has_its_checklist():
    assert CHECKLISTS.keys() == set(Article.Kind.values)
    assert all(4 <= len(points) <= 6 for points in CHECKLISTS.values())


def test_ticks_become_the_reason_the_author_reads(client, teacher, reviewer):
    article = submitted(teacher, kind="best_practice")
    client.force_login(reviewer)

    client.post(address("article_return", article), {"version": article.version, "points": ["1", "2"]})

    points = CHECKLISTS["best_practice"]
    assert article.reviews.last().reason == f"สิ่งที่ยังขาด\n– {points[1]}\n– {points[2]}"
    assert Notification.objects.get(kind="returned").user == teacher


@pytest.mark.parametrize("points", (["99"], ["x"], ["1", "<b>"]))
def test_points_that_are_not_on_the_list_return_nothing(client, teacher, reviewer, points):
    article = submitted(teacher)
    client.force_login(reviewer)

    client.post(address("article_return", article), {"version": article.version, "points": points})

    assert stored(article).status == "submitted"


def test_panel_is_for_who_decides(client, teacher, colleague, reviewer):
    article = submitted(teacher)

    assert page(client, reviewer, article.get_absolute_url()).context["review"]["can_decide"]
    assert "can_decide" not in page(client, teacher, article.get_absolute_url()).context["review"]
    article = publish_article(article=article, by=reviewer)
    assert "review" not in page(client, colleague, article.get_absolute_url()).context


def test_panel_shows_what_changed_since_the_last_publication(client, teacher, reviewer):
    article = submitted(teacher)
    assert page(client, reviewer, article.get_absolute_url()).context["review"]["comparison"] is None
    article = publish_article(article=article, by=reviewer)
    article = withdraw_article(article=article, by=teacher, reason="แก้ไข")
    save_draft(article=article, by=teacher, data={"body": "<p>ข้อความใหม่</p>"}, version=article.version)
    submit_article(article=article, by=teacher)

    comparison = page(client, reviewer, article.get_absolute_url()).context["review"]["comparison"]

    assert not comparison.is_empty


def test_next_version_is_published_from_its_own_page(client, changed, reviewer):
    review = page(client, reviewer, address("next_version", changed)).context["review"]
    form = {"version": review["version"], "next": "1"}

    assert client.post(address("article_publish", changed), form).url == changed.get_absolute_url()

    assert stored(changed).title == "ฉบับใหม่"
    assert not NextVersion.objects.exists()


def test_next_version_goes_back_while_the_published_text_stands(client, changed, reviewer):
    review = page(client, reviewer, address("next_version", changed)).context["review"]
    form = {"version": review["version"], "next": "1", "points": ["0"]}

    assert client.post(address("article_return", changed), form).url == "/reviews/"

    assert (stored(changed).title, NextVersion.objects.get().status) == ("ฉบับเดิม", "returned")


def test_form_of_the_article_publishes_no_next_version(client, changed, reviewer):
    client.force_login(reviewer)

    client.post(address("article_publish", changed), {"version": NextVersion.objects.get().version})

    assert stored(changed).title == "ฉบับเดิม"


def test_pictures_need_the_reviewers_word_on_pupils(client, teacher, reviewer):
    article = submitted(teacher, body=PICTURE)
    assert page(client, reviewer, article.get_absolute_url()).context["review"]["needs_pupils"]

    for pupils, status in (("", "submitted"), ("x", "submitted"), ("none", "published")):
        client.post(address("article_publish", article), {"version": article.version, "pupils": pupils})
        assert stored(article).status == status

    assert stored(article).pupils == "none"


def test_pictures_of_a_next_version_need_the_word_too(client, teacher, reviewer):
    article = published(teacher, reviewer)
    save_next_version(article=article, by=teacher, data={"body": PICTURE})
    submit_next_version(article=article, by=teacher)
    form = {"version": NextVersion.objects.get().version, "next": "1"}
    client.force_login(reviewer)

    client.post(address("article_publish", article), form)
    assert "<img" not in stored(article).body
    client.post(address("article_publish", article), form | {"pupils": "permitted"})

    assert "<img" in stored(article).body
    assert stored(article).pupils == "permitted"


def test_taken_article_shows_by_whom_and_is_freed_by_itself(client, teacher, reviewer, second):
    article = submitted(teacher)
    client.force_login(reviewer)
    for _twice in range(2):
        assert (
            client.post(address("article_take", article), {"back": "/reviews/?page=1"}).url
            == "/reviews/?page=1"
        )
    assert article.reviews.filter(action="taken").count() == 1

    assert reviewer.full_name in page(client, second, "/reviews/").content.decode()
    client.post(address("article_take", article))
    assert stored(article).reviewer == reviewer

    Article.objects.filter(pk=article.pk).update(taken_at=timezone.now() - timedelta(days=4))
    client.post(address("article_take", article))
    assert stored(article).reviewer == second


def test_only_who_took_it_gives_it_back(client, teacher, reviewer, second):
    article = take_article(article=submitted(teacher), by=reviewer)
    client.force_login(second)
    client.post(address("article_release", article))
    assert stored(article).reviewer == reviewer

    client.force_login(reviewer)
    client.post(address("article_release", article))
    assert (stored(article).reviewer, stored(article).taken_at) == (None, None)


def test_taking_does_not_stand_in_the_way_of_who_read_it(teacher, reviewer, second):
    article = submitted(teacher)
    take_article(article=article, by=second)

    assert publish_article(article=article, by=reviewer, version=article.version).reviewer is None


@pytest.mark.parametrize("back", ("https://example.org/", "//example.org/", "javascript:alert(1)", ""))
def test_buttons_lead_nowhere_else(client, teacher, reviewer, back):
    article = submitted(teacher)
    client.force_login(reviewer)

    assert client.post(address("article_take", article), {"back": back}).url == article.get_absolute_url()


def test_reviewer_completes_where_it_is_filed(client, teacher, reviewer):
    topic = Topic.objects.create(name="การอ่าน", tree="category")
    article = submitted(teacher)
    client.force_login(reviewer)
    form = {"kind": "story", "topic": topic.pk, "level": "primary", "subject": "thai", "tags": "อ่าน, เขียน"}

    assert client.post(address("article_refile", article), form).url == article.get_absolute_url()

    filed = stored(article)
    assert (filed.kind, filed.topic, filed.level, filed.subject) == ("story", topic, "primary", "thai")
    assert set(filed.tags.names()) == {"อ่าน", "เขียน"}
    assert filed.body == BODY


def test_authors_are_led_to_what_a_reviewer_put_right(client, teacher, reviewer):
    article = submitted(teacher)
    save_draft(article=article, by=reviewer, data={"body": "<p>แก้คำผิดแล้ว</p>"}, version=article.version)

    notice = Notification.objects.get(kind="edited")
    shown = page(client, teacher, notice.path)
    assert (notice.user, shown.context["old"].body, shown.context["new"].body) == (
        teacher,
        BODY,
        "<p>แก้คำผิดแล้ว</p>",
    )


def test_queue_narrows_and_says_so(client, teacher, colleague, reviewer, changed):
    story = submitted(teacher, title="เรื่องเล่า", kind="story")
    mine = take_article(article=submitted(colleague, title="ของฉัน"), by=reviewer)

    def shown(**query):
        client.force_login(again(reviewer))
        return [row.pk for row in client.get("/reviews/", query).context["page"]]

    assert shown() == [changed.pk, story.pk, mine.pk]
    assert (shown(kind="story"), shown(hand="mine"), shown(text="next")) == (
        [story.pk],
        [mine.pk],
        [changed.pk],
    )
    assert shown(hand="free", text="new") == [story.pk]
    assert shown(unit=teacher.profile.organization_id) == shown()
    assert shown(unit="999", kind="x", hand="y", scope="z", page="-1") == shown()
    assert shown(show="afterwards") == []


def test_queue_of_the_area_shows_the_rest_when_asked(client, office, teacher, reviewer):
    area = make_person("area", office, "อารี", "เขตดี")
    grant_role(user=area, role="reviewer", organization=office)
    article = submitted(teacher)
    client.force_login(area)

    assert list(client.get("/reviews/").context["page"]) == []
    assert list(client.get("/reviews/", {"scope": "all"}).context["page"]) == [article]


def test_discarded_meanwhile_is_out_of_reach(client, teacher, reviewer):
    article = submitted(teacher)
    Article.objects.filter(pk=article.pk).update(status="discarded")
    client.force_login(reviewer)
    for name in ("article_publish", "article_take"):
        assert client.post(address(name, article), {"version": article.version}).status_code == 404

    assert stored(article).status == "discarded"


def test_returned_is_nobodys_in_hand(teacher, reviewer):
    article = take_article(article=submitted(teacher), by=reviewer)

    assert return_article(article=article, by=reviewer, reason="ก").reviewer is None


def test_second_reviewer_is_told_who_was_faster(client, teacher, reviewer, second):
    article = submitted(teacher)
    version = article.version
    publish_article(article=article, by=reviewer, version=version)
    client.force_login(second)

    told = client.post(address("article_publish", article), {"version": version}, follow=True)

    assert [message.level_tag for message in told.context["messages"]] == ["info"]
    assert reviewer.full_name in str(next(iter(told.context["messages"])))
    assert stored(article).published_by == reviewer


def test_queue_shows_how_long_each_waits_as_it_is_ordered(client, changed, teacher, reviewer):
    old = timezone.now() - timedelta(days=90)
    Article.objects.filter(pk=changed.pk).update(submitted_at=old)
    NextVersion.objects.update(submitted_at=timezone.now() - timedelta(days=5))

    rows = page(client, reviewer, "/reviews/").context["page"]

    assert [row.waiting_days for row in rows] == [5]
