"""How django-allauth behaves here: accounts are given by the office, names are Thai."""

from allauth.account.adapter import DefaultAccountAdapter


def display_name(user) -> str:
    """Return the name a person is greeted with."""
    return user.full_name


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers alone: the office gives out accounts."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Take an address that cannot be read (`http://[`) for one of another site."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False
