"""Pages of writing: the form, its autosave, what is there already on the subject."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kmc.lib.html import clean_html
from kmc.lib.limits import is_too_often
from knowledge.forms import ArticleForm
from knowledge.forms.starting import asked_for
from knowledge.kept_text import keep_until_signed_in, kept_form
from knowledge.models import Article
from knowledge.permissions import (
    can_discard_article,
    can_edit_article,
    can_publish_at_once,
    can_submit_article,
    can_write,
    can_write_next,
    is_own,
)
from knowledge.prompts import PROMPTS
from knowledge.search import similar_to
from knowledge.services import (
    ActionRefused,
    EditConflict,
    PupilsWordMissing,
    attach_file,
    give_way,
    save_article,
    save_following,
    waiting_version,
)

LOOKS_AN_HOUR = 900
SHOWN = 4  # of what is there already: one may be the article itself


@require_http_methods(["GET", "HEAD", "POST"])
def article_create(request):
    """A new article. Opening the page writes nothing; the first save makes the draft."""
    if not request.user.is_authenticated:
        return keep_until_signed_in(request)
    if not can_write(request.user):
        raise PermissionDenied
    if request.method != "POST":
        first, kind = asked_for(request.GET, writer=request.user), request.GET.get("kind", "")
        return form_page(
            request, kept_form(request) or ArticleForm(writer=request.user, kind=kind, first=first)
        )
    article = Article.objects.made_by_form(posted_token(request), request.user)
    if article and not can_edit_article(request.user, article):
        return redirect(article)  # sent twice: the first sending did it
    return save_form(request, article=article)


@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request, pk):
    """Change a draft of one's own, write the next version of what is published, or as a reviewer put right."""
    if not request.user.is_authenticated:
        return keep_until_signed_in(request)
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    following = waiting_version(article)
    writes_next = can_write_next(request.user, article, following)
    if not (writes_next or can_edit_article(request.user, article)):
        return not_to_be_edited(request, article)
    about = {"article": article, "writes_next": writes_next, "following": following}
    if request.method != "POST":
        return form_page(request, kept_form(request, **about) or ArticleForm(writer=request.user, **about))
    return save_form(request, **about)


def not_to_be_edited(request, article):
    """Lead authors to their article, which rests or is with a reviewer; refuse everybody else."""
    if not is_own(request.user, article):
        raise PermissionDenied
    messages.info(request, _("The text rests while a reviewer has it, and once it was put away."))
    return redirect(article)


def posted_token(request) -> UUID | None:
    """Return the token of the form handed in, if it is one."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None


def can_send(user, article, following, *, writes_next) -> bool:
    """Return whether the form has the button that sends for review: not where it waits for one already."""
    if writes_next:
        return following is None or following.status != following.Status.SUBMITTED
    return article is None or can_submit_article(user, article)


def save_form(request, *, article, writes_next=False, following=None):
    """Save what was handed in; whatever goes wrong, the form comes back with all of it."""
    is_autosave, action = "autosave" in request.POST, request.POST.get("action")
    may_send = can_send(request.user, article, following, writes_next=writes_next)
    is_sent = action == "submit" and may_send and not is_autosave
    form = ArticleForm(
        request.POST,
        request.FILES,
        writer=request.user,
        article=article,
        writes_next=writes_next,
        following=following,
        submitting=is_sent,
        autosaving=is_autosave,
    )
    is_valid = form.is_valid()
    if is_autosave:
        return autosave(form)
    if action == "keep_stored" and article:
        return keep_stored(request, form)
    return save_whole_form(request, form, is_sent) if is_valid else form_page(request, with_files_kept(form))


def save_whole_form(request, form, is_sent):
    """Save a form that is right; a conflict or a refusal is said, with the text kept."""
    save = save_following if form.writes_next else save_article
    try:
        saved = save(article=form.article, by=request.user, submit=is_sent, **form.handed_in())
    except EditConflict as conflict:
        return form_page(request, with_files_kept(form), conflict=conflict.stored)
    except ActionRefused as refusal:
        form.add_error("pupils" if isinstance(refusal, PupilsWordMissing) else None, str(refusal))
        return form_page(request, with_files_kept(form))
    if form.writes_next:
        return after_next(request, form, is_sent, saved)
    return after_saving(request, saved, is_sent)


def keep_stored(request, form):
    """The person gave way: what they wrote is kept aside, the saved text stands."""
    give_way(article=form.article, by=request.user, data=form.article_data())
    messages.success(request, _("The saved text stands. Yours is kept in the history of the article."))
    return redirect("knowledge:article_edit", pk=form.article.pk)


def after_saving(request, article, is_sent):
    """Say what happened and lead to the next step."""
    if is_sent:
        say_sent(request, article)
    elif article.is_published:
        messages.success(request, _("The change is published."))
    elif article.status == Article.Status.SUBMITTED:
        messages.success(request, _("The change is saved. The article waits for review as before."))
    else:
        messages.success(request, _("The draft is saved."))
        return redirect("knowledge:article_edit", pk=article.pk)
    return redirect(article)


def after_next(request, form, is_sent, saved):
    """Say what became of the next version; the published text stands."""
    if is_sent:
        say_sent(request, saved)
        return redirect(form.article)
    if saved and saved.status == saved.Status.SUBMITTED:
        messages.success(request, _("The change is saved. The article waits for review as before."))
        return redirect("knowledge:next_version", pk=form.article.pk)
    messages.success(
        request, _("The next version is saved. The published text stands until it is published.")
    )
    return redirect("knowledge:article_edit", pk=form.article.pk)


def say_sent(request, saved):
    """Say where what was sent waits now, or that a trusted author's text is public."""
    if saved.status == Article.Status.PUBLISHED:
        messages.success(request, _("It is published at once. A reviewer looks at it afterwards."))
        return
    article = saved if isinstance(saved, Article) else saved.article
    sentence = _("The article waits for a reviewer of %(organization)s.")
    messages.success(request, sentence % {"organization": article.organization.name})


