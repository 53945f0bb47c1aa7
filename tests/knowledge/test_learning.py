"""Articles of an ID-Plan's line: one's own, read and found ones; each reader sees what they may open."""

import pytest
from django.urls import reverse

from accounts.services import development as service
from accounts.services import grant_role
from knowledge.models import ActivityArticle, Article
from knowledge.services import ActionRefused, create_draft, withdraw_article
from knowledge.services.learning import MOST_ARTICLES, last_read_by, link_article
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"


@pytest.fixture
def line(teacher):
    plan = service.start_plan(by=teacher, year=2026)
    return service.add_line(plan=plan, by=teacher, topic="การอ่าน", method="self")


def address(line):
    return reverse("knowledge:activity_articles", args=[line.pk])


def linked(line):
    return sorted(line.article_links.values_list("article__title", flat=True))


def test_what_was_read_is_offered_and_linked_once(client, line, teacher, colleague, reviewer):
    article = published(colleague, reviewer, title="บัตรคำ")
    published(colleague, reviewer, title="ไม่ได้อ่าน")
    client.force_login(teacher)
    client.get(article.get_absolute_url(), headers={"user-agent": BROWSER})

    offered = client.get(address(line)).context["read"]
    client.post(address(line), {"add": article.pk})
    client.post(address(line), {"add": article.pk})

    assert offered == [article]
    assert linked(line) == ["บัตรคำ"]
    page = client.get(line.plan.get_absolute_url()).content.decode()
    assert article.get_absolute_url() in page


def test_what_others_read_is_not_offered(client, line, teacher, colleague, reviewer):
    article = published(reviewer, make_reviewer(colleague), title="บัตรคำ")
    client.force_login(colleague)
    client.get(article.get_absolute_url(), headers={"user-agent": BROWSER})

    assert last_read_by(teacher) == []


def make_reviewer(person):
    grant_role(user=person, role="reviewer", organization=person.profile.organization)
    return again(person)


def test_a_search_finds_and_the_link_comes_off(client, line, teacher, colleague, reviewer):
    article = published(colleague, reviewer, title="บัตรคำบ้านเรา")
    client.force_login(teacher)

    found = client.get(address(line), {"q": "บัตรคำ"}).context["found"]
    client.post(address(line), {"add": article.pk})
    client.post(f"{address(line)}?q=บัตรคำ", {"remove": article.pk})

    assert [one.title for one in found] == ["บัตรคำบ้านเรา"]
    assert linked(line) == []
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    "data", ({}, {"add": "x"}, {"add": "9" * 30}, {"remove": "9" * 30}, {"remove": "-1"}, {"add": "\x00"})
)
def test_nonsense_links_nothing(client, line, teacher, data):
    client.force_login(teacher)

    assert client.post(address(line), data).status_code == 302
    assert linked(line) == []


def test_drafts_of_others_are_not_linked(client, line, teacher, colleague):
    draft = create_draft(by=colleague, data={"title": "ร่าง", "body": "<p>ก</p>"})
    client.force_login(teacher)

    client.post(address(line), {"add": draft.pk})

    assert linked(line) == []


def test_the_superior_sees_only_articles_they_may_open(client, line, teacher, reviewer, school):
    draft = create_draft(by=teacher, data={"title": "ร่างของฉัน", "body": "<p>ก</p>"})
    public = published(teacher, reviewer, title="เผยแพร่แล้ว")
    for article in (draft, public):
        link_article(activity=line, article=article, by=teacher)
    boss = make_person("boss", school)
    grant_role(user=boss, role="manager", organization=school)

    seen = {}
    for person in (teacher, boss):
        client.force_login(person)
        page = client.get(line.plan.get_absolute_url()).content.decode()
        seen[person.username] = [word in page for word in ("ร่างของฉัน", "เผยแพร่แล้ว")]

    assert seen == {"teacher": [True, True], "boss": [False, True]}


def test_a_withdrawn_article_leaves_no_broken_link(client, line, teacher, colleague, reviewer):
    article = published(colleague, reviewer, title="ถอนแล้ว")
    link_article(activity=line, article=article, by=teacher)
    withdraw_article(article=article, by=reviewer, reason="ผิด")
    client.force_login(teacher)

    assert "ถอนแล้ว" not in client.get(line.plan.get_absolute_url()).content.decode()


def test_a_line_holds_no_endless_articles(line, teacher):
    made = [
        create_draft(by=teacher, data={"title": f"ร่าง {n}", "body": ""}) for n in range(MOST_ARTICLES + 1)
    ]
    for article in made[:-1]:
        link_article(activity=line, article=article, by=teacher)

    with pytest.raises(ActionRefused):
        link_article(activity=line, article=made[-1], by=teacher)
    assert ActivityArticle.objects.count() == MOST_ARTICLES


@pytest.mark.parametrize("count", (1, 5))
def test_the_choice_has_a_fixed_number_of_queries(
    client, line, teacher, reviewer, count, django_assert_num_queries
):
    for number in range(count):
        link_article(activity=line, article=published(teacher, reviewer, title=f"เรื่อง {number}"), by=teacher)
    client.force_login(teacher)

    with django_assert_num_queries(8):
        client.get(address(line))
