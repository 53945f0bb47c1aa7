"""Two people on one text: both are shown, one is chosen, neither is lost, nothing is overwritten by itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from knowledge.models import Revision
from knowledge.services import EditConflict, save_article, save_draft
from tests.knowledge.desk import address, edit_form, published, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def elsewhere(draft, teacher):
    """The draft was saved from the telephone meanwhile."""
    data = {"title": "จากโทรศัพท์", "body": "<p>ข้อความจากโทรศัพท์</p>"}
    return save_draft(article=draft, by=teacher, data=data, version=1)


def kept_aside(article):
    return [(kept.title, kept.body) for kept in article.revisions.set_aside()]


@pytest.fixture
def mine(teacher, draft):
    return edit_form(teacher, draft, title="จากคอมพิวเตอร์", body="ข้อความจากคอมพิวเตอร์")


def test_both_texts_are_shown_and_nothing_is_written(desk, draft, elsewhere, mine):
    answer = desk.post(address("article_edit", draft), mine)

    assert answer.status_code == 409
    assert (answer.context["conflict"].title, answer.context["mine"]) == (
        "จากโทรศัพท์",
        "<p>ข้อความจากคอมพิวเตอร์</p>",
    )
    page = answer.content.decode()
    assert all(words in page for words in ("ข้อความจากโทรศัพท์", "จากคอมพิวเตอร์", 'value="keep_stored"'))
    assert "data-autosave" not in page
    assert (stored(draft).title, kept_aside(draft)) == ("จากโทรศัพท์", [])


def settled(answer, **fields):
    """Return the form as it comes back after a conflict."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | fields


def test_keeping_mine_sets_the_saved_text_aside(desk, draft, elsewhere, mine):
    again = settled(desk.post(address("article_edit", draft), mine), action="save")

    desk.post(address("article_edit", draft), again)

    assert stored(draft).title == "จากคอมพิวเตอร์"
    assert kept_aside(draft) == [("จากโทรศัพท์", "<p>ข้อความจากโทรศัพท์</p>")]


def test_keeping_the_saved_one_sets_mine_aside(desk, draft, elsewhere, mine):
    again = settled(desk.post(address("article_edit", draft), mine), action="keep_stored")

    answer = desk.post(address("article_edit", draft), again)

    assert answer.url == address("article_edit", draft)
    assert stored(draft).title == "จากโทรศัพท์"
    assert kept_aside(draft) == [("จากคอมพิวเตอร์", "<p>ข้อความจากคอมพิวเตอร์</p>")]


def test_a_third_save_meanwhile_is_a_conflict_again(desk, teacher, draft, elsewhere, mine):
    again = settled(desk.post(address("article_edit", draft), mine), action="save")
    save_draft(article=draft, by=teacher, data={"title": "จากเครื่องที่สาม"}, version=2)

    answer = desk.post(address("article_edit", draft), again)

    assert (answer.status_code, answer.context["conflict"].title) == (409, "จากเครื่องที่สาม")
    assert (stored(draft).title, kept_aside(draft)) == ("จากเครื่องที่สาม", [])


@pytest.mark.parametrize("is_settled", (False, True))
def test_autosave_never_overwrites(desk, draft, elsewhere, mine, is_settled):
    form = settled(desk.post(address("article_edit", draft), mine)) if is_settled else mine

    answer = desk.post(address("article_edit", draft), form | {"autosave": "1"})

    assert (answer.status_code, answer.json()["conflict"]) == (409, True)
    assert stored(draft).title == "จากโทรศัพท์"


def test_set_aside_is_not_for_strangers(desk, draft, elsewhere, mine, stranger):
    desk.force_login(stranger)

    answer = desk.post(address("article_edit", draft), mine | {"action": "keep_stored"})

    assert (answer.status_code, Revision.objects.count()) == (404, 0)


def test_reviewer_meets_the_author_who_was_faster(client, teacher, reviewer):
    article = published(teacher, reviewer)
    form = edit_form(reviewer, article, title="ผู้ตรวจแก้", reason="คำผิด")
    client.force_login(reviewer)
    client.post(address("article_edit", article), form)

    answer = client.post(address("article_edit", article), form | {"title": "อีกหน้าต่าง"})

    assert (answer.status_code, stored(article).title) == (409, "ผู้ตรวจแก้")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_saves_at_the_same_moment_leave_one_text_and_one_conflict(draft, teacher):
    def save(number):
        try:
            save_article(article=draft, by=teacher, data={"title": f"เครื่องที่ {number}"}, version=1)
        except EditConflict:
            return "conflict"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, range(4)))

    assert outcomes == ["conflict"] * 3 + ["saved"]
    assert stored(draft).version == 2