def autosave(form):
    """Save a draft on the way. What is not right yet stays as it was; the answer is for the script."""
    data = form.cleaned_data
    if not form.article and not data.get("title") and not form.holds_text():
        return JsonResponse({"saved": False})
    if data.get("gives_way"):
        return JsonResponse({"error": conflict_sentence(), "conflict": True}, status=409)
    save, only = (save_following, {}) if form.writes_next else (save_article, {"only_draft": True})
    try:
        saved = save(article=form.article, by=form.writer, **only, **form.handed_in())
    except EditConflict:
        return JsonResponse({"error": conflict_sentence(), "conflict": True}, status=409)
    except ActionRefused as refusal:
        return JsonResponse({"error": str(refusal), "conflict": True}, status=409)
    article = form.article or saved
    answer = {
        "saved": True,
        "version": (saved or article).version,
        "edit": reverse("knowledge:article_edit", args=[article.pk]),
        "note": _("Saved %(time)s") % {"time": timezone.localtime().strftime("%H:%M")},
    }
    return JsonResponse(answer)


def conflict_sentence() -> str:
    return _("This article was saved elsewhere meanwhile. Please save it yourself to see both texts.")


def with_files_kept(form):
    """Keep the files handed in with a form that could not be saved, so that nobody chooses them again."""
    files = form.cleaned_data.get("files") or []
    if files:
        fresh = [attach_file(by=form.writer, file=file).key for file in files]
        keys = [*form.cleaned_data.get("file_keys", []), *fresh]
        form.keep(file_keys=" ".join(str(key) for key in keys))
    return form


def form_page(request, form, conflict=None):
    """Show the form; after a conflict with both texts above it."""
    article = form.article
    can_submit = can_send(request.user, article, form.following, writes_next=form.writes_next)
    if conflict:
        form.keep(version=conflict.version, gives_way="1")
    context = {
        "form": form,
        "article": article,
        "conflict": conflict,
        "mine": clean_html(form.body_html()) if conflict else "",
        "can_submit": can_submit,
        "is_at_once": can_submit and can_publish_at_once(request.user, article),
        "is_autosaved": can_submit and not form["gives_way"].value(),
        "can_discard": article is not None and can_discard_article(request.user, article),
        "returned": returned_step(article, form.following),
        "prompts": PROMPTS,
        "kinds": Article.Kind.choices,
    }
    return render(request, "knowledge/article_form.html", context, status=409 if conflict else 200)


def returned_step(article, following):
    """Return the step that gave the text back to its authors, while they have not sent it again."""
    held = following or article
    if held is None or held.status != "returned":
        return None
    return article.reviews.given_back(of_next=following is not None).last()


@login_required
@require_safe
def article_similar(request):
    """A part of a page: published articles whose titles say much of the same as the one that is typed."""
    if not can_write(request.user):
        raise PermissionDenied
    if is_too_often("similar", request.user.pk, LOOKS_AN_HOUR):
        return HttpResponse(status=429)
    found = similar_to(request.GET.get("title", ""), user=request.user, limit=SHOWN)
    articles = [article for article in found if str(article.pk) != request.GET.get("own")]
    return render(request, "knowledge/_similar.html", {"articles": articles[: SHOWN - 1]})
