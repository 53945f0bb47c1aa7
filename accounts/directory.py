"""Who knows about what: people found by what they are, and by what they did."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import RoleGrant, User
from accounts.roles import ROLES
from kmc.lib.thai import normalize

LONGEST = 100  # letters of a search that are looked at
MOST_WORDS = 5


def words_of(text: str) -> list[str]:
    """Return the words looked for, in the stored spelling, each once."""
    return list(dict.fromkeys(normalize(text)[:LONGEST].split()))[:MOST_WORDS]


def credits():
    """Return who is credited for which published article. The layer above keeps the rows; the relation is ours."""
    return User.authorships.rel.related_model.objects.published()


def roles_called(word: str) -> list[str]:
    """Return the roles whose name holds the word, in the reader's language."""
    return [role.slug for role in ROLES if word.casefold() in str(role.title).casefold()]


def knowing(word: str) -> Q:
    """Say of a person: the name holds the word; or, unless they do not wish to be found so, their position,
    unit or expertise does, a role they hold, or what they wrote is about it.

    Who wrote about it is asked once, apart: beside the other questions it would be asked for each page again.
    """
    authors = set(credits().about(word).values_list("user", flat=True).order_by()) - {None}
    place = Q(profile__position__icontains=word) | Q(profile__organization__name__icontains=word)
    holders = RoleGrant.objects.filter(role__slug__in=roles_called(word)).values("user")
    evidence = Q(pk__in=authors) | Q(pk__in=holders)
    known = place | Q(profile__expertise__icontains=word) | evidence
    return Q(written_name__icontains=word) | Q(profile__is_findable=True) & known


def reasons(people: list[User], words: list[str]) -> dict[int, list[str]]:
    """Return for each person, by key, what they did that the words fit: articles about them, roles of the name.

    Two queries, however many people and words.
    """
    told = {person.pk: [] for person in people if person.profile.is_findable}
    if not words:
        return told
    counts = {
        f"about{n}": Count("article", filter=credits().about_word(word)) for n, word in enumerate(words)
    }
    written = credits().filter(user__in=list(told)).values("user").annotate(**counts).order_by()
    for row in written:
        told[row["user"]] += [
            articles_about(row[f"about{n}"], word) for n, word in enumerate(words) if row[f"about{n}"]
        ]
    slugs = {slug for word in words for slug in roles_called(word)}
    held = RoleGrant.objects.filter(user__in=list(told), role__slug__in=slugs)
    for grant in held.by_unit().select_related("role", "organization"):
        told[grant.user_id].append(
            _("%(role)s of %(unit)s") % {"role": grant.role, "unit": grant.organization}
        )
    return told


def articles_about(count: int, word: str) -> str:
    return ngettext(
        "Wrote %(count)d article about “%(word)s”", "Wrote %(count)d articles about “%(word)s”", count
    ) % {"count": count, "word": word}
