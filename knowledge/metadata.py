"""What a page says of an article to machines: link previews, search engines, libraries. Public articles only."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kmc.lib.html import html_to_text
from kmc.lib.thai import shorten
from kmc.lib.xml import xml_text

DESCRIPTION = 200
DEED = "deed.th"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
# What could end the script, or a line of one, is written as a number: the text says the same and harms nothing.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def site_host() -> str:
    """Return the host of the site as the office names it: what identifiers are made of, however it is reached."""
    return urlsplit(settings.KMC_PUBLIC_URL).hostname or "localhost"


def tag_uri(article) -> str:
    """Return the identifier of an article that never changes (RFC 4151)."""
    return f"tag:{site_host()},{article.first_published_on.isoformat()}:{article.get_absolute_url()}"


def licence_url(article) -> str:
    """Return where the licence stands, in no language; nothing where all rights are reserved."""
    return article.licence_deed.removesuffix(DEED)


def metadata_of(article, request) -> dict | None:
    """Return what the head of the page says of a loaded article; None for what is not open to everyone. No query."""
    if not (article.is_published and article.is_public):
        return None
    return {
        "description": description_of(article),
        "cover": absolute(request, "knowledge:article_cover", article.pk) if article.cover else "",
        "modified_at": modified_at(article),
        "authors": [credit.display_name for credit in article.authorships.all()],
        "publisher": settings.KMC_SITE_OFFICE or settings.KMC_SITE_NAME,
        "licence_url": licence_url(article),
        "dublin_core": DUBLIN_CORE,
        "linked_data": as_script(linked_data(article, request)),
    }


def description_of(article) -> str:
    """Return the summary, else how the text begins."""
    return shorten(article.summary or html_to_text(article.body), DESCRIPTION)


def modified_at(article):
    """Return when the text that stands was last changed."""
    return max(article.edited_at, article.published_at)


def absolute(request, name: str, *arguments) -> str:
    return request.build_absolute_uri(reverse(name, args=arguments))


def linked_data(article, request) -> dict:
    """Return the article in the words of schema.org; what is not known is left out."""
    said = {
        "@context": "https://schema.org",
        "@type": ["Article", "LearningResource"],
        "@id": request.build_absolute_uri(article.get_absolute_url()),
        "mainEntityOfPage": request.build_absolute_uri(article.get_absolute_url()),
        "headline": article.title,
        "description": description_of(article),
        "author": [author_data(credit, request) for credit in article.authorships.all()],
        "publisher": {
            "@type": "Organization",
            "name": settings.KMC_SITE_OFFICE or settings.KMC_SITE_NAME,
            "url": request.build_absolute_uri("/"),
        },
        "datePublished": article.first_published_at.isoformat(),
        "dateModified": modified_at(article).isoformat(),
        "inLanguage": article.language,
        "license": licence_url(article),
        "isAccessibleForFree": True,
        "keywords": article.keywords,
        "articleSection": article.topic.name if article.topic else "",
        "educationalLevel": str(article.get_level_display()),
        "about": str(article.get_subject_display()),
        "learningResourceType": str(article.get_kind_display()),
        "image": absolute(request, "knowledge:article_cover", article.pk) if article.cover else "",
        "isBasedOn": article.source_url,
    }
    return {name: value for name, value in said.items() if value}


def author_data(credit, request) -> dict:
    """Return an author as the page names them: with their own page where they work here."""
    person = {"@type": "Person", "name": credit.display_name}
    if credit.user_id:
        person["url"] = request.build_absolute_uri(credit.user.get_absolute_url())
    if credit.organization_id:
        person["affiliation"] = {"@type": "Organization", "name": credit.organization.name}
    return person


def as_script(data: dict) -> SafeString:
    """Return data as a script that no browser runs; nothing people typed can end it."""
    text = xml_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
