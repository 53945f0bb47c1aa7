"""A visitor: finds an article by a word that stands mid-sentence, narrows, pages on, reads, passes it on."""

from urllib.parse import quote

import pytest
from django.utils.translation import override

from kmc.lib.dates import be_year
from knowledge.models import Article, TopicRequest
from tests.browser.reader import DESKTOP, PHONE

WORD = "การอ่าน"


def search(reader, words):
    """Search from the home page, as it is read in the language of the reader."""
    reader.open("/")
    reader.page.fill("main [name=q]", words)
    reader.press("main form[role=search] button", "**/articles/?q=*")


@pytest.mark.parametrize("language", ("th", "en"))
def test_search_marks_the_word_and_opens_the_article(visit, library, language):
    reader = visit(language=language)
    search(reader, WORD)
    reader.look()

    marks = set(reader.texts(".article-row mark"))
    excerpt = reader.text(".article-row__text")
    pk = reader.number("[data-article-id]", "article-id")
    reader.press(".article-row__title a", f"**/articles/{pk}/")

    assert marks == {WORD}
    assert f"เด็กรัก{WORD}ตั้งแต่" in excerpt
    assert reader.page.get_attribute("html", "lang") == language
    assert reader.text("h1") == Article.objects.get(pk=pk).title


def test_article_says_all_about_itself(visit, library, office):
    article = Article.objects.get(pk=library[0].pk)
    reader = visit()
    reader.open(article.get_absolute_url())

    facts = reader.text(".facts")
    with override("th"):
        licence, kind = article.get_licence_display(), article.get_kind_display()
    assert reader.text(".byline__place") == office.school.name
    assert all(
        str(fact) in facts
        for fact in (
            article.number,
            be_year(article.first_published_on),
            licence,
            article.topic.name,
            "ห้องเรียนสุขใจ",
        )
    )
    assert reader.text(".page-head__kicker a") == kind
    assert reader.count(".facts time") == 3


@pytest.mark.parametrize("size", (DESKTOP,))
def test_reads_are_counted_once_a_reader(visit, library, office):
    address = library[0].get_absolute_url()
    reader = visit()
    reader.open(address)
    reader.open(address)
    visit(office.officer).open(address)
    reader.page.reload()

    assert reader.number("[data-reads]", "reads") == 2


def test_article_is_passed_on(visit, library, live_server):
    reader = visit()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = library[0].get_absolute_url()
    reader.open(address)

    if reader.size == PHONE:
        reader.press(".share-bar__more summary")
    reader.press("[data-copy]")
    reader.page.wait_for_function(
        "(button) => button.innerText.trim() === button.dataset.copied",
        arg=reader.page.query_selector("[data-copy]"),
    )

    line = reader.page.get_attribute(".share-bar a", "href")
    whole = f"{live_server.url}{address}"
    assert reader.page.evaluate("navigator.clipboard.readText()") == whole
    assert line == f"https://social-plugins.line.me/lineit/share?url={quote(whole, safe='')}"


@pytest.mark.parametrize("scripts", (True, False))
def test_filters_and_pages(visit, library, scripts):
    reader = visit(scripts=scripts)
    search(reader, WORD)
    everything = reader.number("[data-total]", "total")
    first_page = reader.count(".article-row")
    reader.press("a[rel=next]", "**page=2*")
    second_page = reader.count(".article-row")

    if reader.size == PHONE:
        reader.press(".filter-bar summary")
    reader.page.select_option("[name=kind]", "research")
    reader.page.select_option("[name=year]", str(be_year(library[0].first_published_on)))
    reader.press(".filter-bar__go button", "**kind=research*")
    reader.look()

    research = sum(article.kind == "research" for article in library)
    assert (everything, first_page, second_page) == (len(library), 20, len(library) - 20)
    assert (reader.number("[data-total]", "total"), reader.count(".chips li")) == (
        research,
        3,
    )  # two, and one that clears both


def test_nothing_found_leads_on(visit, library):
    reader = visit()
    search(reader, "ฟฟฟฟฟฟ")

    reader.press(".actions--middle a[href$='/topics/']", "**/topics/")

    assert reader.count(".topic-row a")


@pytest.mark.parametrize("size", (PHONE,))
def test_reading_without_scripts(visit, library):
    reader = visit(scripts=False)
    search(reader, WORD)
    reader.press(".article-row__title a", "**/articles/*/")
    reader.press(".menu > summary")
    reader.press(".menu [name=theme][value=dark]")
    reader.page.wait_for_selector("html[data-theme=dark]")

    assert reader.page.is_visible(".prose h2")
    assert not reader.page.is_visible("[data-copy]")


@pytest.mark.parametrize("size", (DESKTOP,))
def test_language_is_changed_on_the_way(visit, library):
    reader = visit()
    reader.open(library[0].get_absolute_url())

    reader.press(".site-tools__language button")
    reader.page.wait_for_selector("html[lang=en]")

    assert reader.page.url.endswith(library[0].get_absolute_url())


@pytest.mark.parametrize("size", (PHONE,))
def test_what_is_missing_is_asked_for_without_scripts(visit, library):
    reader = visit(scripts=False)
    search(reader, "ปลาบู่ทองคำ")
    reader.press(".actions--middle .button--primary", "**/wanted/new/?q=*")

    assert reader.page.input_value("[name=title]") == "ปลาบู่ทองคำ"
    reader.press("main .form__actions button", "**/wanted/new/?sent*")

    assert TopicRequest.objects.get().status == TopicRequest.Status.HELD


@pytest.mark.parametrize("size", (PHONE, DESKTOP))
def test_suggestions_are_reached_with_the_keys(visit, library):
    reader = visit()
    reader.open("/")
    typed = library[0].title[:8]
    reader.page.locator("main [name=q]").press_sequentially(typed)
    reader.page.wait_for_selector(".suggestions:not([hidden]) [role=option]")
    reader.look()
    reader.page.keyboard.press("ArrowUp")
    chosen = reader.page.get_attribute("[role=option][aria-selected=true]", "href")
    reader.page.keyboard.press("Escape")
    is_closed = reader.page.is_hidden(".suggestions")
    still_typed = reader.page.input_value("main [name=q]")
    reader.page.keyboard.press("ArrowUp")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**{chosen}")

    assert (is_closed, still_typed) == (True, typed)
