"""The filters of `{% load thai %}`, used the way templates use them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

LATE = datetime(2026, 9, 30, 17, 5, tzinfo=UTC)


def shown(expression: str, value) -> str:
    with override("th"):
        return Template("{% load thai %}{{ value|" + expression + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    "expression, value, text",
    (
        ("thai_date", date(2026, 10, 1), "1 ตุลาคม 2569"),
        ('thai_date:"short"', LATE, "1 ต.ค. 2569"),
        ('thai_date:"full"', date(2026, 10, 1), "วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569"),
        ("thai_date|thai_digits", date(2026, 10, 1), "๑ ตุลาคม ๒๕๖๙"),
        ("thai_date", None, ""),
        ("thai_datetime", LATE, "1 ต.ค. 2569 00:05 น."),
        ("thai_datetime", None, ""),
        ("time_ago", None, ""),
        ("shorten:12", "การจัดการความรู้", "การจัดการควา…"),
        ("shorten:9", "<b>ครู</b>ดี", "&lt;b&gt;ครู&lt;/b…"),
        ("percent", 82.4, "82.40"),
        ("percent", 2.675, "2.68"),
        ("percent", 1234, "1,234.00"),
        ("percent", None, ""),
        ("number", 1234567, "1,234,567"),
        ("number", 0, "0"),
        ("number", None, ""),
    ),
)
def test_filter(expression, value, text):
    assert shown(expression, value) == text


def test_time_ago_counts_from_now():
    with override("en"):
        html = Template("{% load thai %}{{ value|time_ago }}").render(
            Context({"value": timezone.now() - timedelta(minutes=5, seconds=5)})
        )

    assert html == "5 minutes ago"
