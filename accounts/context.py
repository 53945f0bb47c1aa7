"""What the header shows to who is signed in: how much is new for them."""

from django.utils.functional import SimpleLazyObject

from accounts.models import Notification


def notices(request):
    """Return `unread_notices`, a short text; nothing is asked of the database before a template uses it."""
    user = getattr(request, "user", None)

    def unread() -> str:
        return Notification.objects.shown_unread(user) if user and user.is_authenticated else ""

    return {"unread_notices": SimpleLazyObject(unread)}
