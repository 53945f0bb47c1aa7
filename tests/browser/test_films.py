"""Films of another site: put into a text by their address, asked for only when somebody presses."""

import pytest

from tests.browser.reader import DESKTOP
from tests.browser.writing import body, paste, stored
from tests.knowledge.desk import published

NUMBER = "dQw4w9WgXcQ"
FILM = f'<div data-youtube="{NUMBER}"></div>'
ADDRESSES = (
    f"https://www.youtube.com/watch?app=desktop&v={NUMBER}&t=30s", f"https://youtu.be/{NUMBER}?si=abc", f"youtube.com/shorts/{NUMBER}",
    f"https://m.youtube.com/live/{NUMBER}?feature=share", f"https://www.youtube-nocookie.com/embed/{NUMBER}",
    f'<iframe src="https://www.youtube.com/embed/{NUMBER}?start=5"></iframe>',
)  # fmt: skip
NOT_FILMS = (
    "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://youtu.be/short",
    "https://www.youtube.com/@obec",
)


@pytest.mark.parametrize("size", (DESKTOP,))
def test_every_form_of_the_address_is_understood(writer):
    for address in ADDRESSES:
        writer.press("[data-do=film]")
        writer.page.fill("#film-address", address)
        writer.press("[data-film-set]")

    assert body(writer) == FILM * len(ADDRESSES)


@pytest.mark.parametrize("size", (DESKTOP,))
def test_other_addresses_are_refused_in_words(writer):
    writer.press("[data-do=film]")
    for address in NOT_FILMS:
        writer.page.fill("#film-address", address)
        writer.page.keyboard.press("Enter")
        assert writer.page.evaluate("document.querySelector('#film-address').validationMessage")

    writer.page.keyboard.press("Escape")
    assert body(writer) == ""


def test_address_pasted_alone_is_a_film(writer):
    writer.page.keyboard.type("ก่อน ")
    paste(writer, f"https://youtu.be/{NUMBER}", "text/plain")
    writer.page.keyboard.press("Enter")
    paste(writer, f"https://youtu.be/{NUMBER}", "text/plain")
    writer.page.keyboard.type("หลัง")
    writer.press(".ProseMirror .film")
    writer.look()

    link = f'<a href="https://youtu.be/{NUMBER}" rel="noopener nofollow ugc">https://youtu.be/{NUMBER}</a>'
    assert stored(writer) == f"<p>ก่อน {link}</p>{FILM}<p>หลัง</p>"


def test_film_is_asked_for_when_somebody_presses(visit, office):
    article = published(office.teacher, office.reviewer, body=f"<p>ก</p>{FILM}")
    reader = visit()
    reader.context.route("**/*youtube*/**", lambda route: route.fulfill(body="<p>film</p>"))
    reader.open(article.get_absolute_url())
    asked_before = [address for address in reader.addresses if "youtube" in address]
    reader.press(".film__play")
    reader.page.wait_for_selector("iframe")

    source = f"https://www.youtube-nocookie.com/embed/{NUMBER}?autoplay=1"
    assert (asked_before, reader.page.get_attribute("iframe", "src")) == ([], source)
    reader.look()


@pytest.mark.parametrize("size", (DESKTOP,))
def test_film_is_a_link_without_scripts(visit, office):
    article = published(office.teacher, office.reviewer, body=f"<p>ก</p>{FILM}")
    reader = visit(scripts=False)
    reader.open(article.get_absolute_url())

    assert reader.page.get_attribute(".prose a", "href") == f"https://www.youtube.com/watch?v={NUMBER}"
