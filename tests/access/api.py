"""Who gets what at the addresses of the programming interface and of its keys.

A session counts for nothing at the interface: with one everybody is a visitor there.
"""

from datetime import timedelta

from django.utils import timezone

from accounts.models import ApiToken
from accounts.services.tokens import make_token

ANYBODY = ("200", "405")
KEEPERS = "in 403 403 403 403 200 403 200 200"
AGAIN = "in 302 302 302 302 302 302 302 302"  # the password is asked for first

ACCESS = {
    "api_docs": ("", *ANYBODY),
    "api_description": ("", *ANYBODY),
    "api:article_list": ("", *ANYBODY),
    "api:article_detail": ("public", *ANYBODY),
    "api:topic_list": ("", *ANYBODY),
    "api:topic_detail": ("topic", *ANYBODY),
    "api:organization_list": ("", *ANYBODY),
    "api:organization_detail": ("school", *ANYBODY),
    "api:network_list": ("", *ANYBODY),
    "api:network_detail": ("network", *ANYBODY),
    "api:plan_list": ("", *ANYBODY),
    "api:plan_detail": ("plan", *ANYBODY),
    "api:target_list": ("", *ANYBODY),
    "api:target_detail": ("target", *ANYBODY),
    "api:target_rows": ("people_target", "401", "405"),
    "accounts:token_list": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:token_create": ("", AGAIN, AGAIN),
    "accounts:token_revoke": (
        "own_key",
        "in 403 403 200 403 403 403 403 403",
        "in 403 403 302 403 403 403 403 403",
    ),
    "accounts:organization_tokens": ("school", KEEPERS, "405"),
    "accounts:organization_token_create": ("school", AGAIN, AGAIN),
}


def keys_of(people):
    """Let the author have a key."""
    day = timezone.localdate() + timedelta(days=9)
    token, _secret = make_token(by=people["author"], name="ระบบ", scopes=[], expires_on=day)
    return {"own_key": token.pk}


def restore_keys(things):
    """Let the key open again."""
    ApiToken.objects.filter(pk=things["own_key"]).update(revoked_at=None, revoked_by=None)
