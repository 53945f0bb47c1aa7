"""The evidence of a year as a Word document."""

from django.utils.translation import gettext as _

from accounts.models.development import short_hours
from kmc.lib.dates import format_date
from kmc.lib.word import DOTS, OfficeDocument
from knowledge.models import Use
from reports.portfolio import Portfolio


def portfolio_document(portfolio: Portfolio) -> OfficeDocument:
    """Return the document: the head, a section for each kind of evidence, the places to sign."""
    document = OfficeDocument(
        _("Evidence of work and development, %(year)s") % {"year": portfolio.year.label}
    )
    add_head(document, portfolio)
    add_articles(document, portfolio)
    add_reviews(document, portfolio)
    add_skills(document, portfolio)
    add_lines(document, portfolio)
    add_awards(document, portfolio)
    add_uses(document, portfolio)
    document.heading(_("7. Use of the portal"))
    document.paragraph(_("Days of use in the year: %(count)s") % {"count": portfolio.days_of_use})
    document.paragraph(_("I certify that the above is true."))
    position = portfolio.profile.position if portfolio.profile else ""
    document.signatures(
        [
            (f"({portfolio.name})", _("Position: %(name)s") % {"name": position or DOTS}, _("Made by")),
            (f"({DOTS})", _("Position: %(name)s") % {"name": DOTS}, _("Superior")),
        ]
    )
    return document


def add_head(document: OfficeDocument, portfolio: Portfolio) -> None:
    profile, year = portfolio.profile, portfolio.year
    document.facts(
        [
            (_("Name"), portfolio.name),
            (_("Position"), profile.position if profile else ""),
            (_("Academic standing"), profile.academic_standing if profile else ""),
            (_("Organization"), profile.organization.name if profile else ""),
            (_("Period"), f"{format_date(year.starts_on)} – {format_date(year.ends_on)}"),
            (_("As of"), format_date(portfolio.as_of)),
        ]
    )


def add_articles(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("1. Articles published"))
    if not portfolio.credits:
        document.paragraph(_("None in this year."))
    else:
        headings = (_("Number"), _("Title"), _("Published on"), _("Credit"), _("Readers"))
        document.table(headings, [article_row(credit) for credit in portfolio.credits], (1.8, 7, 3, 2.4, 1.8))
    document.paragraph(
        _("Reads in the year of all articles of mine: %(count)s") % {"count": f"{portfolio.reads_in_year:,}"}
    )


def article_row(credit) -> tuple:
    article = credit.article
    role = _("author") if credit.is_first else _("co-author")
    return (
        article.number,
        article.title,
        format_date(article.first_published_on, "short"),
        role,
        f"{credit.reads:,}",
    )


def add_reviews(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("2. Articles reviewed"))
    if not portfolio.reviewed_count:
        document.paragraph(_("None in this year."))
        return
    document.paragraph(_("Articles reviewed: %(count)s") % {"count": portfolio.reviewed_count})
    if portfolio.reviewed:
        rows = [(article.number, article.title) for article in portfolio.reviewed]
        document.table((_("Number"), _("Title")), rows, (2.5, 13.5))
    if portfolio.reviewed_not_shown:
        document.paragraph(
            _("Not published now and therefore without a title: %(count)s")
            % {"count": portfolio.reviewed_not_shown}
        )


def add_skills(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("3. Training and skills, confirmed"))
    if not portfolio.skills:
        document.paragraph(_("None in this year."))
        return
    headings = (_("Date"), _("Training or proof"), _("Given by"), _("Hours"))
    rows = [
        (
            format_date(one.day, "short"),
            f"{one.get_skill_display()}: {one.title}",
            one.provider,
            short_hours(one.hours),
        )
        for one in portfolio.skills
    ]
    document.table(headings, [*rows, ("", _("Total"), "", short_hours(portfolio.skill_hours))], (3, 7, 4, 2))


def add_lines(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("4. Own development (ID-Plan)"))
    if not portfolio.lines:
        document.paragraph(_("None in this year."))
        return
    headings = (_("What to develop"), _("Activity"), _("Goal"), _("Hours"))
    rows = [(line.title, line.how, line.goal, short_hours(line.hours_done)) for line in portfolio.lines]
    document.table(
        headings, [*rows, (_("Total"), "", "", short_hours(portfolio.line_hours))], (5, 4.5, 4.5, 2)
    )


def add_awards(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("5. Awards"))
    if not portfolio.awards:
        document.paragraph(_("None in this year."))
        return
    rows = [
        (award.title, award.get_level_display(), award.scheme, award.get_medal_display())
        for award in portfolio.awards
    ]
    document.table((_("What it was given for"), _("Level"), _("Award"), _("Result")), rows, (6, 3.5, 4, 2.5))


def add_uses(document: OfficeDocument, portfolio: Portfolio) -> None:
    document.heading(_("6. Knowledge put to use"))
    document.paragraph(_("My articles used by others: %(count)s") % {"count": len(portfolio.uses_by_others)})
    if portfolio.uses_by_others:
        rows = [
            (format_date(use.used_on, "short"), use.article.title, f"{use.by.full_name}, {use.place}")
            for use in portfolio.uses_by_others
        ]
        document.table((_("Date"), _("Title"), _("Who and where")), rows, (2.6, 7, 6.4))
    document.paragraph(_("Articles of others that I used: %(count)s") % {"count": len(portfolio.own_uses)})
    if portfolio.own_uses:
        rows = [
            (format_date(use.used_on, "short"), use.article.title, measured(use))
            for use in portfolio.own_uses
        ]
        document.table((_("Date"), _("Title"), _("What came of it")), rows, (2.6, 6, 7.4))


def measured(use: Use) -> str:
    """Return what happened, with the figures where there are any."""
    return f"{use.result} ({use.get_measure_display()} {use.figure})" if use.figure else use.result
