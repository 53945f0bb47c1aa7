"""What a whole site consists of: each kind of row, what lasts of it, what never leaves. One literal list."""

from dataclasses import dataclass
from functools import cache

from django.db import models

from accounts import models as people
from knowledge import models as knowledge
from networks import models as networks
from reports import models as reports

MARKS = ("id", "sort_key")  # of this database alone


@dataclass(frozen=True)
class Kind:
    """`identity`: the columns by which a row is known again. Columns in `never` do not leave.

    `codes`: any of these alone makes it the same row; so does `also`, beside the
    identity. `changed`: the later one wins, in the columns `content` (all, if
    none are named). `repeats`: rows of the same identity are told apart by their order. `fills`: what is empty in a row
    that is here is filled in. `by_row`: saving does more than writing. `is_privilege`: comes in only when asked for.
    """

    name: str
    model: type[models.Model]
    identity: tuple[str, ...]
    never: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    also: str = ""
    parent: str = ""
    changed: str = ""
    content: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    repeats: bool = False
    fills: bool = True
    by_row: bool = False
    is_privilege: bool = False

    @property
    def path(self) -> str:
        return f"data/{self.name}.jsonl"


TEXT = ("title", "summary", "body")
ARTICLE_CONTENT = (
    *(*TEXT, "kind", "licence", "language", "origin", "source_name", "source_url", "source_permission"),
    *("level", "subject", "pupils", "topic", "component", "cover_alt", "edited_at"),
)
CODES = ("smis_code", "obec_code", "ministry_code")
OF_THE_DESK = (
    "reviewer",
    "taken_at",
    "area_asked_at",
    "overdue_told_on",
    "version",
)  # who is at it this moment
SECRETS = ("password", "last_login", "is_superuser", "is_staff", "is_active")
COUNTED = ("article_count", "staff_article_count")

