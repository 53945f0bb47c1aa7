"""What every page knows: the site's name, office, contact and the reader's theme."""

from django.conf import settings

from kmc import __version__


def site(request):
    """Return the site-wide template context."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.KMC_SITE_NAME,
        "site_office": settings.KMC_SITE_OFFICE,
        "site_contact": settings.KMC_CONTACT,
        "site_version": __version__,
        "theme": getattr(request, "theme", ""),
        "is_staff_admin": bool(user and user.is_authenticated and user.is_staff),
    }
