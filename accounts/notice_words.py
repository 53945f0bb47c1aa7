"""What each kind of notification says. `%(actor)s` is who did it, the other names stand in the details.

A kind is a sentence for the page and the digest; the subject of mail that goes at once names nobody and
holds nothing a person typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Notification
from kmc.lib.thai import normalize, shorten

LONGEST_VALUE = 160  # letters of a title or a reason
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class NoticeKind:
    """How a kind is worded: the sentence, the subject of its letter, and several of it about one thing.

    `together` may name `%(people)s`, how many did the same; without it each stands on its own.
    """

    sentence: str
    subject: str
    together: str = ""


NOTICES: dict[str, NoticeKind] = {
    "published": NoticeKind(_("“%(title)s” is published."), _("Your article is published")),
    "returned": NoticeKind(
        _("“%(title)s” was returned for revision: %(reason)s"), _("Your article was returned for revision")
    ),
    "withdrawn": NoticeKind(_("“%(title)s” was withdrawn: %(reason)s"), _("Your article was withdrawn")),
    "next_published": NoticeKind(
        _("The new version of “%(title)s” is published."), _("The new version of your article is published")
    ),
    "overdue": NoticeKind(
        _("Is it still right? Articles of yours to confirm: %(number)s"),
        _("Your articles are to be confirmed"),
    ),
    "saved_search": NoticeKind(
        _("New articles for your search “%(title)s”: %(number)s"), _("New articles for a search you keep")
    ),
    "edited": NoticeKind(
        _("%(actor)s put something right in “%(title)s”."), _("A reviewer edited your article")
    ),
    "archived": NoticeKind(
        _("“%(title)s” is kept for the record only: %(reason)s"), _("Your article was archived")
    ),
    "unarchived": NoticeKind(
        _("“%(title)s” is back among the published articles: %(reason)s"),
        _("Your article is published again"),
    ),
    "merged": NoticeKind(
        _("“%(title)s” was merged into “%(into)s”: %(reason)s"), _("Two articles were merged")
    ),
    "published_at_once": NoticeKind(
        _("“%(title)s” was published at once. Please look at it."),
        _("An article was published at once"),
    ),
    "waiting_long": NoticeKind(
        _("“%(title)s” has waited long at its school or group. You may review it as well."),
        _("An article has waited long for review"),
    ),
    "trusted": NoticeKind(
        _("You may now publish at once at %(unit)s; a reviewer looks at it afterwards."),
        _("You may now publish at once"),
    ),
    "trust_ended": NoticeKind(
        _("What you send at %(unit)s is reviewed first from now on."),
        _("Your articles are reviewed first again"),
    ),
    "waiting": NoticeKind(_("“%(title)s” waits for your review."), _("An article waits for your review")),
    "used": NoticeKind(
        _("%(actor)s used “%(title)s” in their work: %(place)s."), _("Somebody used your knowledge")
    ),
    "use_hidden": NoticeKind(
        _("Your report of using “%(title)s” was hidden: %(reason)s"), _("Your report of a use was hidden")
    ),
    "tried": NoticeKind(
        _("%(actor)s tries out “%(title)s” at %(unit)s."), _("Somebody tries out your knowledge")
    ),
    "trial_over": NoticeKind(
        _("The time of your trial of “%(title)s” is over. What comes of it?"),
        _("A trial of yours is over"),
    ),
    "trial_decided": NoticeKind(
        _("The trial of “%(title)s” at %(unit)s has a verdict."), _("A trial has a verdict")
    ),
    "award_waiting": NoticeKind(
        _("The award “%(title)s” waits for your confirmation."), _("An award waits for your confirmation")
    ),
    "award_confirmed": NoticeKind(_("The award “%(title)s” is confirmed."), _("An award is confirmed")),
    "award_returned": NoticeKind(
        _("The award “%(title)s” was returned: %(reason)s"), _("An award was returned")
    ),
    "award_noted": NoticeKind(
        _("%(actor)s noted what followed from the award “%(title)s”."),
        _("There is a new note on an award"),
    ),
    "commented": NoticeKind(
        _("%(actor)s commented on “%(title)s”."), _("There is a new comment on an article")
    ),
    "answered": NoticeKind(
        _("%(actor)s answered in your conversation about “%(title)s”."), _("Your comment has an answer")
    ),
    "thanked": NoticeKind(
        _("%(actor)s thanks you for “%(title)s”."),
        _("Somebody thanks you for your article"),
        together=_("%(people)s people thank you for “%(title)s”."),
    ),
    "comment_hidden": NoticeKind(
        _("Your comment on “%(title)s” was hidden: %(reason)s"), _("Your comment was hidden")
    ),
    "comment_unhidden": NoticeKind(
        _("Your comment on “%(title)s” is shown again."), _("Your comment is shown again")
    ),
    "comment_reported": NoticeKind(
        _("A comment on “%(title)s” was reported."),
        _("A comment was reported"),
    ),
    "comment_report_hidden": NoticeKind(
        _("The comment you reported on “%(title)s” is hidden now."), _("Your report was looked at")
    ),
    "comment_report_stands": NoticeKind(
        _("The comment you reported on “%(title)s” was looked at and stands."), _("Your report was looked at")
    ),
    "followed_published": NoticeKind(
        _("“%(title)s” is new among what you follow."), _("There is something new among what you follow")
    ),
    "followed_changed": NoticeKind(
        _("“%(title)s”, which you follow, has a new version."), _("An article you follow has a new version")
    ),
    "wished": NoticeKind(
        _("Somebody asks for knowledge about “%(topic)s”, which you look after: “%(title)s”."),
        _("Knowledge you look after is asked for"),
    ),
    "wish_taken": NoticeKind(
        _("%(actor)s writes about what you asked for: “%(title)s”."), _("Somebody writes what you asked for")
    ),
    "wish_given_back": NoticeKind(
        _("“%(title)s”, which you took on, is open again for others."), _("A wanted topic is open again")
    ),
    "wish_answered": NoticeKind(
        _("What you asked for, “%(title)s”, is answered by “%(article)s”."), _("Your question has an answer")
    ),
    "wish_closed": NoticeKind(
        _("What you asked for, “%(title)s”, was closed: %(reason)s"), _("Your question was closed")
    ),
}
UNKNOWN = NoticeKind(_("There is something new for you."), _("There is something new for you"))


class Values(dict):
    """What a sentence names; a name that is missing is left open, not an error."""

    def __missing__(self, key):
        return "…"


@dataclass
class Line:
    """One line of the page or of a letter: a notification, with those that say the same of the same thing."""

    newest: Notification
    others: list[Notification] = field(default_factory=list)

    @property
    def is_unread(self) -> bool:
        return self.newest.read_at is None

    @property
    def sentence(self) -> str:
        """Return the line in the reader's language, as plain text: whoever shows it escapes it."""
        people = len({notice.actor_id or -notice.pk for notice in (self.newest, *self.others)})
        return sentence_of(self.newest, people=people)


def plain(value) -> str:
    """Return what a person typed as one short line without anything invisible."""
    return shorten(_CONTROL.sub(" ", normalize(str(value))), LONGEST_VALUE)


def sentence_of(notice: Notification, *, people: int = 1) -> str:
    """Return what a notification says. Only the sentence is read as a pattern, never what it names."""
    kind = NOTICES.get(notice.kind, UNKNOWN)
    actor = notice.actor.full_name if notice.actor else _now("Somebody")
    values = Values(notice.details, actor=actor, people=people)
    pattern = kind.together if people > 1 and kind.together else kind.sentence
    return str(pattern) % values


def grouped(notices: Iterable[Notification]) -> list[Line]:
    """Put together what says the same of the same thing, newest first; read and unread stay apart."""
    lines: dict[tuple, Line] = {}
    for notice in notices:
        may_join = NOTICES.get(notice.kind, UNKNOWN).together
        key = (notice.kind, notice.path, notice.read_at is None) if may_join else notice.pk
        if key in lines:
            lines[key].others.append(notice)
        else:
            lines[key] = Line(notice)
    return list(lines.values())
