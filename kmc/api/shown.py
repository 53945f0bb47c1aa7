"""Rows as programs are told of them. Each reads what its queryset loaded; none asks for more, none names what pages hide."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kmc.lib.html import html_to_text


def address(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def named(row) -> dict | None:
    return {"id": row.pk, "name": row.name} if row else None


def article_row(article, request) -> dict:
    """Return an article loaded by `for_export` and `with_changed`."""
    cover = reverse("knowledge:article_cover", args=[article.pk]) if article.cover else ""
    columns = ("title", "summary", "kind", "visibility", "language", "level", "subject", "licence")
    return {name: getattr(article, name) for name in columns} | {
        "id": article.pk,
        "url": address(request, article.get_absolute_url()),
        "topic": named(article.topic),
        "component": named(article.component),
        "organization": named(article.organization),
        "network": named(article.network),
        "authors": [author(credit) for credit in article.authorships.all()],
        "keywords": article.keywords,
        "licence_url": article.licence_deed,
        "cover_url": address(request, cover) if cover else "",
        "first_published_at": article.first_published_at,
        "changed_at": article.changed,
    }


def author(credit) -> dict:
    unit = credit.organization
    return {
        "id": credit.user_id,
        "name": credit.display_name,
        "organization": unit.name_with_district if unit else None,
    }


def article(row, request, reader) -> dict:
    """Return an article with its text, loaded by `for_page` as well; what it builds on where the reader may know it."""
    parent = row.builds_on
    tally = getattr(row, "tally", None)
    columns = ("status", "cover_alt", "origin", "source_name", "source_url")
    return (
        article_row(row, request)
        | {name: getattr(row, name) for name in columns}
        | {
            "body_html": row.body,
            "body_text": html_to_text(row.body),
            "builds_on": {"id": parent.pk, "name": parent.title}
            if parent and parent.is_open_to(reader)
            else None,
            "attachments": [attachment(file, request) for file in row.attachments.all()],
            "use_count": tally.uses if tally else 0,
            "thanks_count": tally.thanks if tally else 0,
            "read_count": row.read_count,
        }
    )


def attachment(file, request) -> dict:
    columns = ("name", "content_type", "size", "role")
    return {name: getattr(file, name) for name in columns} | {
        "url": address(request, file.get_absolute_url())
    }


def topic_row(topic, request, reader) -> dict:
    count = topic.staff_article_count if reader.is_authenticated else topic.article_count
    columns = ("tree", "parent_id", "name", "name_en", "about")
    return {name: getattr(topic, name) for name in columns} | {
        "id": topic.pk,
        "url": address(request, topic.get_absolute_url()),
        "article_count": count,
    }


ORGANIZATION_COLUMNS = (
    *("kind", "name", "name_en", "short_name", "status", "parent_id", "subdistrict"),
    *("smis_code", "obec_code", "ministry_code", "pupil_count", "merged_into_id", "ended_on"),
)


def organization_row(unit, request) -> dict:
    """Return a unit loaded by `for_cards`."""
    return {name: getattr(unit, name) for name in ORGANIZATION_COLUMNS} | {
        "id": unit.pk,
        "url": address(request, unit.get_absolute_url()),
        "district": named(unit.district),
    }


def network_row(network, request) -> dict:
    """Return a network loaded by `for_list` with its organization."""
    columns = ("kind", "name", "name_en", "about", "is_active", "school_count")
    return {name: getattr(network, name) for name in columns} | {
        "id": network.pk,
        "url": address(request, network.get_absolute_url()),
        "organization": named(network.organization),
    }


def plan_row(plan, request) -> dict:
    columns = ("code", "kind", "name", "name_en", "state", "starts_on", "ends_on", "year_basis")
    return {name: getattr(plan, name) for name in columns} | {
        "id": plan.pk,
        "url": address(request, plan.get_absolute_url()),
        "organization": named(plan.organization),
    }


def chapter(one) -> dict:
    return {
        "level": one.level,
        "title": one.title,
        "opening": one.opening,
        "statements": [statement(each) for each in one.statements],
    }


def statement(one) -> dict:
    return {
        "code": one.item.code,
        "text": one.item.text,
        "text_en": one.item.text_en,
        "explanation": one.item.description,
        "guidelines": [guideline.text for guideline in one.guidelines],
        "target_ids": [target.pk for target in one.targets],
    }


def target_row(card, request) -> dict:
    """Return a target with its figure, as its card shows them."""
    target = card.target
    return {
        "id": target.pk,
        "url": address(request, target.get_absolute_url()),
        "plan_id": target.plan_id,
        "code": target.code,
        "text": target.text,
        "text_en": target.text_en,
        "due_on": target.due_on,
        "goal": target.goal,
        "metric": card.metric.slug if card.metric else None,
        "value": card.value,
        "percent": card.percent,
        "pace": card.state.value,
        "percent_of_time": card.span.percent_gone,
        "full_on": card.full_on,
        "evidence_count": card.evidence_count,
        "as_of": card.span.today,
    }


def evidence(row, reader) -> dict:
    is_open = bool(row.article and row.article.is_open_to(reader))
    return {
        "title": row.title,
        "note": row.note,
        "url": row.url,
        "article_id": row.article_id if is_open else None,
        "shown_on": row.shown_on,
    }


def unit_figure(unit, value: int) -> dict:
    return {"id": unit.pk, "name": unit.name_with_district, "value": value}


def site_address() -> str:
    """Return the address of this site as the examples write it."""
    return settings.KMC_PUBLIC_URL
