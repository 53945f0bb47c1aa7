"""Wanted knowledge: asked for, seconded, taken on, answered, closed; and who hears of it."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from accounts.services.notices import notify
from kmc.lib.limits import is_too_often
from knowledge.models import Article, TopicRequest
from knowledge.permissions import (
    can_answer,
    can_ask,
    can_close,
    can_give_back,
    can_let_through,
    can_reopen,
    can_second,
    can_take,
)
from knowledge.services.errors import ActionRefused
from knowledge.services.once import saved_once

Status = TopicRequest.Status
ASKED_PER_HOUR = 20
ASKED_BY_ADDRESS = 5  # visitors of one address in an hour


@transaction.atomic
def ask(
    *, by: User | None, data: dict, form_token: uuid.UUID | None = None, address: str | None = None
) -> TopicRequest:
    """Keep what somebody misses. Of a visitor (`by` None) only the words are kept, and they wait to be let through.

    Sent twice it is one wish. Whoever looks after the topic is told, once others may see it.
    """
    wish = TopicRequest(asked_by=by, **data)
    wish.form_token = form_token or wish.form_token
    profile = getattr(by, "profile", None)
    wish.organization = profile.organization if profile else None
    wish.status = Status.OPEN if by else Status.HELD
    who, most = (by.pk, ASKED_PER_HOUR) if by else (address, ASKED_BY_ADDRESS)
    if (by and not can_ask(by)) or is_too_often("wishes", who, most):
        raise ActionRefused(_("Too many questions in one hour. Please go on later."))
    wish, is_new = saved_once(wish, writer="asked_by")
    if is_new and by:
        record_use(user=by)
        tell_owner(wish, by=by)
    return wish


@transaction.atomic
def let_through(*, wish: TopicRequest, by: User) -> TopicRequest:
    """Show others what a visitor asked for. Twice changes nothing."""
    stored = held(wish)
    if not can_let_through(by):
        raise PermissionDenied
    if stored.status == Status.HELD:
        stored.status = Status.OPEN
        stored.save()
        tell_owner(stored, by=by)
    return stored


@transaction.atomic
def second(*, wish: TopicRequest, by: User) -> None:
    """Want it, too. Twice counts once."""
    stored = held(wish)
    if not can_second(by, stored):
        raise ActionRefused(_("This is not waiting for an answer any more."))
    stored.seconds.get_or_create(user=by)
    record_use(user=by)
    SiteState.raise_version()


@transaction.atomic
def unsecond(*, wish: TopicRequest, by: User) -> None:
    """Want it no more."""
    wish.seconds.filter(user=by).delete()
    SiteState.raise_version()


@transaction.atomic
def take(*, wish: TopicRequest, by: User) -> TopicRequest:
    """Take it on: others see that somebody writes. Once more by the same person changes nothing."""
    stored = held(wish)
    if stored.status == Status.TAKEN and stored.taken_by_id == by.pk:
        return stored
    if not can_take(by, stored):
        raise ActionRefused(_("Somebody else took this on, or it is answered already."))
    stored.status, stored.taken_by, stored.taken_at = Status.TAKEN, by, timezone.now()
    stored.save()
    record_use(user=by)
    tell(stored, kind="wish_taken", by=by)
    return stored


@transaction.atomic
def give_back(*, wish: TopicRequest, by: User) -> TopicRequest:
    """Let others take it on again. A draft that was begun stays with its writer."""
    stored = held(wish)
    if stored.status == Status.OPEN:
        return stored
    if not can_give_back(by, stored):
        raise ActionRefused(_("This is not yours to give back."))
    if stored.taken_by_id != by.pk:
        tell(stored, kind="wish_given_back", by=by, people={stored.taken_by_id})
    free(stored)
    return stored


@transaction.atomic
def answer(*, wish: TopicRequest, by: User, article: Article) -> TopicRequest:
    """Say which published article answers it. Asker and supporters are told, with the way to it."""
    stored = held(wish)
    if stored.status == Status.ANSWERED and stored.article_id == article.pk:
        return stored
    if not can_answer(by, stored):
        raise ActionRefused(_("This is answered or closed already, or not yours to answer."))
    if not article.is_published:
        raise ActionRefused(_("Only a published article can be an answer."))
    stored.article = article
    end(stored, status=Status.ANSWERED, by=by)
    tell(stored, kind="wish_answered", by=by, is_urgent=True)
    return stored


@transaction.atomic
def close(*, wish: TopicRequest, by: User, reason: str) -> TopicRequest:
    """Close it without an answer, with a reason the asker reads; of a visitor's wish: refuse it."""
    stored = held(wish)
    if stored.status == Status.CLOSED:
        return stored
    if not can_close(by, stored):
        raise ActionRefused(_("This cannot be closed any more."))
    stored.closed_reason, stored.article = reason, None
    end(stored, status=Status.CLOSED, by=by)
    tell(stored, kind="wish_closed", by=by, reason=reason)
    return stored


