"""Writes to knowledge: drafts, files, review, publication."""

from knowledge.services.attachments import attach_file, remove_attachment
from knowledge.services.counts import recount_published
from knowledge.services.errors import ActionRefused, EditConflict
from knowledge.services.filing import delete_tag, refile_article, save_tag
from knowledge.services.reviewing import publish_article, return_article, withdraw_article
from knowledge.services.writing import (
    archive_article,
    create_draft,
    edit_published,
    save_article,
    save_draft,
    submit_article,
)

__all__ = [
    "ActionRefused",
    "EditConflict",
    "archive_article",
    "attach_file",
    "create_draft",
    "delete_tag",
    "edit_published",
    "publish_article",
    "recount_published",
    "refile_article",
    "remove_attachment",
    "return_article",
    "save_article",
    "save_draft",
    "save_tag",
    "submit_article",
    "withdraw_article",
]
