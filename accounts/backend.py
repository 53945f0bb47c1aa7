"""Who a password belongs to: a user name or the one address of the account counts, no pending one."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class OfficeBackend(AuthenticationBackend):
    def _authenticate_by_email(self, email, password):
        return self._check_password(User.objects.with_email(email).first(), password)

    def get_user(self, user_id):
        """Load who is signed in with what the office says of them: most pages ask for both."""
        user = User.objects.select_related("profile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