@transaction.atomic
def reopen(*, wish: TopicRequest, by: User) -> TopicRequest:
    """Ask anew for what was closed, or what the answer did not answer."""
    stored = held(wish)
    if stored.is_unanswered:
        return stored
    if not can_reopen(by, stored):
        raise ActionRefused(_("This is not yours to open again."))
    stored.ended_by, stored.ended_at, stored.closed_reason = None, None, ""
    free(stored)
    return stored


# --- The article that is written to answer --------------------------------------------------------


def write_for(*, wish_number: str, article: Article, by: User) -> None:
    """Note that a new draft is written to answer what its writer took on: publishing it answers. Else nothing."""
    wish = TopicRequest.objects.numbered(wish_number)
    if wish is None:
        return
    stored = held(wish)
    if stored.status == Status.TAKEN and stored.taken_by_id == by.pk:
        stored.article = article
        stored.save()


def answer_with(*, article: Article, by: User) -> None:
    """Answer what a newly published article was written for. Called in the transaction of its publication."""
    for wish in TopicRequest.objects.being_written_as(article).select_for_update(of=("self",)):
        end(wish, status=Status.ANSWERED, by=by)
        tell(wish, kind="wish_answered", by=by, is_urgent=True)


# --- What the steps share -------------------------------------------------------------------------


def held(wish: TopicRequest) -> TopicRequest:
    """Return the wish as it stands now, held for the rest of the transaction."""
    return TopicRequest.objects.select_for_update().get(pk=wish.pk)


def free(wish: TopicRequest) -> None:
    wish.status, wish.taken_by, wish.taken_at, wish.article = Status.OPEN, None, None, None
    wish.save()


def end(wish: TopicRequest, *, status: str, by: User) -> None:
    wish.status, wish.ended_by, wish.ended_at = status, by, timezone.now()
    wish.save()
    record_use(user=by)


def tell(
    wish: TopicRequest,
    *,
    kind: str,
    by: User,
    people: Iterable[int] | None = None,
    is_urgent: bool = False,
    **details,
) -> None:
    """Tell who asked and who wants it too, or the people named, what became of it."""
    if people is None:
        people = {*wish.seconds.values_list("user", flat=True), wish.asked_by_id} - {None}
    is_answer = kind == "wish_answered"
    notify(
        people=people,
        kind=kind,
        path=wish.article.get_absolute_url() if is_answer else wish.get_absolute_url(),
        actor=by,
        details={"title": wish.title, **({"article": wish.article.title} if is_answer else {}), **details},
        is_urgent=is_urgent,
    )


def tell_owner(wish: TopicRequest, *, by: User) -> None:
    """Tell who looks after the topic that something is missed in it."""
    owner = wish.topic.owner_id if wish.topic_id else None
    if owner:
        details = {"topic": wish.topic.name}
        tell(wish, kind="wished", by=by, people={owner}, **details)
