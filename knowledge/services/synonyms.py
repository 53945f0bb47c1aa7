"""The office's synonyms take effect: articles that hold forms of several words are indexed anew."""

from django.db import transaction
from django.utils import timezone

from knowledge.models import SearchDocument, Synonym
from knowledge.search import reindex_articles
from knowledge.search.query import leaves
from knowledge.search.segment import signature
from knowledge.search.synonyms import BETWEEN


def apply_synonyms() -> int:
    """Index anew what holds a form of several words of a changed line. Return how many articles that were.

    Single words need no such thing: they count from the next search on.
    """
    done = 0
    for line in Synonym.objects.unapplied().order_by("pk"):
        seen = line.changed_at
        done += reindex_articles(articles_with(line.forms)) if line.is_active else 0
        with transaction.atomic():
            Synonym.objects.filter(pk=line.pk, changed_at=seen).update(applied_at=timezone.now())
    return done


def articles_with(forms: str) -> list[int]:
    """Return the keys of articles that hold a form of several words, in the order of their numbers."""
    rows = [leaves(form) for form in forms.split(BETWEEN)]
    phrases = [signature(words) for words in rows if len(words) > 1]
    return list(SearchDocument.objects.holding(phrases).order_by("pk").values_list("pk", flat=True))
