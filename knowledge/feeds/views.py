"""The one view of every feed, and its addresses."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.html import html_to_text
from kmc.lib.pages import public_page
from kmc.lib.thai import shorten
from knowledge.feeds.formats import FORMATS
from knowledge.feeds.subjects import EVERYTHING, SUBJECTS
from knowledge.metadata import tag_uri

NEWEST = 30
SUMMARY = 300


@require_safe
@public_page(site_stamp)
def article_feed(request, of, form, key=None):
    """The newest public articles of a subject. The same for everyone: staff articles are never in it."""
    subject = SUBJECTS[of](key)
    feed = FORMATS[form](
        title=f"{subject.title} · {settings.KMC_SITE_NAME}",
        subtitle=_("The newest articles open to everyone"),
        description=_("The newest articles open to everyone"),
        link=request.build_absolute_uri(subject.url),
        feed_url=request.build_absolute_uri(request.path),
        language=get_language(),
        author_name=settings.KMC_SITE_OFFICE or settings.KMC_SITE_NAME,
    )
    for article in subject.articles.newest_first().for_list().defer(None)[:NEWEST]:
        feed.add_item(**item_of(article, request))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def item_of(article, request) -> dict:
    """Return what a feed says of an article, with authors as its page names them."""
    cover = reverse("knowledge:article_cover", args=[article.pk]) if article.cover else ""
    return {
        "title": article.title,
        "link": request.build_absolute_uri(article.get_absolute_url()),
        "description": escape(
            article.summary or shorten(html_to_text(article.body), SUMMARY)
        ),  # taken for HTML
        "unique_id": tag_uri(article),
        "unique_id_is_permalink": False,
        "pubdate": article.first_published_at,
        "updateddate": max(article.edited_at, article.published_at),
        "categories": [article.get_kind_display(), *([article.topic.title] if article.topic else [])],
        "authors": [credit.display_name for credit in article.authorships.all()],
        "picture": request.build_absolute_uri(cover) if cover else "",
    }


def feed_name(of: str, form: str) -> str:
    """Return the name of a feed's address."""
    name = "feed" if of == EVERYTHING else f"feed_{of}"
    return name if form == "atom" else f"{name}_{form}"


def feed_url(of: str, form: str, key=None) -> str:
    """Return a feed's address."""
    return reverse(f"knowledge:{feed_name(of, form)}", kwargs={} if key is None else {"key": key})


def feed_paths() -> list:
    """Return the address of every feed in every format."""
    keys = {EVERYTHING: "feeds/articles", "tags": "feeds/tags/<str:key>"}
    return [
        path(
            f"{keys.get(of, f'feeds/{of}/<id:key>')}.{form}",
            article_feed,
            {"of": of, "form": form},
            name=feed_name(of, form),
        )
        for of in SUBJECTS
        for form in FORMATS
    ]
