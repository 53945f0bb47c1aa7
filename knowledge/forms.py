"""Forms of writing and reviewing. One form serves the page, the phone, the autosave and the plain browser."""

import re
from html import unescape
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiTextField
from kmc.lib.html import html_to_text, text_to_html
from kmc.lib.lookups import LARGEST_INTEGER
from kmc.lib.thai import split_tags
from knowledge.bylines import MOST_PEOPLE, PeopleField, split_names
from knowledge.models import Article, Attachment, Topic
from knowledge.uploads import FileRefused, checked_cover, checked_document, count_upload

LONGEST_BODY = 400_000
MOST_TAGS = 10
MOST_FILES = 20
FILE_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLAIN_BODY = re.compile(r"</?p>|<br ?/?>")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class DocumentsField(forms.FileField):
    """Several documents at once, each judged by its content."""

    widget = ManyFilesInput

    def clean(self, value, initial=None):
        files = [file for file in (value or []) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("At most %(count)s files at a time.") % {"count": MOST_FILES})
        return files


class ArticleForm(forms.Form):
    title = ThaiCharField(
        label=_("Title"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"required": True, "autocomplete": "off", "enterkeyhint": "next"}),
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
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Article.Kind.choices, required=False, widget=forms.RadioSelect
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
        empty_label=_("Not chosen"),
        required=False,
        help_text=_("If in doubt, leave it to the reviewer."),
    )
    component = SafeModelChoiceField(
        label=_("Component of a high-performance organization"),
        queryset=Topic.objects.components().in_order(),
        empty_label=_("Not chosen"),
        required=False,
    )
    tags = ThaiCharField(
        label=_("Keywords"), max_length=500, required=False, help_text=_("Separated by commas.")
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
        help_text=_("Name or user name of the colleague. The colleague is credited, not you."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read"),
        choices=Article.Visibility.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Pictures of pupils: only with the guardians' permission, and without full names."),
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=Article.Licence.choices, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Article.Language.choices, required=False)
    origin = forms.ChoiceField(
        label=_("Origin"), choices=Article.Origin.choices, required=False, widget=forms.RadioSelect
    )
    source_name = ThaiCharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
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
    file_keys = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    writer_id = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    MAIN_FIELDS = ("title", "body", "kind")
    UNCHANGED_BY_AUTOSAVE = ("cover", "remove_cover", "files", "remove_files")

    def __init__(self, *args, writer, article=None, submitting=False, autosaving=False, **kwargs):
        self.writer = writer
        self.article = article
        self.submitting = submitting
        self.autosaving = autosaving
        kwargs.setdefault("initial", initial_of(article) | {"writer_id": writer.pk})
        super().__init__(*args, **kwargs)
        self.attached = list(article.attachments.filter(role="document")) if article else []
        self.fields["remove_files"].choices = [(str(file.key), file.name) for file in self.attached]
        if not self.attached:
            del self.fields["remove_files"]
        if not (article and article.cover):
            del self.fields["remove_cover"]
        if article and article.first_published_at:
            del self.fields["colleague"]
        if autosaving:
            for name in self.UNCHANGED_BY_AUTOSAVE:
                self.fields.pop(name, None)

    def more_fields(self):
        """Return the fields behind "More about this article", in order."""
        return [
            self[name] for name in self.fields if name not in self.MAIN_FIELDS and not self[name].is_hidden
        ]

    def more_is_open(self) -> bool:
        """Return whether something behind "More" needs the writer's attention."""
        return any(name in self.errors for name in self.fields if name not in self.MAIN_FIELDS)

    def kept_files(self) -> list[Attachment]:
        """Return the files handed in with a form that could not be saved yet."""
        keys = self.clean_keys(self["file_keys"].value() or "")
        return list(Attachment.objects.loose(self.writer, keys)) if keys else []

    def keep(self, **values) -> None:
        """Put values into the form as handed in, for showing it again."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value

    def clean_tags(self):
        tags = split_tags(self.cleaned_data["tags"])
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(gettext("At most %(count)s keywords, please.") % {"count": MOST_TAGS})
        if any(len(tag) > 60 for tag in tags):
            raise forms.ValidationError(
                gettext("A keyword has at most 60 characters. Please part them with commas.")
            )
        return tags

    def clean_colleague(self):
        people = self.cleaned_data["colleague"]
        if len(people) > 1:
            raise forms.ValidationError(gettext("Please name one person here, the others as co-authors."))
        if people and not hasattr(people[0], "profile"):
            raise forms.ValidationError(
                gettext("This account belongs to no school or group, so it cannot be credited.")
            )
        return people

    def clean_outside_authors(self):
        return split_names(self.cleaned_data["outside_authors"])[:MOST_PEOPLE]

    def clean_cover(self):
        return self.checked(self.cleaned_data["cover"], checked_cover)

    def clean_files(self):
        return [self.checked(file, checked_document) for file in self.cleaned_data["files"]]

    def clean_file_keys(self):
        return self.clean_keys(self.cleaned_data["file_keys"])

    @staticmethod
    def clean_keys(text: str) -> list[UUID]:
        return [UUID(key) for key in FILE_KEY.findall(text)]

    def checked(self, file, check):
        """Return the file as it may be kept, or None where there is none."""
        if not file:
            return None
        try:
            count_upload(self.writer)
            return check(file)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self):
        cleaned = super().clean()
        if self.submitting and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", gettext("Please give the article a title."))
        if self.submitting and "body" in cleaned and not self.holds_text():
            self.add_error("body", gettext("Please write the text before sending it for review."))
        if cleaned.get("origin") == Article.Origin.ACQUIRED and not cleaned.get("source_name"):
            self.add_error(
                "source_name", gettext("Please name the source of what was brought in from elsewhere.")
            )
        return cleaned

    def body_html(self) -> str:
        """Return the text as HTML: the editor hands in HTML, a plain browser paragraphs of text."""
        body = self.cleaned_data.get("body", "")
        return body if self.cleaned_data.get("body_format") == "html" else text_to_html(body)

    def holds_text(self) -> bool:
        """Return whether there is anything to read or see."""
        html = self.body_html()
        return bool(html_to_text(html).strip()) or "<img" in html

    def article_data(self) -> dict:
        """Return what the services save: only what was handed in and is valid."""
        cleaned = self.cleaned_data
        names = ("summary", "topic", "component", "tags", "outside_authors", "source_url", "cover_alt")
        data = {name: cleaned[name] for name in names if name in cleaned}
        chosen = ("title", "kind", "visibility", "licence", "language")
        data |= {name: cleaned[name] for name in chosen if cleaned.get(name)}
        if "source_name" in cleaned and cleaned.get("origin"):
            data |= {"origin": cleaned["origin"], "source_name": cleaned["source_name"]}
        if "body" in cleaned:
            data["body"] = self.body_html()
        if cleaned.get("cover"):
            data["cover"] = cleaned["cover"].content
        elif cleaned.get("remove_cover"):
            data["cover"] = None
        if "coauthors" in cleaned:
            data["authors"] = self.authors()
        data["file_keys"] = cleaned.get("file_keys", [])
        return data

    def handed_in(self) -> dict:
        """Return all that `save_article` takes from the form."""
        cleaned = self.cleaned_data
        return {
            "data": self.article_data(),
            "version": cleaned.get("version") or 1,  # a form of the page for new ones knows the first at most
            "form_token": cleaned.get("form_token"),
            "files": cleaned.get("files") or [],
            "removed_files": cleaned.get("remove_files") or [],
        }

    def authors(self) -> list[User]:
        """Return the credited colleagues in order: the main author, then the co-authors."""
        main = self.cleaned_data.get("colleague")
        if not main:
            main = main_author(self.article) if self.article else [self.writer]
        return [*main, *(person for person in self.cleaned_data["coauthors"] if person not in main)]


class ReasonForm(forms.Form):
    """Why an article goes back or is withdrawn."""

    reason = ThaiTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give a reason: the authors will read it.")},
    )


def main_author(article) -> list[User]:
    """Return the first credited colleague of an article, in a list, or nothing."""
    if article is None:
        return []
    return [credit.user for credit in article.authorships.select_related("user") if credit.user_id][:1]


def body_for_editing(html: str) -> tuple[str, str]:
    """Return the text for the form and its format: plain where nothing but paragraphs would be lost."""
    if "<" in PLAIN_BODY.sub("", html):
        return html, "html"
    text = re.sub(r"</p>\s*<p>", "\n\n", re.sub(r"<br ?/?>", "\n", html))
    return unescape(PLAIN_BODY.sub("", text)), "text"


def initial_of(article) -> dict:
    """Return what the form shows first."""
    if article is None:
        article = Article()
        names = ("kind", "visibility", "licence", "language", "origin", "form_token")
        return {name: getattr(article, name) for name in names} | {"version": 0, "body_format": "text"}
    names = (
        "title",
        "kind",
        "summary",
        "topic",
        "component",
        "visibility",
        "licence",
        "language",
        "origin",
        "source_name",
        "source_url",
        "cover_alt",
        "form_token",
        "version",
    )
    initial = {name: getattr(article, name) for name in names}
    initial["body"], initial["body_format"] = body_for_editing(article.body)
    initial["tags"] = ", ".join(tag.name for tag in article.tags.all())
    credits = list(article.authorships.select_related("user"))
    colleagues = [credit.user for credit in credits if credit.user_id]
    initial["coauthors"] = ", ".join(f"{user.full_name} ({user.username})" for user in colleagues[1:])
    initial["outside_authors"] = ", ".join(credit.name for credit in credits if not credit.user_id)
    return initial


class ActivityArticleForm(forms.Form):
    """An article to put to a line of an ID-Plan, or one to take off."""

    add = SafeModelChoiceField(queryset=Article.objects.none(), required=False)
    remove = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, required=False)

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["add"].queryset = articles

    def clean(self):
        data = super().clean()
        if not data.get("add") and not data.get("remove"):
            raise forms.ValidationError(_("Choose an article."))
        return data
