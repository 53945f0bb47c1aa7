"""Articles, keywords and files in the administration."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag as TaggitTag

from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin
from knowledge.models import Article, Attachment, Authorship, Review, Tag
from knowledge.services import (
    ActionRefused,
    archive_article,
    delete_tag,
    publish_article,
    refile_article,
    return_article,
    save_tag,
    unarchive_article,
    withdraw_article,
)

admin.site.unregister(TaggitTag)

MOST_AT_A_TIME = 200  # articles withdrawn or returned with one reason
STAMPS = (
    "origin",
    "source_name",
    "source_url",
    "status",
    "visibility",
    "created_by",
    "created_at",
    "edited_at",
    "submitted_at",
    "first_published_at",
    "published_at",
    "published_by",
    "unreviewed_since",
    "reviewer",
    "taken_at",
    "merged_into",
)


class AuthorshipInline(admin.TabularInline):
    model = Authorship
    extra = 0
    autocomplete_fields = ["user", "organization"]


class ReviewInline(admin.TabularInline):
    model = Review
    extra = 0
    fields = ["action", "reason", "by", "at"]
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(OfficeAdmin):
    list_display = ["title", "kind", "status", "visibility", "organization", "first_published_at"]
    list_filter = ["status", "visibility", "kind", "origin", "topic"]
    list_select_related = ["organization"]
    search_fields = ["=id", "title"]
    autocomplete_fields = ["topic", "component", "organization", "network"]
    ordering = ["-pk"]
    inlines = [AuthorshipInline, ReviewInline]
    actions = ["publish", "return_to_authors", "withdraw", "archive", "publish_again"]
    fields = [
        "title",
        "summary",
        "kind",
        "topic",
        "component",
        "organization",
        "network",
        "licence",
        "language",
        *STAMPS,
    ]
    # State and text change on the site, through the services that keep search and figures true.
    readonly_fields = ["title", "summary", *STAMPS]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body")

    def has_add_permission(self, request):
        """Articles are written on the site, where drafts and files are looked after."""
        return False

    def has_delete_permission(self, request, obj=None):
        """An article is withdrawn or archived, never deleted: its number stays cited."""
        return False

    def save_model(self, request, obj, form, change):
        refile_article(article=obj, by=request.user, fields=form.cleaned_data)

    @admin.action(description=_("Publish the chosen articles"), permissions=["change"])
    def publish(self, request, queryset):
        done = self.each(request, queryset, lambda article: publish_article(article=article, by=request.user))
        messages.success(
            request,
            ngettext("%(count)d article is published.", "%(count)d articles are published.", done)
            % {"count": done},
        )

    @admin.action(description=_("Return the chosen articles to their authors…"), permissions=["change"])
    def return_to_authors(self, request, queryset):
        return self.with_reason(
            request,
            queryset,
            "return_to_authors",
            lambda article, reason: return_article(article=article, by=request.user, reason=reason),
        )

    @admin.action(description=_("Withdraw the chosen articles…"), permissions=["change"])
    def withdraw(self, request, queryset):
        return self.with_reason(
            request,
            queryset,
            "withdraw",
            lambda article, reason: withdraw_article(article=article, by=request.user, reason=reason),
        )

    @admin.action(description=_("Archive the chosen articles…"), permissions=["change"])
    def archive(self, request, queryset):
        return self.with_reason(
            request,
            queryset,
            "archive",
            lambda article, reason: archive_article(article=article, by=request.user, reason=reason),
        )

    @admin.action(description=_("Publish the chosen archived articles again…"), permissions=["change"])
    def publish_again(self, request, queryset):
        return self.with_reason(
            request,
            queryset,
            "publish_again",
            lambda article, reason: unarchive_article(article=article, by=request.user, reason=reason),
        )

    def with_reason(self, request, queryset, action, service):
        """Ask for the reason first; then let the service do each one."""
        if queryset.count() > MOST_AT_A_TIME:
            limit = {"count": MOST_AT_A_TIME}
            messages.warning(request, _("Please choose at most %(count)d articles at a time.") % limit)
            return None
        reason = request.POST.get("reason", "").strip()
        if not reason:
            context = self.admin_site.each_context(request) | {
                "title": dict(self.get_actions(request))[action][2],
                "articles": queryset,
                "action": action,
                "opts": self.model._meta,
                "is_missing": "reason" in request.POST,
            }
            return render(request, "admin/knowledge/article/reason.html", context)
        done = self.each(request, queryset, lambda article: service(article, reason))
        messages.success(
            request,
            ngettext("%(count)d article is changed.", "%(count)d articles are changed.", done)
            % {"count": done},
        )
        return None

    def each(self, request, queryset, service) -> int:
        """Run the service for each article; say which were refused and why. Return how many went through."""
        done = 0
        for article in queryset.iterator(chunk_size=200):
            try:
                service(article)
                done += 1
            except ActionRefused as refusal:
                messages.warning(request, f"{article.title}: {refusal}")
            except PermissionDenied:
                messages.warning(request, _("%(title)s: this is not yours to do.") % {"title": article.title})
        return done


@admin.register(Tag)
class TagAdmin(OfficeAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    fields = ["name"]
    ordering = ["name"]

    def save_model(self, request, obj, form, change):
        save_tag(tag=obj)

    def delete_model(self, request, obj):
        delete_tag(tag=obj)


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "role", "content_type", "size", "article", "uploaded_by", "uploaded_at"]
    list_filter = ["role", "content_type"]
    list_select_related = ["article", "uploaded_by"]
    search_fields = ["name", "article__title"]
    ordering = ["-pk"]


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["article", "action", "by", "at"]
    list_filter = ["action", "at"]
    list_select_related = ["article", "by"]
    search_fields = ["article__title", "reason"]
    ordering = ["-pk"]
