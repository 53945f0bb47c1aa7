"""Pages of the administration for those who keep the whole site, not for administrators of one school."""

from accounts.permissions import keeps_site


def is_keeper(request) -> bool:
    """Return whether the person keeps the site, asked once a request: the menu asks for every model."""
    if not hasattr(request, "is_keeper"):
        request.is_keeper = keeps_site(request.user)
    return request.is_keeper


class KeepersMixin:
    """Seen by those who keep the site only."""

    def has_view_permission(self, request, obj=None):
        return is_keeper(request)

    def has_module_permission(self, request):
        return is_keeper(request)
