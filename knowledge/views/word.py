"""Word: a document comes in as a draft, an article goes out as a document."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services.access import client_address
from kmc.lib.limits import is_too_often
from kmc.lib.word import docx_response
from knowledge.article_docx import article_document
from knowledge.forms.word import WordForm
from knowledge.models import Article
from knowledge.models.attachment import files
from knowledge.models.authorship import credits
from knowledge.permissions import can_write
from knowledge.services.word import import_word
from knowledge.word_import import what_came_in, what_was_left_out

DOCUMENTS_AN_HOUR = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def word_import(request):
    """Make a draft of a Word document."""
    if not can_write(request.user):
        raise PermissionDenied
    form = WordForm(request.POST or None, request.FILES or None, writer=request.user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "knowledge/word_import.html", {"form": form})
    text = form.cleaned_data["file"]
    article = import_word(by=request.user, text=text, form_token=form.cleaned_data["form_token"])
    messages.success(request, what_came_in(text))
    if sentence := what_was_left_out(text):
        messages.warning(request, sentence)
    return redirect("knowledge:article_edit", pk=article.pk)


@require_safe
def article_docx(request, pk):
    """Hand out an article as a Word document, to whoever may read it. It takes some work: so many an hour."""
    article = get_object_or_404(Article.objects.visible_to(request.user).for_page(), pk=pk)
    who = request.user.pk or client_address(request)
    if is_too_often("documents", who, DOCUMENTS_AN_HOUR):
        return render(request, "429.html", status=429)
    prefetch_related_objects([article], credits(), files())
    document = article_document(article, request.build_absolute_uri(article.get_absolute_url()))
    response = docx_response(f"{article.title[:80]}.docx", document)
    response.headers["Cache-Control"] = "private, no-store"
    return response
