"""What has a feed: only what visitors may open, whoever asks."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from knowledge.models import Article, Tag, Topic
from networks.models import SchoolNetwork

EVERYTHING = "articles"


class Subject(NamedTuple):
    """What a feed is about, the page of it, and its public articles."""

    title: str
    url: str
    articles: QuerySet


def everything(_key: None) -> Subject:
    return Subject(_("New knowledge"), reverse("knowledge:article_list"), Article.objects.public())


def topic(key: int) -> Subject:
    found = get_object_or_404(Topic, pk=key)
    return Subject(found.title, found.get_absolute_url(), Article.objects.public().in_topic(found.pk))


def tag(key: str) -> Subject:
    """A keyword that stands on no public article is not there for visitors."""
    found = get_object_or_404(Tag, slug=key)
    articles = Article.objects.public().tagged(found.slug)
    if not articles.exists():
        raise Http404
    return Subject(found.name, found.get_absolute_url(), articles)


def organization(key: int) -> Subject:
    found = get_object_or_404(Organization.objects.select_related("district"), pk=key)
    return Subject(found.name_with_district, found.get_absolute_url(), found.articles.public())


def network(key: int) -> Subject:
    found = get_object_or_404(SchoolNetwork, pk=key)
    return Subject(found.name, found.get_absolute_url(), found.articles.public())


def person(key: int) -> Subject:
    """Who asked to be forgotten has no feed."""
    people = User.objects.visible_to(AnonymousUser()).exclude(closed_because=User.Closed.ERASED)
    found = get_object_or_404(people, pk=key)
    return Subject(found.full_name, found.get_absolute_url(), found.authored_articles.public())


SUBJECTS: dict[str, Callable[..., Subject]] = {
    EVERYTHING: everything,
    "topics": topic,
    "tags": tag,
    "organizations": organization,
    "networks": network,
    "people": person,
}
