"""Administration of people, organizations, roles and what was done to them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.admin import (  # noqa: F401 they register themselves
    competency,
    development,
    imports,
    joining,
    notices,
    organizations,
    people,
    policies,
    privacy,
    roles,
    skills,
    tokens,
    trail,
    usage,
)

admin.site.unregister(Group)  # groups follow the roles: `sync_roles` writes them
admin.site.unregister(EmailAddress)  # a person has one address, and it stands with the person
# Secrets and sessions are their owners' own; the way in through a provider stands in the settings.
admin.site.unregister((Authenticator, UserSession, SocialAccount, SocialApp, SocialToken))
admin.site.site_header = _("Administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("What would you like to look after?")
