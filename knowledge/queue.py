"""The queue of a reviewer: its two lists, and what narrows them."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from knowledge.models import Article

MINE, FREE = "mine", "free"
NEW, NEXT = "new", "next"
AFTERWARDS = "afterwards"
ALL = "all"


class QueueForm(forms.Form):
    """What narrows the queue. A value that is none of the choices narrows nothing."""

    scope = forms.ChoiceField(
        label=_("Sent to"), choices=[("", _("Sent to me first")), (ALL, _("All in my care"))], required=False
    )
    hand = forms.ChoiceField(
        label=_("In hand"),
        choices=[("", _("Everything")), (MINE, _("Taken by me")), (FREE, _("Taken by nobody"))],
        required=False,
    )
    text = forms.ChoiceField(
        label=_("What waits"),
        choices=[("", _("Everything")), (NEW, _("New articles")), (NEXT, _("Next versions"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Article.Kind.choices], required=False
    )
    unit = forms.ChoiceField(label=_("School or group"), required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.in_care = in_care_of(user, is_afterwards=self.is_afterwards)
        self.user = user
        units = Organization.objects.of_ids(self.in_care.unit_ids()).select_related("district")
        choices = [(str(unit.pk), unit.name_with_district) for unit in units.in_thai_order()]
        self.fields["unit"].choices = [("", _("All schools and groups")), *choices]
        if self.is_afterwards:
            del self.fields["hand"], self.fields["text"]

    @property
    def is_afterwards(self) -> bool:
        """Return whether the list of what was published at once is asked for."""
        return self.data.get("show") == AFTERWARDS

    def chosen(self) -> dict[str, str]:
        """Return the valid choices in use, by the names of their fields."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "show"}

    def rows(self):
        """Return what the choices leave, the oldest first."""
        chosen = self.chosen()
        rows = self.in_care if chosen.get("scope") == ALL else self.in_care.routed_to(self.user)
        if hand := chosen.get("hand"):
            rows = rows.taken_by(self.user) if hand == MINE else rows.free()
        if text := chosen.get("text"):
            rows = rows.submitted() if text == NEW else rows.published()
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        if unit := chosen.get("unit"):
            rows = rows.filter(organization=int(unit))
        return rows.oldest_first()

    def chips(self, query) -> list[tuple[str, str]]:
        """Return each choice in use in words, with the address of the list without it."""
        chips = []
        for name, value in self.chosen().items():
            kept = query.copy()
            kept.pop(name)
            kept.pop("page", None)
            words = dict(self.fields[name].choices)[value]
            chips.append((str(words), f"?{kept.urlencode()}"))
        return chips


def in_care_of(user, *, is_afterwards: bool):
    """Return all that waits for a decision, or to be looked at afterwards, in the care of the reviewer."""
    rows = Article.objects.unreviewed() if is_afterwards else Article.objects.waiting()
    return rows.in_care_of(user)


def tabs_of(user, form: QueueForm, total: int) -> list[dict]:
    """Return the lists of a reviewer's desk; the shown one knows its number already."""
    other = in_care_of(user, is_afterwards=not form.is_afterwards).routed_to(user).count()
    waiting, afterwards = (other, total) if form.is_afterwards else (total, other)
    queue = reverse("knowledge:review_queue")
    return [
        {
            "url": queue,
            "text": _("Waiting for review"),
            "is_current": not form.is_afterwards,
            "count": waiting,
        },
        {
            "url": f"{queue}?show={AFTERWARDS}",
            "text": _("Published at once"),
            "is_current": form.is_afterwards,
            "count": afterwards,
        },
        {"url": reverse("knowledge:freshness_list"), "text": _("Still right?"), "is_current": False},
        {"url": reverse("knowledge:comment_reports"), "text": _("Reported comments"), "is_current": False},
        {
            "url": reverse("knowledge:trusted_authors"),
            "text": _("Who publishes at once"),
            "is_current": False,
        },
    ]
