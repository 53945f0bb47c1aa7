"""Three pages as anyone would write them first: article, list, post."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

from tools.bench_floor.models import Article


def health(request):
    return HttpResponse("ok")


def article(request, pk):
    return render(request, "article.html", {"article": get_object_or_404(Article, pk=pk)})


def article_list(request):
    page = Paginator(Article.objects.all(), 20).get_page(request.GET.get("page"))
    return render(request, "list.html", {"page": page})


def article_create(request):
    made = Article.objects.create(
        title=request.POST["title"], body=request.POST["body"], published_at=timezone.now()
    )
    return redirect("article", made.pk)


urlpatterns = [
    path("healthz/", health),
    path("articles/", article_list),
    path("articles/new/", article_create),
    path("articles/<int:pk>/", article, name="article"),
]
