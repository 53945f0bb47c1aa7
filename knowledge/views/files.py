"""Files: pictures into a text, and everything uploaded out again, permission asked each time."""

from django.http import FileResponse, Http404, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge.models import Article, Attachment
from knowledge.permissions import can_write
from knowledge.services import attach_file
from knowledge.services.drawing import drawn_page, pages_to_show
from knowledge.uploads import FileRefused, checked_picture, count_upload


@require_POST
def picture_upload(request):
    """Keep a picture for a text. The answer is for the editor: an address, or a sentence."""
    if not can_write(request.user):
        return JsonResponse({"error": _("You are signed out.")}, status=401)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Please choose a picture.")}, status=400)
    try:
        count_upload(request.user)
        picture = checked_picture(file)
    except FileRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    kept = attach_file(by=request.user, file=picture, role=Attachment.Role.PICTURE)
    return JsonResponse({"url": kept.get_absolute_url(), "width": picture.width, "height": picture.height})


@require_safe
def attachment(request, key):
    """Hand out a file of an article the reader may open; what they may not see is not there."""
    found = visible_attachment(request, key)
    return file_response(
        request,
        found.file,
        found.name,
        found.content_type,
        inline=found.is_picture,
        is_public=found.is_public,
    )


@require_safe
def attachment_preview(request, key):
    """Show what a file looks like, before it is downloaded: a picture, or the first pages of a PDF."""
    found = visible_attachment(request, key)
    if not (found.is_picture or found.is_pdf):
        raise Http404
    shown = pages_to_show(found)
    context = {"file": found, "pages": range(1, shown + 1), "is_cut": (found.page_count or 0) > shown}
    response = render(request, "knowledge/attachment_preview.html", context)
    if not found.is_public:
        response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def attachment_page(request, key, number):
    """Hand out a page of a PDF as a picture."""
    found = visible_attachment(request, key)
    if not 1 <= number <= pages_to_show(found):
        raise Http404
    page = drawn_page(found, number)
    if page is None:
        raise Http404
    return file_response(
        request, page, f"{number}.webp", "image/webp", inline=True, is_public=found.is_public
    )


def visible_attachment(request, key):
    """Return the file if the reader may open its article; what they may not see is not there."""
    files = Attachment.objects.visible_to(request.user).select_related("article").defer("text")
    return get_object_or_404(files, key=key)


@require_safe
def article_cover(request, pk):
    """Hand out the cover of an article the reader may open."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not article.cover:
        raise Http404
    return file_response(
        request, article.cover, "cover.webp", "image/webp", inline=True, is_public=article.is_public
    )


def file_response(request, file, name, content_type, *, inline, is_public):
    """Return the stored bytes, unable to run anything. Stored names never come twice, so they are the ETag."""
    etag = f'"{file.name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        response = FileResponse(
            file.open("rb"), as_attachment=not inline, filename=name, content_type=content_type
        )
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Encoding"] = "identity"  # packed already: spares the server packing it again
    return response
