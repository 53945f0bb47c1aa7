"""Certificates: issued once for a person and a work, kept in the words of that day, withdrawn with a reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from knowledge.models import Article, Award, Certificate
from knowledge.permissions import (
    can_certify_author,
    can_certify_holder,
    can_reissue_certificate,
    can_withdraw_certificate,
    is_author,
    is_holder,
)
from knowledge.services.errors import ActionRefused


def issue_author_certificate(*, article: Article, person: User, by: User) -> Certificate:
    """Issue the certificate of an author of published knowledge; the one there is stays as it is."""
    if not is_author(person, article) or not can_certify_author(by, article, person.pk):
        raise ActionRefused(_("A certificate is issued to the authors of published articles."))
    credit = next(one for one in article.authorships.all() if one.user_id == person.pk)
    return issue(
        person=person,
        by=by,
        kind=Certificate.Kind.AUTHOR,
        title=article.title,
        organization_name=credit.organization.name if credit.organization else "",
        article=article,
    )


def issue_award_certificate(*, award: Award, person: User, by: User) -> Certificate:
    """Issue the certificate of a holder of a confirmed award; the one there is stays as it is."""
    if not is_holder(person, award) or not can_certify_holder(by, award, person.pk):
        raise ActionRefused(_("A certificate is issued to the holders of confirmed awards."))
    return issue(
        person=person,
        by=by,
        kind=Certificate.Kind.AWARD,
        title=award.title,
        details=thai_line(award),
        organization_name=award.organization.name,
        award=award,
    )


@transaction.atomic
def issue(
    *, person: User, by: User, kind: str, title: str, organization_name: str, details: str = "", **subject
) -> Certificate:
    """Issue a certificate or return the one there is. A reviewer issues a withdrawn one anew, under its code."""
    if person.closed_because == User.Closed.ERASED:
        raise ActionRefused(_("This person asked for their data to be erased."))
    words = {"title": title, "details": details, "organization_name": organization_name}
    words["name"] = formal_name(person)
    try:
        with transaction.atomic():
            return Certificate.objects.create(user=person, kind=kind, **subject, **words)
    except IntegrityError:
        found = Certificate.objects.select_for_update(of=("self",)).get(user=person, **subject)
    if found.is_withdrawn:
        if not can_reissue_certificate(by, found):
            raise ActionRefused(
                _("This certificate was withdrawn. A reviewer of the work can issue it anew.")
            )
        for name, value in words.items():
            setattr(found, name, value)
        found.issued_at, found.withdrawn_at, found.withdrawn_reason = timezone.now(), None, ""
        found.save()
    return found


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, by: User, reason: str) -> Certificate:
    """End a certificate: whoever checks its code reads that it does not stand. Twice changes nothing."""
    stored = Certificate.objects.select_for_update(of=("self",)).for_page().get(pk=certificate.pk)
    if stored.is_withdrawn:
        return stored
    if not can_withdraw_certificate(by, stored):
        raise ActionRefused(_("Only the reviewers of the work may withdraw its certificate."))
    stored.withdrawn_at, stored.withdrawn_reason = timezone.now(), reason
    stored.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    return stored


def formal_name(person: User) -> str:
    """Return the name as official papers write it."""
    return person.profile.formal_name if hasattr(person, "profile") else person.full_name


def thai_line(award: Award) -> str:
    """Return result, level and scheme as the certificate prints them: in Thai, whoever issues it."""
    with override("th"):
        return award.standing
