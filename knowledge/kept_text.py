"""What somebody was writing when their session ended: kept until they have signed in again.

It lies in the visitor's new session, which the sign-in takes over, and is shown to its writer only.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from knowledge.forms import LONGEST_BODY, ArticleForm

KEY = "kept_text"
FILES_LEFT = "kept_text_without_files"


def keep_until_signed_in(request):
    """Keep what was handed in and lead to the sign-in page, which leads back."""
    if "autosave" in request.POST:
        return JsonResponse(
            {"error": _("You are signed out."), "login": resolve_url(settings.LOGIN_URL)}, status=401
        )
    if request.method == "POST" and sum(map(len, request.POST.values())) <= 2 * LONGEST_BODY:
        fields = {name: request.POST[name] for name in ArticleForm.base_fields if name in request.POST}
        request.session[KEY] = {"path": request.path, "fields": fields}
        request.session[FILES_LEFT] = bool(request.FILES)
    return redirect_to_login(request.path if request.method == "POST" else request.get_full_path())


def kept_form(request, **about) -> ArticleForm | None:
    """Return the form as it was handed in before the sign-in, once, to the person who wrote it."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if kept["fields"].get("writer_id") != str(request.user.pk):
        return None
    if request.session.pop(FILES_LEFT, False):
        messages.warning(request, _("Your text is all here. Please choose the files once more."))
    return ArticleForm(kept["fields"], writer=request.user, **about)
