"""The headings of a kind: offered, never asked for; in a plain box they are lines that begin with ##."""

import pytest

from knowledge.forms.plain import body_for_editing, plain_to_html
from knowledge.models import Article
from knowledge.prompts import PROMPTS, without_untouched
from knowledge.services import create_draft, submit_article
from tests.knowledge.desk import form_of, stored

pytestmark = pytest.mark.django_db
NEW = "/articles/new/"


@pytest.mark.parametrize(
    "html, shown",
    (
        ("<p>ก &amp; ข</p>\n<p>ค<br>ง</p>", ("ก & ข\n\nค\nง", "text")),
        ("<h2>ก</h2>\n<p>ข</p>\n<h3>ค</h3>", ("## ก\n\nข\n\n### ค", "text")),
        ("<h2>ก<br>ข</h2>", ("<h2>ก<br>ข</h2>", "html")),
        ("<p>## ก</p>", ("<p>## ก</p>", "html")),
        ('<p class="ta-center">ก</p>', ('<p class="ta-center">ก</p>', "html")),
        ("<p><strong>ก</strong></p>", ("<p><strong>ก</strong></p>", "html")),
        ("<ul><li><p>ก</p></li></ul>", ("<ul><li><p>ก</p></li></ul>", "html")),
        ("", ("", "text")),
    ),
)
def test_plain_browser_gets_plain_text_where_nothing_is_lost(html, shown):
    assert body_for_editing(html) == shown
    if shown[1] == "text":
        assert plain_to_html(shown[0]) == html


@pytest.mark.parametrize(
    "text, html",
    (
        ("## <b>ก</b>\nข\n## ค", "<h2>&lt;b&gt;ก&lt;/b&gt;</h2>\n<p>ข</p>\n<h2>ค</h2>"),
        ("##ก\n#### ข\n# ค", "<p>##ก<br>#### ข<br># ค</p>"),
        ("## ", "<p>##</p>"),
    ),
)
def test_headings_of_a_plain_box(text, html):
    assert plain_to_html(text) == html


def test_every_kind_has_headings():
    assert set(PROMPTS) == set(Article.Kind.values)


@pytest.mark.parametrize("kind", Article.Kind.values)
def test_page_of_a_kind_begins_with_its_headings(client, teacher, kind):
    client.force_login(teacher)

    form = client.get(f"{NEW}?kind={kind}").context["form"]

    assert form["kind"].value() == kind
    assert form["body"].value().split() == " ".join(f"## {prompt}" for prompt in PROMPTS[kind]).split()
    assert client.get(f"{NEW}?kind=poem").context["form"]["body"].value() is None


def test_untouched_headings_go_when_it_is_sent(client, teacher):
    client.force_login(teacher)
    body = "## บริบท\n\nโรงเรียนเล็ก\n\n\n## เหตุการณ์\n\n\n## ข้อคิด\n\n"

    client.post(NEW, form_of(teacher, kind="story", body=body))
    draft = Article.objects.get()
    assert draft.body.count("<h2>") == 3
    submit_article(article=draft, by=teacher)

    assert stored(draft).body == "<h2>บริบท</h2>\n<p>โรงเรียนเล็ก</p>"


@pytest.mark.parametrize(
    "html, rest",
    (
        ("<h2>บริบท</h2><p></p><h2>ข้อคิด</h2><p><br></p>", ""),
        ("<h2>บริบท</h2><h3>ย่อย</h3><p>ก</p>", "<h2>บริบท</h2><h3>ย่อย</h3><p>ก</p>"),
        ("<h2>หัวข้อของฉัน</h2>", "<h2>หัวข้อของฉัน</h2>"),
        ("<h2>บริบท</h2><img src='/files/x/'>", "<h2>บริบท</h2><img src='/files/x/'>"),
    ),
)
def test_only_offered_headings_with_nothing_under_them_go(html, rest):
    assert without_untouched(html) == rest


def test_headings_alone_are_no_text(client, teacher):
    client.force_login(teacher)
    headings = "## บริบท\n\n\n## เหตุการณ์"

    answer = client.post(NEW, form_of(teacher, body=headings, action="submit"))
    assert answer.context["form"].errors.keys() == {"body"}
    assert client.post(NEW, form_of(teacher, body=headings, title="", autosave="1")).json() == {
        "saved": False
    }


def test_title_of_a_draft_is_no_offered_heading(teacher):
    body = "<h2>บริบท</h2><p>วันแรกของการสอน</p>"

    assert create_draft(by=teacher, data={"title": "", "body": body}).title == "วันแรกของการสอน"
