"""Who gets what at the addresses of notifications: each person their own, and nobody another's."""

from accounts.models import Notification
from accounts.services.mail import stop_path

ACCESS = {
    "accounts:notification_list": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:notification_open": ("notice", "in 404 302 404 404 404 404 404 404", "405"),
    "accounts:notification_read_all": ("", "405", "in 302 302 302 302 302 302 302 302"),
    "accounts:notification_settings": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "in 200 200 200 200 200 200 200 200",
    ),
    "accounts:notification_stop": ("stop_token", "200", "302"),
}


def notices_of(people):
    """Give the colleague a notification, and the address that stops their mail."""
    notice = Notification.objects.create(user=people["colleague"], kind="published", path="/articles/1/")
    return {"notice": notice.pk, "stop_token": stop_path(people["colleague"]).split("/")[-2]}
