"""An administrator in the back office: in Thai, finds articles, publishes one through the bulk action."""

import pytest

from knowledge.models import Article
from tests.browser.reader import DESKTOP

LIST = "/admin/knowledge/article/"


@pytest.fixture
def admin(visit, office):
    return visit(office.admin)


def test_back_office_opens_in_thai(admin):
    admin.open("/admin/")

    assert admin.page.get_attribute("html", "lang") == "th"
    assert admin.count(f"a[href='{LIST}']")


@pytest.mark.parametrize("size", (DESKTOP,))
def test_article_is_found_and_published(admin, visit, waiting, library):
    admin.open(LIST)
    admin.page.fill("#searchbar", "เด็กหญิงมะลิ")
    admin.press("#changelist-search [type=submit]", "**q=*")
    found = admin.count("#result_list tbody tr")

    admin.press("#result_list .action-select")
    admin.page.select_option("select[name=action] >> nth=0", "publish")
    admin.press("button[name=index]")
    admin.page.wait_for_selector(".messagelist .success")

    assert found == 1
    assert Article.objects.get(pk=waiting.pk).is_published
    assert visit().open(waiting.get_absolute_url()) == 200


@pytest.mark.parametrize("size", (DESKTOP,))
def test_lists_and_forms_of_the_back_office(admin, waiting, office):
    pages = (
        f"{LIST}{waiting.pk}/change/",
        "/admin/accounts/user/",
        f"/admin/accounts/user/{office.teacher.pk}/change/",
        "/admin/accounts/organization/",
        "/admin/knowledge/topic/",
        "/admin/networks/schoolnetwork/",
        "/admin/reports/plan/",
        "/admin/reports/target/",
    )

    assert {path: admin.open(path) for path in pages} == dict.fromkeys(pages, 200)
