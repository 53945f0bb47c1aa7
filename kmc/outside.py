"""What browsers and robots ask a site for: how to search it, and where not to go."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from kmc.lib.thai import shorten

CLOSED = ("/admin/", "/account/", "/me/", "/notifications/", "/preferences/", "/*?q=", "/*&q=")
SHORT, LONG = 16, 48  # letters, says the standard


@require_safe
def robots(request):
    """Keep robots out of the back office, accounts and endless results; show them the sitemap."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request):
    """Tell a browser how this site is searched (OpenSearch 1.1), so that it can be asked from the address bar."""
    context = {
        "short_name": shorten(settings.KMC_SITE_NAME, SHORT),
        "long_name": shorten(settings.KMC_SITE_NAME, LONG),
        "search_url": request.build_absolute_uri(reverse("knowledge:article_list")),
        "suggest_url": request.build_absolute_uri(reverse("knowledge:search_suggest")),
        "own_url": request.build_absolute_uri(request.path),
        "icon_url": request.build_absolute_uri(static("img/favicon.svg")),
    }
    return render(
        request,
        "opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
