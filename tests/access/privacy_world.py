"""A published notice and an open request, for the table of addresses."""

from django.utils import timezone

from accounts.models import PolicyText
from accounts.services import ask_privacy


def privacy_of(people):
    notice = PolicyText.objects.create(
        kind="privacy", version=1, title="ประกาศ", body="<p>ประกาศ</p>", published_at=timezone.now()
    )
    asked = ask_privacy(user=people["colleague"], kind="erasure", text="ขอให้ลบ")
    return {"policy": notice.pk, "privacy_request": asked.pk}