# In this order they come in: what is named stands before what names it.
KINDS: tuple[Kind, ...] = (
    Kind("organizations", people.Organization, ("kind", "parent", "name"), codes=CODES, parent="parent", repeats=True, by_row=True),
    Kind("people", people.User, ("username",), never=SECRETS, fills=False, by_row=True),
    Kind("profiles", people.StaffProfile, ("user",), fills=False),
    Kind("roles", people.RoleGrant, ("user", "role", "organization"), is_privilege=True),
    Kind("competency_frameworks", people.CompetencyFramework, ("slug",)),
    Kind("competencies", people.Competency, ("framework", "code")),
    Kind("competency_surveys", people.CompetencySurvey, ("organization", "year")),
    Kind("competency_assessments", people.CompetencyAssessment, ("survey", "user"), changed="changed_at"),
    Kind("competency_ratings", people.CompetencyRating, ("assessment", "competency")),
    Kind("development_plans", people.DevelopmentPlan, ("user", "fiscal_year"), changed="changed_at"),
    Kind("development_activities", people.DevelopmentActivity, ("plan", "topic", "method", "goal"), repeats=True),
    Kind("skills", people.SkillRecord, ("user", "added_at", "title"), never=("form_token",), repeats=True),
    Kind("networks", networks.SchoolNetwork, ("organization", "name"), repeats=True, by_row=True),
    Kind("network_members", networks.NetworkSchool, ("network", "school")),
    Kind("network_coordinators", networks.NetworkCoordinator, ("network", "user"), is_privilege=True),
    Kind("topics", knowledge.Topic, ("tree", "name", "parent"), never=COUNTED, parent="parent", by_row=True),
    Kind("keywords", knowledge.Tag, ("name",), never=("slug",), by_row=True),
    Kind("synonyms", knowledge.Synonym, ("forms",), never=("applied_at",), changed="changed_at", by_row=True),
    Kind("trusted_authors", knowledge.TrustedAuthor, ("organization", "user"), is_privilege=True),
    Kind("articles", knowledge.Article, ("form_token",), also="import_key", never=OF_THE_DESK, changed="edited_at", content=ARTICLE_CONTENT, html=("body",), fills=False),
    Kind("versions", knowledge.Revision, ("article", "number", "at"), html=("body",), repeats=True),
    Kind("next_versions", knowledge.NextVersion, ("article",), never=("version",), changed="edited_at", html=("body",)),
    Kind("files", knowledge.Attachment, ("key",), never=("reading", "text", "page_count"), fills=False),
    Kind("steps", knowledge.Review, ("article", "action", "by", "at"), repeats=True),
    Kind("comments", knowledge.Comment, ("form_token",), changed="edited_at", content=("text", "edited_at", "deleted_at"), fills=False),
    Kind("comment_reports", knowledge.CommentReport, ("comment", "by"), fills=False),
    Kind("thanks", knowledge.Thanks, ("article", "by")),
    Kind("uses", knowledge.Use, ("form_token",), changed="edited_at", content=("place", "result", "measure", "figure", "used_on", "edited_at"), fills=False),
    Kind("trials", knowledge.Trial, ("form_token",), never=("reminded_at",)),
    Kind("awards", knowledge.Award, ("form_token",)),
    Kind("award_holders", knowledge.AwardHolder, ("award", "user", "name"), repeats=True),
    Kind("award_notes", knowledge.AwardNote, ("form_token",)),
    Kind("certificates", knowledge.Certificate, ("code",), fills=False),
    Kind("development_articles", knowledge.ActivityArticle, ("activity", "article")),
    Kind("wanted_topics", knowledge.TopicRequest, ("form_token",), fills=False),
    Kind("wanted_topic_seconds", knowledge.TopicRequestSecond, ("request", "user")),
    Kind("plans", reports.Plan, ("code",)),
    Kind("plan_items", reports.PlanItem, ("plan", "level", "code", "position", "parent"), parent="parent", repeats=True),
    Kind("plan_level_names", reports.LevelName, ("plan", "level")),
    Kind("targets", reports.Target, ("plan", "code")),
    Kind("evidence", reports.TargetEvidence, ("target", "title", "added_at"), never=("form_token",), repeats=True),
    Kind("plan_reviews", reports.PlanReview, ("plan", "fiscal_year"), never=("form_token",)),
    Kind("snapshots", reports.Snapshot, ("target", "day")),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
BY_MODEL = {kind.model: kind for kind in KINDS}

# With the article's own line.
WITHIN_ARTICLES = frozenset({"Authorship", "TaggedArticle", "ReadTotal"})
# Model -> why it does not leave.
LEFT_OUT = {
    **dict.fromkeys(("Role", "SiteState", "JobRun", "Tally", "PublicRecord", "PublishedTotal"), "made anew here"),
    **dict.fromkeys(("SearchTerm", "Posting", "SearchDocument", "SearchEntry"), "the index is made anew"),
    **dict.fromkeys(("Invitation", "ApiToken", "ApiCall"), "a secret, or of one"),
    **dict.fromkeys(("AuditEntry", "AccessLog", "SearchLog", "Read", "StaffImport", "StaffImportRow"), "a log"),
    **dict.fromkeys(("ActivityDay", "UsagePeriod", "PeriodUser", "StaffMove"), "tells of use and career, not of knowledge"),
    **dict.fromkeys(("Notification", "MailChoice", "OutgoingMail"), "mail and news of a person"),
    **dict.fromkeys(("Bookmark", "Follow", "SavedSearch"), "one's own affair"),
    **dict.fromkeys(("PolicyText", "PolicyAcceptance", "PrivacyRequest"), "between a person and this site"),
}  # fmt: skip


@cache
def columns_of(kind: Kind) -> tuple[models.Field, ...]:
    """Return the fields that leave with a row."""
    left = {*MARKS, *kind.never}
    return tuple(field for field in kind.model._meta.concrete_fields if field.name not in left)


@cache
def later_columns(kind: Kind) -> tuple[models.Field, ...]:
    """Return the fields that name a row of the same kind, which may come after it."""
    return tuple(
        field
        for field in columns_of(kind)
        if field.related_model is kind.model and field.name not in kind.identity
    )


@cache
def is_named(kind: Kind) -> bool:
    """Return whether lines of any kind name rows of this one."""
    named = {field.related_model for one in KINDS for field in columns_of(one)}
    return kind.model in named
