"""Administration of the policy texts: a published version is read, a draft is edited, published and then in force."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.admin.keepers import KeepersMixin, is_keeper
from accounts.models import PolicyAcceptance, PolicyText
from accounts.services import publish_policy, start_new_version
from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin
from kmc.lib.html import clean_html, html_to_text


class PolicyForm(forms.ModelForm):
    """The draft of a text; what is typed or pasted is cleaned as articles are."""

    class Meta:
        model = PolicyText
        fields = ["title", "body"]

    def clean_body(self):
        body = clean_html(self.cleaned_data["body"])
        if not html_to_text(body):
            raise forms.ValidationError(_("Please write the text."))
        return body


@admin.register(PolicyText)
class PolicyTextAdmin(KeepersMixin, OfficeAdmin):
    form = PolicyForm
    list_display = ["title", "kind", "version", "state", "published_at", "published_by"]
    list_filter = ["kind"]
    list_select_related = ["published_by"]
    search_fields = ["title"]
    ordering = ["kind", "-version"]
    fields = ["kind", "version", "state", "title", "body", "page", "published_at", "published_by"]
    readonly_fields = ["kind", "version", "state", "page", "published_at", "published_by"]
    actions = ["new_version", "publish"]
    view_on_site = False  # a draft has no page; a published text has its link below

    @admin.display(description=_("state"))
    def state(self, policy):
        return _("Published") if policy.published_at else _("Draft")

    @admin.display(description=_("page"))
    def page(self, policy):
        """Lead to the page of the text; a draft has none."""
        if not policy.published_at:
            return "–"
        return format_html('<a href="{}">{}</a>', policy.get_absolute_url(), _("Open the page"))

    @admin.display(description=_("text"))
    def text(self, policy):
        """Show a text that is in force as people read it."""
        body = mark_safe(policy.body)  # noqa: S308 - cleaned before it was saved
        return format_html('<div class="policy-read" lang="th">{}</div>', body)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return ["text" if name == "body" else name for name in fields]

    def response_change(self, request, obj):
        """Publish where the second button was pressed: what was just saved is then in force."""
        if "_publish" in request.POST:
            publish_policy(policy=obj, by=request.user)
            messages.success(request, _("The text is published: it is in force from now on."))
            return HttpResponseRedirect(reverse("admin:accounts_policytext_changelist"))
        return super().response_change(request, obj)

    def has_add_permission(self, request):
        """A new version begins as a copy of one that is there."""
        return False

    def has_change_permission(self, request, obj=None):
        return is_keeper(request) and (obj is None or obj.published_at is None)

    def has_delete_permission(self, request, obj=None):
        """Only a draft may be thrown away."""
        return is_keeper(request) and obj is not None and obj.published_at is None

    @admin.action(description=_("Begin a new version from the chosen text"), permissions=["view"])
    def new_version(self, request, queryset):
        policy = queryset.order_by("-version").first()
        draft = start_new_version(policy=policy)
        messages.success(request, _("The draft is open. The text in force stays until you publish it."))
        return HttpResponseRedirect(reverse("admin:accounts_policytext_change", args=[draft.pk]))

    @admin.action(description=_("Publish the chosen drafts: in force from now on"), permissions=["change"])
    def publish(self, request, queryset):
        for policy in queryset:
            publish_policy(policy=policy, by=request.user)
        messages.success(request, _("The chosen texts are in force."))


@admin.register(PolicyAcceptance)
class PolicyAcceptanceAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = ["user", "policy", "fiscal_year", "accepted_at"]
    list_filter = ["policy__kind", "fiscal_year"]
    list_select_related = ["user", "policy"]
    search_fields = ["user__given_name", "user__family_name"]
    ordering = ["-pk"]
