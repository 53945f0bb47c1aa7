"""Choosing the articles a line of one's ID-Plan rests on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import DevelopmentActivity
from accounts.permissions import can_record_development
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.forms import ActivityArticleForm
from knowledge.models import Article
from knowledge.search import search
from knowledge.services import ActionRefused
from knowledge.services.learning import OFFERED, last_read_by, link_article, unlink_article, written_by

LONGEST_QUERY = 200


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def activity_articles(request, pk):
    """The articles of a line: what is linked, what one wrote and read, what a search finds."""
    activities = DevelopmentActivity.objects.visible_to(request.user)
    activity = get_object_or_404(activities.select_related("plan__user", "competency"), pk=pk)
    if not can_record_development(request.user, activity.plan):
        raise PermissionDenied
    if request.method == "POST":
        change_links(request, activity)
        return redirect(request.get_full_path())
    words = collapse_spaces(normalize(request.GET.get("q", "")[:LONGEST_QUERY]))
    links = list(activity.article_links.visible_to(request.user))
    context = {
        "activity": activity,
        "plan": activity.plan,
        "links": links,
        "linked": {link.article_id for link in links},
        "words": words,
        "found": found_articles(words, request.user),
        "written": written_by(request.user).defer("body")[:OFFERED],
        "read": last_read_by(request.user),
    }
    return render(request, "knowledge/activity_articles.html", context)


def change_links(request, activity) -> None:
    """Link or unlink what was pressed, and say so."""
    form = ActivityArticleForm(request.POST, articles=Article.objects.visible_to(request.user))
    if not form.is_valid():
        messages.error(request, _("This article cannot be linked."))
        return
    if form.cleaned_data["remove"]:
        unlink_article(activity=activity, article_id=form.cleaned_data["remove"], by=request.user)
        messages.success(request, _("The link is removed."))
        return
    try:
        link_article(activity=activity, article=form.cleaned_data["add"], by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The article is linked."))


def found_articles(words: str, user) -> list[Article]:
    """Return what a search among everything the person may read finds."""
    return [hit.article for hit in search(words, user=user, per_page=OFFERED).items] if words else []
