"""Pages of freshness: what is to be looked at again, and the one tap that says it is still right."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import REVIEWER
from kmc.lib.dates import format_date
from kmc.lib.paging import WindowPaginator
from knowledge.due import DueForm, due_tabs
from knowledge.models import Article
from knowledge.models.article import ArticleQuerySet
from knowledge.permissions import can_confirm_article
from knowledge.services import ActionRefused, confirm_article

PER_PAGE = 20


@login_required
@require_safe
def freshness_list(request):
    """What is to be confirmed by now or soon: one's own, or that of the units a reviewer looks after."""
    form = DueForm(request.GET, user=request.user, may_see_units=request.user.holds(REVIEWER))
    rows = form.rows()
    pages = WindowPaginator(rows, rows.count(), PER_PAGE, load=ArticleQuerySet.for_list)
    context = {
        "form": form,
        "page": pages.page(request.GET.get("page")),
        "overdue": rows.overdue().count(),
        "tabs": due_tabs(form),
        "chips": form.chips(request.GET),
        "clear_url": f"?of={form.scope}",
        "here": request.get_full_path(),
    }
    return render(request, "knowledge/freshness_list.html", context)


@login_required
@require_POST
def article_confirm(request, pk):
    """Say that an article is still right, in one tap."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_confirm_article(request.user, article):
        raise PermissionDenied
    try:
        confirmed = confirm_article(article=article, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(article)
    day = format_date(confirmed.review_due_on)
    messages.success(request, _("Thank you. You are asked again by %(day)s.") % {"day": day})
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else article)
