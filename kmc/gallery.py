"""Every component in every state, on one page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def gallery(request):
    """Show the component gallery."""
    return render(request, "gallery.html")
