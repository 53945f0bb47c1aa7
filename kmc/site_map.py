"""Where everything is: sitemaps for search engines, a page of links for people."""

from django.contrib.sitemaps import Sitemap, views
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organization
from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from knowledge.models import PublicRecord, Topic
from networks.models import SchoolNetwork

PER_PART = 5_000
PAGES = (
    "home",
    "knowledge:article_list",
    "knowledge:topic_list",
    "knowledge:topic_map",
    "knowledge:wanted_list",
    "knowledge:tag_list",
    "accounts:organization_list",
    "networks:network_list",
    "knowledge:award_list",
    "knowledge:trial_list",
    "reports:target_list",
    "about",
    "site_map",
)


class PageMap(Sitemap):
    """The lists, and what stands alone."""

    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class ArticleMap(Sitemap):
    """What everybody may read, with the moment it last changed; read from the small table of public records."""

    limit = PER_PART

    def items(self):
        return PublicRecord.objects.standing().order_by("pk").only("pk", "changed_at")

    def location(self, item):
        return reverse("knowledge:article_detail", args=[item.pk])

    def lastmod(self, item):
        return item.changed_at

    def get_latest_lastmod(self):
        """Return when the newest change was, without reading every row."""
        return PublicRecord.objects.standing().latest_change()


class RowMap(Sitemap):
    """Pages of rows that are few. People have none: their pages are found through what they wrote."""

    limit = PER_PART

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows()


SECTIONS = {
    "pages": PageMap(),
    "articles": ArticleMap(),
    "topics": RowMap(lambda: Topic.objects.order_by("pk")),
    "organizations": RowMap(lambda: Organization.objects.working().order_by("pk").only("pk")),
    "networks": RowMap(lambda: SchoolNetwork.objects.active().order_by("pk").only("pk")),
}


@require_safe
@public_page(site_stamp)
def sitemap_index(request):
    """The list of sitemaps."""
    return views.index(request, SECTIONS, sitemap_url_name="sitemap_part").render()


@require_safe
@public_page(site_stamp)
def sitemap_part(request, section):
    """One sitemap, five thousand addresses a page."""
    return views.sitemap(request, SECTIONS, section).render()


@require_safe
@public_page(site_stamp)
def site_map(request):
    """All that the site has, on one page of links."""
    context = {
        "groups": groups(),
        "categories": Topic.objects.categories().in_order(),
        "components": Topic.objects.components().in_order(),
        "networks": SchoolNetwork.objects.active().order_by("sort_key", "pk"),
    }
    return render(request, "site_map.html", context)


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parts of the site with their pages: addresses and words."""
    return [
        (
            _("Knowledge"),
            [
                (reverse("knowledge:article_list"), _("All knowledge")),
                (reverse("knowledge:topic_list"), _("Topics")),
                (reverse("knowledge:topic_map"), _("Map of knowledge")),
                (reverse("knowledge:wanted_list"), _("Wanted topics")),
                (reverse("knowledge:tag_list"), _("Keywords")),
                (reverse("knowledge:award_list"), _("Outstanding works and awards")),
                (reverse("knowledge:trial_list"), _("Trials")),
            ],
        ),
        (
            _("Who is who"),
            [
                (reverse("accounts:organization_list"), _("Schools and groups")),
                (reverse("networks:network_list"), _("Networks")),
            ],
        ),
        (
            _("The plan"),
            [(reverse("reports:target_list"), _("All targets and their evidence"))],
        ),
        (
            _("This site"),
            [
                (reverse("home"), _("Home")),
                (reverse("about"), _("About")),
                (reverse("accounts:privacy_notice"), _("Privacy notice")),
                (reverse("accounts:terms"), _("Terms of use")),
                (reverse("knowledge:certificate_form"), _("Check a certificate")),
            ],
        ),
    ]
