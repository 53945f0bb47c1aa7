"""What each answer holds. Descriptions are message ids: the page about the interface shows them in Thai or English."""

from datetime import date, datetime

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field


def told(description: str):
    return Field(..., description=description)


class Problem(Schema):
    """A refusal."""

    code: str = told(_("Which refusal it is; never changes"))
    detail: str = told(_("The reason in Thai"))
    detail_en: str = told(_("The reason in English"))
    fields: list[str] = Field(default=[], description=_("The parameters that are wrong"))


class Named(Schema):
    id: int = told(_("Number, as in the address of its page"))
    name: str = told(_("Name"))


class Author(Schema):
    id: int | None = told(_("Number of the person; empty for authors outside the office"))
    name: str = told(_("Name"))
    organization: str | None = told(_("Unit of the author when writing"))


class ArticleRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    title: str = told(_("Title"))
    summary: str = told(_("Summary"))
    kind: str = told(_("Kind of knowledge, such as best_practice"))
    visibility: str = told(_("public, or staff for signed-in staff only"))
    language: str = told(_("Language of the text: th or en"))
    level: str = told(_("Level of education, or empty"))
    subject: str = told(_("Subject, or empty"))
    topic: Named | None = told(_("Topic"))
    component: Named | None = told(_("Component of a high-performance organization"))
    organization: Named = told(_("Unit it belongs to"))
    network: Named | None = told(_("Network"))
    authors: list[Author] = told(_("Authors in their order"))
    keywords: list[str] = told(_("Keywords"))
    licence: str = told(_("Licence, such as cc-by-nc; all-rights where all are reserved"))
    licence_url: str = told(_("Address of the licence, or empty"))
    cover_url: str = told(_("Address of the cover picture, or empty"))
    first_published_at: datetime = told(_("First published"))
    changed_at: datetime = told(_("When readers last saw something new"))


class Attachment(Schema):
    name: str = told(_("File name"))
    url: str = told(_("Address of the file; that of a staff-only article opens after signing in only"))
    content_type: str = told(_("Content type"))
    size: int = told(_("Size in bytes"))
    role: str = told(_("picture in the text, or document beside it"))


class Article(ArticleRow):
    status: str = told(_("published, or archived: kept for the record, in no list"))
    body_html: str = told(_("Text as clean HTML; addresses in it begin at the root of this site"))
    body_text: str = told(_("Text without markup"))
    cover_alt: str = told(_("What the cover picture shows"))
    origin: str = told(_("created here, or acquired from elsewhere"))
    source_name: str = told(_("Where it was taken from"))
    source_url: str = told(_("Address it was taken from"))
    builds_on: Named | None = told(_("Article it carries on, where you may read that"))
    attachments: list[Attachment] = told(_("Files"))
    use_count: int = told(_("How many colleagues told of using it"))
    thanks_count: int = told(_("How many thanked for it"))
    read_count: int = told(_("How often it was read"))


class TopicRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    tree: str = told(_("category, component, level or subject"))
    parent_id: int | None = told(_("Number of the topic above"))
    name: str = told(_("Name"))
    name_en: str = told(_("Name in English, or empty"))
    about: str = told(_("What it covers"))
    article_count: int = told(_("Published articles you may read"))


class OrganizationRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    kind: str = told(_("office, group, district or school"))
    name: str = told(_("Name"))
    name_en: str = told(_("Name in English, or empty"))
    short_name: str = told(_("Short name, or empty"))
    status: str = told(_("active, empty (no pupils), merged or closed"))
    parent_id: int | None = told(_("Number of the unit it belongs to"))
    district: Named | None = told(_("District"))
    subdistrict: str = told(_("Sub-district, or empty"))
    smis_code: str = told(_("SMIS code, or empty"))
    obec_code: str = told(_("OBEC code, or empty"))
    ministry_code: str = told(_("Ministry code, or empty"))
    pupil_count: int | None = told(_("Pupils"))
    merged_into_id: int | None = told(_("Number of the unit it was merged into"))
    ended_on: date | None = told(_("Day it was merged or closed"))


class Organization(OrganizationRow):
    article_count: int = told(_("Published articles you may read"))
    staff_count: int = told(_("People who work there; the number alone"))
    networks: list[Named] = told(_("Networks it belongs to"))


class NetworkRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    kind: str = told(_("area, subject or exchange"))
    name: str = told(_("Name"))
    name_en: str = told(_("Name in English, or empty"))
    organization: Named = told(_("Unit that keeps it"))
    about: str = told(_("About the network"))
    is_active: bool = told(_("Whether it is active"))
    school_count: int = told(_("Member schools"))


class Network(NetworkRow):
    schools: list[Named] = told(_("Member schools in Thai order"))
    article_count: int = told(_("Published articles you may read"))


class PlanRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    code: str = told(_("Code of the plan"))
    kind: str = told(_("master, staff_development or other"))
    name: str = told(_("Name"))
    name_en: str = told(_("Name in English, or empty"))
    organization: Named = told(_("Unit whose plan it is"))
    state: str = told(_("active, closed or draft"))
    starts_on: date = told(_("First day"))
    ends_on: date = told(_("Last day"))
    year_basis: str = told(_("Its years are calendar or fiscal ones"))


class Statement(Schema):
    code: str = told(_("Number in the plan"))
    text: str = told(_("Wording"))
    text_en: str = told(_("English translation, or empty"))
    explanation: str = told(_("Explanation, or empty"))
    guidelines: list[str] = told(_("Guidelines below it"))
    target_ids: list[int] = told(_("Numbers of the targets below it"))


class Chapter(Schema):
    level: str = told(_("vision, mission, objective, goal, strategy or guideline"))
    title: str = told(_("What the plan calls this level"))
    opening: str = told(_("What the plan says before it, or empty"))
    statements: list[Statement] = told(_("Statements"))


class Plan(PlanRow):
    source: str = told(_("Where the text comes from"))
    chapters: list[Chapter] = told(_("The text of the plan, level by level"))


class TargetRow(Schema):
    id: int = told(_("Number, as in the address of its page"))
    url: str = told(_("Address of its page"))
    plan_id: int = told(_("Number of the plan"))
    code: str = told(_("Number in the plan"))
    text: str = told(_("Wording"))
    text_en: str = told(_("English translation, or empty"))
    due_on: date = told(_("Due on"))
    goal: int | None = told(_("Target number; empty where evidence decides"))
    metric: str | None = told(_("What is counted, such as published-articles"))
    value: int | None = told(_("Value as of today, or when the plan closed"))
    percent: float | None = told(_("Percent of the target number, cut to two decimals"))
    pace: str = told(_("exceeded, reached, on_pace, behind, not_begun, closed or uncounted"))
    percent_of_time: float = told(_("Percent of the days of the plan that have gone"))
    full_on: date | None = told(_("Day the target is full if things go on as they have"))
    evidence_count: int = told(_("Pieces of evidence filed"))
    as_of: date = told(_("Day it was counted"))


class UnitFigure(Named):
    value: int = told(_("Value"))


class Point(Schema):
    day: date = told(_("Day"))
    value: int = told(_("Value"))


class Evidence(Schema):
    title: str = told(_("Title"))
    note: str = told(_("Note"))
    url: str = told(_("Link, or empty"))
    article_id: int | None = told(_("Number of the article, where you may read it"))
    shown_on: date = told(_("Date of the evidence"))


class Target(TargetRow):
    strategy: str = told(_("Strategy it stands under"))
    definition: str = told(_("What counts"))
    not_counted: str = told(_("What does not count"))
    organization: UnitFigure | None = told(_("The unit asked for with its value"))
    units: list[UnitFigure] = told(
        _("Values of groups and schools in Thai order, as far as you may know them")
    )
    history: list[Point] = told(_("Values at the ends of months, and now"))
    evidence: list[Evidence] = told(_("Evidence, newest first"))


class Row(Schema):
    values: list[str | int | date | None] = told(_("Cells in the order of the columns"))
    url: str | None = told(_("Address of the page it leads to"))


class ArticlePage(Schema):
    items: list[ArticleRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class TopicPage(Schema):
    items: list[TopicRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class OrganizationPage(Schema):
    items: list[OrganizationRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class NetworkPage(Schema):
    items: list[NetworkRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class PlanPage(Schema):
    items: list[PlanRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class TargetPage(Schema):
    items: list[TargetRow]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))


class RowPage(Schema):
    columns: list[str] = told(_("Headings of the columns"))
    items: list[Row]
    next_cursor: str | None = told(_("What to send as cursor for the next page; empty on the last one"))
