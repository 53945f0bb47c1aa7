"""Writes to knowledge: drafts, files, review, publication."""

from knowledge.services.archiving import archive_article, unarchive_article, withdraw_article
from knowledge.services.attachments import attach_file, remove_attachment
from knowledge.services.conflicts import give_way
from knowledge.services.counts import recount_published
from knowledge.services.errors import ActionRefused, EditConflict, PupilsWordMissing
from knowledge.services.filing import delete_tag, refile_article, save_tag
from knowledge.services.freshness import confirm_article
from knowledge.services.merging import merge_article
from knowledge.services.publishing import publish_article
from knowledge.services.restoring import restore_revision
from knowledge.services.reviewing import check_article, release_article, return_article, take_article
from knowledge.services.revisions import keep_revision, set_aside
from knowledge.services.saving import save_following
from knowledge.services.trust import give_trust, take_trust
from knowledge.services.versions import (
    discard_next_version,
    publish_next_version,
    return_next_version,
    save_next_version,
    submit_next_version,
    waiting_version,
)
from knowledge.services.writing import (
    create_draft,
    discard_draft,
    edit_published,
    restore_draft,
    save_article,
    save_draft,
    submit_article,
)

__all__ = [
    "ActionRefused",
    "EditConflict",
    "PupilsWordMissing",
    "archive_article",
    "attach_file",
    "check_article",
    "confirm_article",
    "create_draft",
    "delete_tag",
    "discard_draft",
    "discard_next_version",
    "edit_published",
    "give_trust",
    "give_way",
    "keep_revision",
    "merge_article",
    "publish_article",
    "publish_next_version",
    "recount_published",
    "refile_article",
    "release_article",
    "remove_attachment",
    "restore_draft",
    "restore_revision",
    "return_article",
    "return_next_version",
    "save_article",
    "save_draft",
    "save_following",
    "save_next_version",
    "save_tag",
    "set_aside",
    "submit_article",
    "submit_next_version",
    "take_article",
    "take_trust",
    "unarchive_article",
    "waiting_version",
    "withdraw_article",
]
