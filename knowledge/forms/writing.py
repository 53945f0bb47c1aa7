"""The form of writing: one serves the page, the phone, the autosave and the plain browser."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from accounts.models import User
from kmc.lib.html import html_to_text
from kmc.lib.thai import split_tags
from knowledge.bylines import MOST_PEOPLE, split_names
from knowledge.forms.article_fields import ArticleFields
from knowledge.forms.plain import plain_to_html
from knowledge.forms.starting import initial_of, initial_of_new, initial_of_next, main_author
from knowledge.lineage import NotFound, article_named, descends_from, number_in
from knowledge.models import Article, Attachment, NextVersion
from knowledge.prompts import without_untouched
from knowledge.uploads import FileRefused, checked_cover, checked_document, count_upload

MOST_TAGS = 10
FILE_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ArticleForm(ArticleFields):
    """`writes_next`: the next version of a published article is written; `following` is it, where there is one.

    `first`: what a new article says before anything is written, such as the topic it was asked for in.
    """

    UNCHANGED_BY_AUTOSAVE = ("cover", "remove_cover", "files", "remove_files")

    def __init__(
        self,
        *args,
        writer,
        article: Article | None = None,
        writes_next: bool = False,
        following: NextVersion | None = None,
        kind: str = "",
        first: dict | None = None,
        submitting=False,
        autosaving=False,
        **kwargs,
    ):
        self.writer = writer
        self.article = article
        self.writes_next = writes_next
        self.following = following if writes_next else None
        self.submitting = submitting
        self.autosaving = autosaving
        kwargs.setdefault("initial", self.first_shown(kind) | (first or {}) | {"writer_id": writer.pk})
        super().__init__(*args, **kwargs)
        self.attached = files_of(article, self.following) if article else []
        self.fields["remove_files"].choices = [(str(file.key), file.name) for file in self.attached]
        for name in self.left_out():
            self.fields.pop(name, None)

    def first_shown(self, kind: str) -> dict:
        if self.following:
            return initial_of_next(self.following, reader=self.writer)
        return initial_of(self.article, reader=self.writer) if self.article else initial_of_new(kind)

    def left_out(self) -> list[str]:
        """Return the fields that have no sense for this article now."""
        article = self.article
        left_out = {
            "remove_files": not self.attached,
            "remove_cover": not (article and (article.cover or (self.following and self.following.cover))),
            "colleague": bool(article and article.first_published_at),
            "reason": not (article and article.is_published),
        }
        names = [name for name, is_out in left_out.items() if is_out]
        return [*names, *self.UNCHANGED_BY_AUTOSAVE] if self.autosaving else names

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

    def clean_builds_on(self):
        typed = self.cleaned_data["builds_on"]
        if not typed:
            return None
        kept = self.article.builds_on if self.article else None
        if kept and number_in(typed) == kept.pk:
            return kept  # it may have been withdrawn since
        try:
            found = article_named(typed, user=self.writer)
        except NotFound as reason:
            raise forms.ValidationError(str(reason)) from reason
        if self.article and descends_from(found, self.article.pk):
            raise forms.ValidationError(gettext("An article cannot build on itself or on what builds on it."))
        return found

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
        if cleaned.get("origin") == Article.Origin.ACQUIRED:
            self.ask_for_the_source(cleaned)
        return cleaned

    def ask_for_the_source(self, cleaned):
        """What comes from elsewhere names its source; before a reviewer reads it, also why it may stand here."""
        if not cleaned.get("source_name"):
            self.add_error(
                "source_name", gettext("Please name the source of what was brought in from elsewhere.")
            )
        if self.submitting and not cleaned.get("source_permission"):
            self.add_error("source_permission", gettext("Please say why it may be published here."))

    def body_html(self) -> str:
        """Return the text as HTML: the editor hands in HTML, a plain browser paragraphs and headings of text."""
        body = self.cleaned_data.get("body", "")
        return body if self.cleaned_data.get("body_format") == "html" else plain_to_html(body)

    def holds_text(self) -> bool:
        """Return whether there is anything to read or see beyond the headings that were offered."""
        html = without_untouched(self.body_html())
        return bool(html_to_text(html).strip()) or "<img" in html

    def article_data(self) -> dict:
        """Return what the services save: only what was handed in and is valid."""
        cleaned = self.cleaned_data
        names = ("summary", "topic", "component", "level", "subject", "builds_on", "tags", "outside_authors")
        names += ("source_url", "source_permission", "cover_alt")
        data = {name: cleaned[name] for name in names if name in cleaned}
        chosen = ("title", "kind", "visibility", "licence", "language", "pupils")
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
        """Return all that the services take from the form."""
        cleaned = self.cleaned_data
        handed_in = {
            "data": self.article_data(),
            "version": cleaned.get("version") or 1,  # a form of the page for new ones knows the first at most
            "reason": cleaned.get("reason", ""),
            "files": cleaned.get("files") or [],
            "removed_files": cleaned.get("remove_files") or [],
            "gives_way": bool(cleaned.get("gives_way")),
        }
        return (
            handed_in
            if self.writes_next
            else handed_in
            | {
                "form_token": cleaned.get("form_token"),
                "wanted": cleaned.get("wanted", ""),
            }
        )

    def authors(self) -> list[User]:
        """Return the credited colleagues in order: the main author, then the co-authors."""
        main = self.cleaned_data.get("colleague")
        if not main:
            main = main_author(self.article) if self.article else [self.writer]
        return [*main, *(person for person in self.cleaned_data["coauthors"] if person not in main)]


def files_of(article: Article, following: NextVersion | None) -> list[Attachment]:
    """Return the documents that stand beside the text, or will beside the next version."""
    files = list(article.attachments.filter(role=Attachment.Role.DOCUMENT))
    if following is None:
        return files
    removed = following.details.get("removed_files", ())
    new = following.new_attachments.filter(role=Attachment.Role.DOCUMENT)
    return [*(file for file in files if str(file.key) not in removed), *new]
