"""What may be said about an article: title, kind and text, and what lies behind "More about this article"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiTextField
from knowledge.bylines import PeopleField
from knowledge.forms.files import DocumentsField
from knowledge.models import Article, Topic

LONGEST_BODY = 400_000
NOT_CHOSEN = ("", _("Not chosen"))

GROUPS = (
    (_("About the content"), "summary topic level subject tags component builds_on"),
    (_("Authors"), "coauthors outside_authors colleague"),
    (_("Pictures and files"), "cover cover_alt remove_cover files remove_files pupils"),
    (_("Origin and licence"), "origin source_name source_url source_permission licence language"),
    (_("Who may read"), "visibility"),
)


class ArticleFields(forms.Form):
    title = ThaiCharField(
        label=_("Title"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"required": True, "autocomplete": "off", "enterkeyhint": "next"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Article.Kind.choices, required=False, widget=forms.RadioSelect
    )
    body = ThaiTextField(
        label=_("Content"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-editor": ""}),
    )
    body_format = forms.ChoiceField(
        choices=[("text", "text"), ("html", "html")], required=False, widget=forms.HiddenInput
    )
    reason = ThaiCharField(
        label=_("What changes, and why"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("One line, for the reviewer and for the history."),
    )
    summary = ThaiTextField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences, shown in lists and where the link is shared."),
    )
    topic = SafeModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.categories().in_order(),
        empty_label=NOT_CHOSEN[1],
        required=False,
        help_text=_("If in doubt, leave it to the reviewer."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=[NOT_CHOSEN, *Article.Level.choices], required=False)
    subject = forms.ChoiceField(
        label=_("Subject"), choices=[NOT_CHOSEN, *Article.Subject.choices], required=False
    )
    tags = ThaiCharField(
        label=_("Keywords"), max_length=500, required=False, help_text=_("Separated by commas.")
    )
    component = SafeModelChoiceField(
        label=_("Component of a high-performance organization"),
        queryset=Topic.objects.components().in_order(),
        empty_label=NOT_CHOSEN[1],
        required=False,
    )
    builds_on = ThaiCharField(
        label=_("Builds on"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Another article that this one carries on: its number, its address or its title."),
    )
    coauthors = PeopleField(
        label=_("Co-authors"),
        max_length=2000,
        required=False,
        help_text=_("Names or user names of colleagues, separated by commas."),
    )
    outside_authors = ThaiTextField(
        label=_("Authors outside the office"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    colleague = PeopleField(
        label=_("Written by a colleague, posted by me"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Name or user name of the colleague, who need not sign in. The colleague is credited, not you."
        ),
    )
    cover = forms.FileField(
        label=_("Cover picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Shown in lists and where the link is shared. Place and camera data are removed."),
    )
    cover_alt = ThaiCharField(label=_("What the cover shows"), max_length=200, required=False)
    remove_cover = forms.BooleanField(label=_("Remove the cover picture"), required=False)
    files = DocumentsField(
        label=_("Attach files"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, text, MP3, MP4 or pictures."),
    )
    remove_files = forms.MultipleChoiceField(
        label=_("Remove attached files"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pupils = forms.ChoiceField(
        label=_("Pupils in the pictures"),
        choices=Article.Pupils.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Pictures of pupils: only with the guardians' permission, and without full names."),
    )
    origin = forms.ChoiceField(
        label=_("Origin"), choices=Article.Origin.choices, required=False, widget=forms.RadioSelect
    )
    source_name = ThaiCharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    source_permission = ThaiCharField(
        label=_("Permission to publish it here"),
        max_length=300,
        required=False,
        help_text=_("Who allowed it and when, or the licence it is under."),
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Article.Licence.choices,
        required=False,
        help_text=_("What others may do with it when they name you."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Article.Language.choices, required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read"),
        choices=Article.Visibility.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    file_keys = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    gives_way = forms.BooleanField(required=False, widget=forms.HiddenInput)
    writer_id = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    wanted = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    MAIN_FIELDS = ("title", "kind", "body", "reason")

    def groups(self) -> list[tuple[str, list]]:
        """Return the fields behind "More about this article", in groups with their headings."""
        named = [
            (words, [self[name] for name in names.split() if name in self.fields]) for words, names in GROUPS
        ]
        return [(words, fields) for words, fields in named if fields]

    def more_is_open(self) -> bool:
        """Return whether something behind "More" needs the writer's attention."""
        return any(name in self.errors for name in self.fields if name not in self.MAIN_FIELDS)
