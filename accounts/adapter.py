"""How django-allauth behaves here: accounts are given by the office, names are Thai."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


def display_name(user) -> str:
    """Return the name a person is greeted with."""
    return user.full_name


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers alone: the office gives out accounts."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Sign mail with the name of the site, not with its host name."""
        site = {"name": settings.KMC_SITE_NAME, "domain": self.request.get_host()}
        super().send_mail(template_prefix, email, {**context, "current_site": site})

    def is_safe_url(self, url):
        """Take an address that cannot be read (`http://[`) for one of another site."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False
