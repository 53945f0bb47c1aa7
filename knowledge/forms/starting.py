"""What the form of writing shows first: of a new article, of one that stands, of its next version."""

from accounts.models import User
from knowledge.forms.plain import body_for_editing, laid_out
from knowledge.lineage import as_typed
from knowledge.models import Article, NextVersion, Topic, TopicRequest
from knowledge.prompts import PROMPTS

AS_STORED = (
    "title",
    "kind",
    "summary",
    "topic",
    "component",
    "level",
    "subject",
    "visibility",
    "licence",
    "language",
    "origin",
    "source_name",
    "source_url",
    "source_permission",
    "pupils",
    "cover_alt",
    "form_token",
    "version",
)
AT_FIRST = ("kind", "visibility", "licence", "language", "origin", "form_token")


def initial_of_new(kind: str = "") -> dict:
    """Return an empty form; of a kind that was asked for, with its headings to write under."""
    article = Article(kind=kind) if kind in PROMPTS else Article()
    initial = {name: getattr(article, name) for name in AT_FIRST} | {"version": 0, "body_format": "text"}
    return initial | ({"body": laid_out(PROMPTS[kind])} if kind in PROMPTS else {})


def asked_for(asked, *, writer) -> dict:
    """Return what the address of the page for a new article says of it: what it answers, or its topic.

    `asked` holds what stands in the address; what names nothing is left out. Two queries at most.
    """
    wish = TopicRequest.objects.visible_to(writer).numbered(asked.get("wanted", ""))
    if wish and wish.taken_by_id == writer.pk:
        return {"title": wish.title, "wanted": wish.pk} | filed_under(wish.topic_id)
    topic = asked.get("topic", "")
    is_number = topic.isascii() and topic.isdigit() and len(topic) <= 18
    return filed_under(int(topic)) if is_number else {}


def filed_under(topic_id: int | None) -> dict:
    """Return the field in which an article names this topic, with its value."""
    topic = Topic.objects.filter(pk=topic_id).first() if topic_id else None
    if topic is None:
        return {}
    field = "topic" if topic.tree == Topic.Tree.CATEGORY else str(topic.tree)
    return {field: topic.code or topic.pk}


def initial_of(article: Article, *, reader) -> dict:
    """Return what the article says."""
    initial = {name: getattr(article, name) for name in AS_STORED}
    initial["tags"] = ", ".join(article.tags.names())
    credits = list(article.authorships.select_related("user"))
    colleagues = [credit.user for credit in credits if credit.user_id]
    initial["coauthors"] = typed_names(colleagues[1:])
    initial["outside_authors"] = ", ".join(credit.name for credit in credits if not credit.user_id)
    initial["builds_on"] = typed_article(article.builds_on_id, reader)
    return initial | text_of(article)


def initial_of_next(following: NextVersion, *, reader) -> dict:
    """Return what the next version says, and what it leaves as the article says it."""
    article, details = following.article, following.details
    initial = initial_of(article, reader=reader)
    initial |= {name: details[name] for name in AS_STORED if name in details}
    initial |= {"title": following.title, "summary": following.summary, "version": following.version}
    initial["reason"] = following.reason
    if "tags" in details:
        initial["tags"] = ", ".join(details["tags"])
    if "authors" in details:
        people = User.objects.in_bulk(details["authors"])
        initial["coauthors"] = typed_names([people[pk] for pk in details["authors"] if pk in people][1:])
    if "outside_authors" in details:
        initial["outside_authors"] = ", ".join(details["outside_authors"])
    if "builds_on" in details:
        initial["builds_on"] = typed_article(details["builds_on"], reader)
    return initial | text_of(following)


def text_of(held: Article | NextVersion) -> dict:
    body, body_format = body_for_editing(held.body)
    return {"body": body, "body_format": body_format}


def typed_names(people: list[User]) -> str:
    """Return colleagues as they can be typed again."""
    return ", ".join(f"{user.full_name} ({user.username})" for user in people)


def typed_article(pk: int | None, reader) -> str:
    """Return an article as it can be typed again: its title only to who may read it."""
    if not pk:
        return ""
    article = Article.objects.readable_by(reader).filter(pk=pk).only("pk", "title").first()
    return as_typed(article) if article else f"#{pk}"


def main_author(article: Article | None) -> list[User]:
    """Return the first credited colleague of an article, in a list, or nothing."""
    if article is None:
        return []
    return [credit.user for credit in article.authorships.select_related("user") if credit.user_id][:1]
