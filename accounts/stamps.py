"""What a visitor's kept page is right under."""

from django.utils import timezone

from accounts.models import SiteState


def site_stamp(request, **kwargs) -> str:
    """Return the version of the site, asked once a request."""
    if not hasattr(request, "site_version"):
        request.site_version = SiteState.objects.current_version()
    return str(request.site_version)


def day_stamp(request, **kwargs) -> str:
    """Return version and day: what pages with a plan's figures hold under, as paces change at midnight."""
    return f"{site_stamp(request)}:{timezone.localdate().isoformat()}"
