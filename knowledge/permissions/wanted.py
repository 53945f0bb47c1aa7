"""Who may ask for knowledge, want it too, take it on, answer, close and let through."""

from accounts.roles import ADMINISTRATOR, OFFICER, REVIEWER
from knowledge.models import TopicRequest
from knowledge.permissions.articles import can_write
from knowledge.permissions.topics import keeps_office

Status = TopicRequest.Status


def can_ask(user) -> bool:
    """Everybody asks. What a visitor asks waits until somebody of the office let it through."""
    return not user.is_authenticated or user.is_active


def can_second(user, wish: TopicRequest) -> bool:
    """Signed-in people want too what others asked for, while nobody has answered."""
    return user.is_authenticated and wish.is_unanswered and wish.asked_by_id != user.pk


def can_take(user, wish: TopicRequest) -> bool:
    """Whoever writes may take on what nobody writes about yet."""
    return wish.status == Status.OPEN and can_write(user)


def can_give_back(user, wish: TopicRequest) -> bool:
    """Who took it on gives it back; so does who keeps the wishes, where nothing comes of it."""
    if wish.status != Status.TAKEN or not user.is_authenticated:
        return False
    return wish.taken_by_id == user.pk or keeps_wishes(user)


def can_answer(user, wish: TopicRequest) -> bool:
    """Who took it on, reviewers and administrators name the published article that answers."""
    if not user.is_authenticated or not wish.is_unanswered:
        return False
    return wish.taken_by_id == user.pk or user.holds(REVIEWER) or user.holds(ADMINISTRATOR)


def can_close(user, wish: TopicRequest) -> bool:
    """The asker while nobody took it on; reviewers and administrators of the office at any time before an answer.

    Who may let a visitor's wish through may refuse it as well.
    """
    if not user.is_authenticated or wish.is_ended:
        return False
    if wish.status == Status.HELD:
        return can_let_through(user)
    is_own = wish.asked_by_id == user.pk and wish.status == Status.OPEN
    return is_own or keeps_wishes(user)


def can_reopen(user, wish: TopicRequest) -> bool:
    """The asker whose wish was not met, and who keeps the wishes."""
    if not user.is_authenticated or not wish.is_ended:
        return False
    return wish.asked_by_id == user.pk or keeps_wishes(user)


def can_let_through(user) -> bool:
    """Reviewers, plan officers and administrators look at what visitors ask before others see it."""
    return user.is_authenticated and any(user.holds(role) for role in (REVIEWER, OFFICER, ADMINISTRATOR))


def keeps_wishes(user) -> bool:
    """Reviewers and administrators of the office itself look after all wishes."""
    return keeps_office(user, REVIEWER, ADMINISTRATOR)


def wish_actions(user, wish: TopicRequest) -> dict[str, bool]:
    """Return every answer the page of a wish needs. No query for visitors."""
    return {
        "can_second": can_second(user, wish),
        "can_take": can_take(user, wish),
        "can_give_back": can_give_back(user, wish),
        "can_answer": can_answer(user, wish),
        "can_close": can_close(user, wish),
        "can_reopen": can_reopen(user, wish),
        "can_let_through": wish.status == Status.HELD and can_let_through(user),
    }
