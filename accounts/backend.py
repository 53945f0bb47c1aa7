"""Who a password belongs to: a user name or the one address of the account counts, no pending one."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class OfficeBackend(AuthenticationBackend):
    def _authenticate_by_email(self, email, password):
        return self._check_password(User.objects.with_email(email).first(), password)
