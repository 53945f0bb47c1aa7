""" "I used this": who may report, what is counted and told, hiding, files, who sees what."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Notification
from knowledge.models import Article, Authorship, Tally, Use
from knowledge.services import withdraw_article
from knowledge.services.errors import ActionRefused
from knowledge.services.uses import delete_use, hide_use, report_use, show_use
from tests.knowledge.desk import again, make_person, picture_file, published

pytestmark = pytest.mark.django_db

TOKEN = "9d3c1a52-7c1a-4d37-8a27-3a7a5c0c9f10"
DATA = {"place": "ห้อง ป.3", "result": "อ่านคล่องขึ้น", "used_on": date(2026, 1, 5)}


@pytest.fixture(autouse=True)
def in_january(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to("2026-01-15 09:00+07:00", tick=True)


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def use(article, colleague):
    return report_use(article=article, by=colleague, data=DATA)


def handed_in(client, person, article, **data):
    client.force_login(person)
    form = {"place": "ห้อง ป.3", "result": "อ่านคล่องขึ้น", "used_on": "5/1/2569", "form_token": TOKEN}
    return client.post(reverse("knowledge:use_create", args=[article.pk]), form | data)


def count(article):
    return Tally.objects.get(article=article).uses


def test_form_knows_place_and_day(client, article, colleague):
    client.force_login(colleague)

    form = client.get(reverse("knowledge:use_create", args=[article.pk])).context["form"]

    assert (form["place"].value(), form["used_on"].value()) == ("โรงเรียนบ้านน้ำยืน", "15/01/2569")


def test_use_is_kept_counted_and_told_at_once(client, article, teacher, colleague):
    response = handed_in(client, colleague, article, measure="learning", figure="จาก 52 เป็น 68")

    use = Use.objects.get()
    assert response.url == f"/articles/{article.pk}/#use-{use.pk}"
    assert (use.by, use.organization, use.used_on) == (
        colleague,
        colleague.profile.organization,
        date(2026, 1, 5),
    )
    assert (use.measure, use.figure, count(article)) == ("learning", "จาก 52 เป็น 68", 1)
    notice = Notification.objects.get(kind="used")
    assert (notice.user, notice.actor, notice.is_urgent) == (teacher, colleague, True)
    assert notice.path == response.url


def test_form_sent_twice_is_one_use(client, article, colleague):
    for _time in range(2):
        handed_in(client, colleague, article)

    assert (Use.objects.count(), count(article), Notification.objects.filter(kind="used").count()) == (
        1,
        1,
        1,
    )


@pytest.mark.parametrize(
    "data, field",
    (
        ({"used_on": "16/1/2569"}, "used_on"),
        ({"used_on": "2569-02-30"}, "used_on"),
        ({"used_on": "9" * 400}, "used_on"),
        ({"used_on": ""}, "used_on"),
        ({"result": " "}, "result"),
        ({"result": "ก" * 2001}, "result"),
        ({"place": "ก" * 201}, "place"),
        ({"measure": "money"}, "measure"),
    ),
)
def test_what_cannot_be_is_said_and_the_form_stays_filled(client, article, colleague, data, field):
    response = handed_in(client, colleague, article, **{"figure": "68"} | data)

    form = response.context["form"]
    assert (list(form.errors), form["figure"].value(), Use.objects.count()) == ([field], "68", 0)


def test_authors_do_not_report_their_own_work(client, article, teacher, colleague):
    Authorship.objects.create(article=article, user=colleague, position=1)

    for author in (teacher, colleague):
        assert handed_in(client, author, article).url == article.get_absolute_url()

    assert Use.objects.count() == 0


def test_who_posted_for_a_colleague_may_use_it(client, reviewer, teacher, colleague):
    article = published(teacher, reviewer, authors=[colleague])

    handed_in(client, teacher, article)

    assert Use.objects.get().by == teacher


def test_article_withdrawn_meanwhile_takes_no_use(article, colleague, reviewer):
    withdraw_article(article=article, by=reviewer, reason="ผิด")

    with pytest.raises(ActionRefused):
        report_use(article=article, by=colleague, data=DATA)


def test_markup_stays_text(client, article, colleague):
    handed_in(client, colleague, article, result="<script>alert(1)</script>", place="<b>ที่นี่</b>")

    page = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>ที่นี่" not in page


def test_visitors_page_shows_a_new_use_at_once(client, article, colleague):
    before = client.get(article.get_absolute_url()).content.decode()
    report_use(article=article, by=colleague, data=DATA)

    after = client.get(article.get_absolute_url()).content.decode()

    assert ("อ่านคล่องขึ้น" in before, "อ่านคล่องขึ้น" in after) == (False, True)


def test_uses_of_staff_articles_are_not_for_visitors(client, teacher, reviewer, colleague):
    article = published(teacher, reviewer, visibility="staff")
    use = report_use(article=article, by=colleague, data=DATA)

    assert client.get(reverse("knowledge:use_list", args=[article.pk])).status_code == 404
    client.force_login(again(teacher))
    assert list(client.get(reverse("knowledge:use_list", args=[article.pk])).context["page"]) == [use]


def test_change_keeps_the_writer_and_says_when(client, use, colleague):
    client.force_login(colleague)

    client.post(
        reverse("knowledge:use_edit", args=[use.pk]), {"place": "ป.4", "result": "ดี", "used_on": "6/1/2569"}
    )

    use.refresh_from_db()
    assert (use.place, use.result, use.used_on) == ("ป.4", "ดี", date(2026, 1, 6))
    assert use.edited_at is not None
    assert count(use.article) == 1


def test_delete_counts_once(use, colleague):
    delete_use(use=use, by=colleague)
    with pytest.raises(ActionRefused):
        delete_use(use=use, by=colleague)

    assert (Use.objects.count(), count(use.article)) == (0, 0)


def test_hidden_use_is_gone_for_all_but_its_writer_and_reviewers(client, use, colleague, reviewer, stranger):
    hide_use(use=use, by=reviewer, reason="มีชื่อนักเรียน")
    hide_use(use=use, by=reviewer, reason="อีกครั้ง")

    shown = {}
    for person in (colleague, reviewer, stranger):
        client.force_login(again(person))
        page = client.get(reverse("knowledge:use_list", args=[use.article_id]))
        shown[person.username] = "มีชื่อนักเรียน" in page.content.decode()
    assert shown == {"colleague": True, "reviewer": True, "stranger": False}
    assert count(use.article) == 0
    assert Notification.objects.get(kind="use_hidden").user == colleague


def test_hidden_use_comes_back(use, reviewer):
    hide_use(use=use, by=reviewer, reason="มีชื่อนักเรียน")
    for _time in range(2):
        show_use(use=use, by=reviewer)

    use.refresh_from_db()
    assert (use.is_hidden, use.hidden_reason, count(use.article)) == (False, "", 1)


def test_hidden_use_is_not_changed_by_its_writer(use, colleague, reviewer):
    hide_use(use=use, by=reviewer, reason="มีชื่อนักเรียน")

    with pytest.raises(ActionRefused):
        delete_use(use=use, by=colleague)


def test_other_reviewers_and_writers_do_not_hide(use, other_reviewer, colleague, teacher):
    for person in (other_reviewer, colleague, teacher):
        with pytest.raises(ActionRefused):
            hide_use(use=use, by=again(person), reason="ไม่ชอบ")


def test_file_is_checked_and_only_for_colleagues(client, article, colleague, stranger):
    handed_in(client, colleague, article, file=picture_file("ห้องเรียน.jpg"))
    address = reverse("knowledge:use_file", args=[Use.objects.get().pk])
    client.logout()

    assert client.get(address).url.startswith("/account/login/")
    client.force_login(stranger)
    response = client.get(address)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content)[:4] == b"RIFF"


def test_file_follows_the_permission_of_the_article(client, article, colleague, reviewer, stranger):
    handed_in(client, colleague, article, file=picture_file())
    withdraw_article(article=article, by=reviewer, reason="ผิด")
    client.force_login(stranger)

    assert client.get(reverse("knowledge:use_file", args=[Use.objects.get().pk])).status_code == 404


def test_file_that_is_not_what_it_says_is_refused(client, article, colleague):
    response = handed_in(client, colleague, article, file=SimpleUploadedFile("a.pdf", b"<html>"))

    assert list(response.context["form"].errors) == ["file"]


@pytest.mark.parametrize("number", (1, 7))
def test_list_has_a_fixed_number_of_queries(client, article, school, number, django_assert_num_queries):
    for one in range(number):
        report_use(article=article, by=make_person(f"user{one}", school), data=DATA)

    with django_assert_num_queries(4):
        client.get(reverse("knowledge:use_list", args=[article.pk]))


def test_article_shows_the_newest_five(client, article, school):
    for number in range(7):
        report_use(
            article=article, by=make_person(f"user{number}", school), data=DATA | {"place": f"ที่ {number}"}
        )

    context = client.get(article.get_absolute_url()).context

    assert [use.place for use in context["uses"]] == [f"ที่ {number}" for number in (6, 5, 4, 3, 2)]
    assert context["use_total"] == 7


def test_own_page_and_person_page_count_uses_by_others(client, use, teacher, reviewer):
    hidden = report_use(article=use.article, by=reviewer, data=DATA)
    hide_use(use=hidden, by=make_superuser(), reason="ซ้ำ")
    client.force_login(teacher)

    mine = client.get(reverse("accounts:me")).context
    person = client.get(teacher.get_absolute_url()).context

    assert (mine["echo"]["uses"], mine["latest_use"], person["used"]) == (1, use, 1)
    Article.objects.update(status="withdrawn")
    assert client.get(reverse("accounts:me")).context["latest_use"] is None


def make_superuser():
    return make_person("root", None, is_superuser=True)
