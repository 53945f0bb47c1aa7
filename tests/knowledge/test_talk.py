"""Comments: written once, read by everybody, changed for minutes, deleted and hidden without a trace of the text."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActivityDay, Notification
from accounts.services import erase_person, grant_role
from knowledge.models import Article, Comment, CommentReport, Tally
from knowledge.services import ActionRefused, withdraw_article
from knowledge.services import talk as service
from knowledge.services.keeping import set_follow
from knowledge.services.talk import (
    add_comment,
    delete_comment,
    edit_comment,
    hide_comment,
    let_comment_stand,
    report_comment,
    unhide_comment,
)
from tests.knowledge.desk import again, make_person, published, stored

pytestmark = pytest.mark.django_db
WORDS = "ลองกับเด็ก ป.2 แล้ว ได้ผลดี"


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def comment(article, colleague):
    return add_comment(article=article, by=colleague, text=WORDS)


def page_of(client, article, person=None, **query):
    for alias in ("default", "pages"):
        caches[alias].clear()
    client.logout()
    if person:
        client.force_login(person)
    return client.get(article.get_absolute_url(), query)


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


def counted(article):
    return Tally.objects.get(article=article).comments


def address(name, thing):
    return reverse(f"knowledge:{name}", args=[thing.pk])


# --- writing ----------------------------------------------------------------------------------------------------------


def test_staff_comment_and_everybody_reads_it(client, article, colleague):
    client.force_login(colleague)

    answer = client.post(address("comment_create", article), {"text": f"{WORDS}\n\nขอบคุณ http://example.org"})

    comment = Comment.objects.get()
    assert answer["Location"] == f"{article.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"
    page = page_of(client, article).content.decode()
    assert WORDS in page
    assert '<a href="http://example.org" rel="nofollow">' in page
    assert colleague.full_name in page
    assert ActivityDay.objects.filter(user=colleague).exists()


def test_a_visitor_reads_and_is_sent_to_sign_in(client, article, comment):
    page = page_of(client, article).content.decode()
    answer = client.post(address("comment_create", article), {"text": WORDS})

    assert f"{reverse('account_login')}?next=%2Farticles%2F{article.pk}%2F%23comments" in page
    assert "<textarea" not in page
    assert answer["Location"].startswith(reverse("account_login"))
    assert Comment.objects.count() == 1


def test_visitors_kept_page_shows_a_new_comment_at_once(client, article, colleague):
    before = client.get(article.get_absolute_url()).content.decode()

    add_comment(article=article, by=colleague, text=WORDS)

    assert WORDS not in before
    assert WORDS in client.get(article.get_absolute_url()).content.decode()


def test_the_kept_page_follows_every_change_of_a_comment(client, article, comment, colleague, reviewer):
    def shown():
        page = client.get(article.get_absolute_url()).content.decode()
        return [text for text in (WORDS, "แก้แล้ว") if text in page]

    seen = [shown()]
    for act, details in (
        (edit_comment, {"by": colleague, "text": "แก้แล้ว"}),
        (hide_comment, {"by": reviewer, "reason": "ซ้ำ"}),
        (unhide_comment, {"by": reviewer}),
        (delete_comment, {"by": colleague}),
    ):
        act(comment=comment, **details)
        seen.append(shown())

    assert seen == [[WORDS], ["แก้แล้ว"], [], ["แก้แล้ว"], []]


def test_the_same_form_sent_twice_is_one_comment(client, article, colleague):
    client.force_login(colleague)
    data = {"text": WORDS, "form_token": uuid.uuid4()}

    places = {client.post(address("comment_create", article), data)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert counted(article) == Comment.objects.count() == 1


def test_a_token_of_somebody_else_shows_nothing_of_theirs(article, comment, stranger):
    with pytest.raises(ActionRefused):
        add_comment(article=article, by=stranger, text="ของฉัน", form_token=comment.form_token)

    assert Comment.objects.get().text == WORDS


def test_an_answer_to_an_answer_stands_below_the_same_comment(article, comment, teacher, stranger):
    answer = add_comment(article=article, by=teacher, text="ขอบคุณ", parent=comment)

    second = add_comment(article=article, by=stranger, text="ด้วยคน", parent=answer)

    assert {answer.parent, second.parent} == {comment}


def test_an_answer_finds_its_comment_on_the_same_article_only(client, article, comment, teacher, reviewer):
    other = published(teacher, reviewer, title="อีกเรื่อง")
    client.force_login(teacher)

    answer = client.post(address("comment_create", other), {"text": "ผิดที่", "parent": comment.pk})

    assert "ผิดที่" in answer.content.decode()
    assert answer.context["form"].errors["parent"]
    assert Comment.objects.count() == 1


def test_an_answer_to_what_was_deleted_meanwhile_is_refused(article, comment, colleague, teacher):
    delete_comment(comment=comment, by=colleague)

    with pytest.raises(ActionRefused):
        add_comment(article=article, by=teacher, text="ขอบคุณ", parent=comment)


def test_a_conversation_ends_somewhere(monkeypatch, article, comment, teacher):
    monkeypatch.setattr(service, "MOST_ANSWERS", 2)
    for _ in range(2):
        add_comment(article=article, by=teacher, text="ขอบคุณ", parent=comment)

    with pytest.raises(ActionRefused):
        add_comment(article=article, by=teacher, text="อีก", parent=comment)


def test_too_many_comments_in_an_hour_come_back(client, monkeypatch, article, colleague):
    monkeypatch.setattr(service, "COMMENTS_PER_HOUR", 1)
    client.force_login(colleague)

    answers = [client.post(address("comment_create", article), {"text": f"ครั้งที่ {n}"}) for n in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert "ครั้งที่ 1" in answers[1].content.decode()


@pytest.mark.parametrize("status", ("withdrawn", "archived"))
def test_a_comment_on_what_went_meanwhile_keeps_its_text(client, article, colleague, status):
    Article.objects.filter(pk=article.pk).update(status=status)
    client.force_login(colleague)

    answer = client.post(address("comment_create", article), {"text": WORDS})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert WORDS in page
    assert article.title not in page
    assert not Comment.objects.exists()


def test_nobody_comments_on_what_was_never_open(client, draft, colleague, teacher):
    answers = []
    for person in (colleague, teacher):
        client.force_login(person)
        answers.append(client.post(address("comment_create", draft), {"text": WORDS}).status_code)

    assert answers == [404, 404]


@pytest.mark.parametrize("text", ("", " \n ", "\x00", "x" * 4001, "ก" * 1_000_000))
def test_what_cannot_be_kept_comes_back(client, article, colleague, text):
    client.force_login(colleague)

    answer = client.post(address("comment_create", article), {"text": text})

    assert answer.context["form"].errors["text"]
    assert not Comment.objects.exists()


def test_hostile_text_is_only_text(client, article, colleague):
    text = "<script>alert(1)</script> javascript:alert(1) \u202ecba ก" + "\u0e49" * 3000
    client.force_login(colleague)

    client.post(address("comment_create", article), {"text": text})

    page = page_of(client, article).content.decode()
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page
    assert page.count("\u0e49") < 100


# --- changing and deleting ----------------------------------------------------------------------------------------------


def test_a_comment_is_changed_in_its_first_minutes_only(client, article, comment, colleague):
    client.force_login(colleague)
    client.post(address("comment_edit", comment), {"text": "แก้แล้ว"})
    Comment.objects.update(at=timezone.now() - timedelta(minutes=16))

    late = client.post(address("comment_edit", comment), {"text": "ช้าไป"})

    comment.refresh_from_db()
    assert (comment.text, comment.edited_at is None) == ("แก้แล้ว", False)
    assert "ช้าไป" in late.content.decode()
    assert client.get(address("comment_edit", comment)).status_code == 302


def test_a_deleted_comment_is_gone_with_its_text(client, article, comment, colleague):
    client.force_login(colleague)
    client.post(address("comment_delete", comment))
    delete_comment(comment=comment, by=colleague)

    page = page_of(client, article).content.decode()
    assert f"comment-{comment.pk}" not in page
    assert Comment.objects.get().text == ""
    assert counted(article) == 0


def test_a_deleted_comment_keeps_its_place_above_answers(client, article, comment, colleague, teacher):
    answer = add_comment(article=article, by=teacher, text="คำตอบยังอยู่", parent=comment)
    delete_comment(comment=comment, by=colleague)

    page = page_of(client, article).content.decode()
    assert f'id="comment-{comment.pk}"' in page
    assert "คำตอบยังอยู่" in page
    assert WORDS not in page
    delete_comment(comment=answer, by=teacher)
    assert f'id="comment-{comment.pk}"' not in page_of(client, article).content.decode()


def test_nobody_changes_or_deletes_what_others_wrote(article, comment, teacher, reviewer):
    for person in (teacher, reviewer):
        with pytest.raises(ActionRefused):
            edit_comment(comment=comment, by=person, text="แทรก")
        with pytest.raises(PermissionDenied):
            delete_comment(comment=comment, by=person)

    comment.refresh_from_db()
    assert comment.text == WORDS


# --- reporting and moderating -------------------------------------------------------------------------------------------


def test_a_report_is_made_once_and_reaches_the_moderators(
    client, comment, stranger, reviewer, other_reviewer
):
    client.force_login(stranger)
    for reason in ("โฆษณา", "อีกครั้ง"):
        client.post(address("comment_report", comment), {"reason": reason})

    assert list(CommentReport.objects.values_list("reason", flat=True)) == ["โฆษณา"]
    assert told("comment_reported") == ["reviewer"]
    seen = {}
    for person in (reviewer, other_reviewer):
        client.force_login(person)
        seen[person.username] = "โฆษณา" in client.get(reverse("knowledge:comment_reports")).content.decode()
    assert seen == {"reviewer": True, "other-reviewer": False}


def test_hiding_settles_the_reports_and_tells_both_sides(client, article, comment, stranger, reviewer):
    report_comment(comment=comment, by=stranger, reason="โฆษณา")
    client.force_login(reviewer)

    answer = client.post(f"{address('comment_hide', comment)}?reports", {"reason": "เป็นโฆษณา"})

    assert answer["Location"] == reverse("knowledge:comment_reports")
    assert client.get(answer["Location"]).context["page"].paginator.total == 0
    assert (told("comment_hidden"), told("comment_report_hidden")) == (["colleague"], ["stranger"])
    assert CommentReport.objects.get().settled_by == reviewer
    assert counted(article) == 0


def test_hidden_text_is_for_its_writer_and_moderators(
    client, article, comment, colleague, stranger, teacher, reviewer
):
    add_comment(article=article, by=teacher, text="คำตอบ", parent=comment)
    hide_comment(comment=comment, by=reviewer, reason="เป็นโฆษณา")

    people = (None, stranger, teacher, colleague, reviewer)
    seen = [WORDS in page_of(client, article, person).content.decode() for person in people]

    assert seen == [False, False, False, True, True]
    texts = [str(value) for notice in Notification.objects.all() for value in notice.details.values()]
    assert WORDS not in texts


def test_a_hidden_comment_is_shown_again(article, comment, reviewer):
    hide_comment(comment=comment, by=reviewer, reason="ผิดพลาด")
    hide_comment(comment=comment, by=reviewer, reason="ผิดพลาด")
    unhide_comment(comment=comment, by=reviewer)
    unhide_comment(comment=comment, by=reviewer)

    comment.refresh_from_db()
    assert (comment.is_shown, comment.hidden_reason, counted(article)) == (True, "", 1)
    assert told("comment_unhidden") == ["colleague"]


def test_what_stands_is_told_to_who_reported_it(client, comment, stranger, reviewer):
    report_comment(comment=comment, by=stranger, reason="ไม่เห็นด้วย")

    let_comment_stand(comment=comment, by=reviewer)

    assert told("comment_report_stands") == ["stranger"]
    assert Comment.objects.get().is_shown
    assert not Comment.objects.reported_for(reviewer).exists()


def test_nobody_moderates_their_own_comment_or_below_their_own_article(article, school, reviewer, stranger):
    chief = make_person("chief", school)
    grant_role(user=chief, role="reviewer", organization=school)
    theirs = add_comment(article=article, by=again(chief), text="ของผู้ตรวจ")
    mine = published(again(chief), reviewer, title="ของผู้ตรวจ")
    below = add_comment(article=mine, by=stranger, text="ไม่เห็นด้วย")
    for one in (theirs, below):
        report_comment(comment=one, by=make_person(f"r{one.pk}", school), reason="ก")

    for one in (theirs, below):
        with pytest.raises(PermissionDenied):
            hide_comment(comment=one, by=again(chief), reason="ก")
    assert not Comment.objects.reported_for(again(chief)).exists()
    assert set(Comment.objects.reported_for(reviewer)) == {theirs, below}


def test_administrators_and_superusers_moderate_others_do_not(article, comment, office, school, colleague):
    people = {}
    for role in ("administrator", "manager", "officer"):
        people[role] = make_person(role, office)
        grant_role(user=people[role], role=role, organization=office)
    people["superuser"] = make_person("root", office, is_superuser=True)

    may = {name: Comment.objects.count() and can(person, comment) for name, person in people.items()}

    assert may == {"administrator": True, "manager": False, "officer": False, "superuser": True}


def can(person, comment):
    try:
        let_comment_stand(comment=comment, by=again(person))
    except PermissionDenied:
        return False
    return True


# --- who hears of it ----------------------------------------------------------------------------------------------------


def test_authors_followers_and_the_conversation_are_told_once_each(
    article, comment, teacher, colleague, stranger, school
):
    follower = make_person("follower", school)
    for person in (follower, stranger):
        set_follow(by=person, kind="article", target=article, wanted=True)
    Notification.objects.all().delete()

    add_comment(article=article, by=stranger, text="คำตอบ", parent=comment)

    assert told("answered") == ["colleague"]
    assert told("commented") == ["follower", "teacher"]


def test_nobody_hears_of_a_comment_on_what_is_withdrawn(article, comment, colleague, reviewer):
    withdraw_article(article=article, by=reviewer, reason="ผิด")
    Notification.objects.all().delete()

    with pytest.raises(ActionRefused):
        add_comment(article=stored(article), by=colleague, text="คำตอบ", parent=comment)
    assert not Notification.objects.exists()


# --- pages --------------------------------------------------------------------------------------------------------------


def talk(article, people, threads, answers=0):
    """Make many comments at once, as if they had come one by one."""
    made = Comment.objects.bulk_create(
        Comment(article=article, by=people[n % len(people)], text=f"ความเห็นที่ {n}.") for n in range(threads)
    )
    Comment.objects.bulk_create(
        Comment(article=article, by=people[n % len(people)], text=f"คำตอบ {n}", parent=one)
        for one in made
        for n in range(answers)
    )
    Tally.objects.update_or_create(article=article, defaults={"comments": threads * (1 + answers)})
    return made


def test_the_newest_come_first_and_earlier_ones_on_further_pages(client, article, colleague):
    talk(article, [colleague], 45)

    pages = [page_of(client, article, comments=number).context["comments"] for number in (1, 3, 9)]

    assert [page.threads[0].text for page in pages] == [f"ความเห็นที่ {n}." for n in (44, 4, 44)]


def test_the_address_of_a_comment_finds_its_page(client, article, colleague, teacher):
    first = talk(article, [colleague], 45)[0]
    answer = add_comment(article=article, by=teacher, text="คำตอบ", parent=first)

    assert f'id="comment-{answer.pk}"' in client.get(answer.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "query", ({"comment": "9" * 30}, {"comment": "x"}, {"comments": "-1"}, {"comments": "๑"})
)
def test_odd_pages_are_the_first(client, article, comment, query):
    page = page_of(client, article, **query)

    assert page.context["comments"].number == 1


def test_the_article_takes_the_same_queries_however_many_comments(
    client, article, school, colleague, stranger
):
    people = [colleague, stranger, make_person("third", school)]
    client.force_login(stranger)
    asked = []
    for threads, answers in ((1, 1), (40, 3)):
        talk(article, people, threads, answers)
        client.get(article.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(article.get_absolute_url())
        own = [query["sql"] for query in captured if "knowledge_comment" in query["sql"]]
        asked.append((len(captured), len(own)))

    assert asked[0] == asked[1]
    assert asked[0][1] == 2  # conversations and answers


@pytest.mark.parametrize("count", (1, 3))
def test_the_reports_have_a_fixed_number_of_queries(
    client, article, colleague, stranger, reviewer, django_assert_num_queries, count
):
    for number in range(count):
        reported = add_comment(article=article, by=colleague, text=f"ความเห็น {number}")
        report_comment(comment=reported, by=stranger, reason="ก")
    client.force_login(reviewer)

    with django_assert_num_queries(10):
        client.get(reverse("knowledge:comment_reports"))


def test_comments_of_an_erased_person_stay_without_a_name(client, article, comment, colleague, office):
    name = colleague.full_name
    keeper = make_person("keeper", office, is_superuser=True)

    erase_person(person=colleague, by=keeper)

    page = page_of(client, article).content.decode()
    assert WORDS in page
    assert name not in page
    assert "อดีตบุคลากร" in page
