"""The gallery: every component in every state, with sample words, light beside dark."""

from datetime import datetime
from types import SimpleNamespace as Sample
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kmc.gallery_honours import sample_honours
from kmc.gallery_people import sample_people, sample_ratings

THEMES = ("light", "dark")
ICONS = (
    "add account arrow article attachment auto award back bookmark bookmarked calendar check close comment dark delete done "
    "down download error file filter flag graph history home idea inbox info language light line link lock lotus mail menu "
    "network next notification offline organization pdf people person phone picture place play previous print qr question "
    "read repeat search settings share sign-in sign-out sort tag target thanks topic undo upload used verified waiting "
    "warning write"
).split()
BUTTONS = [
    ("primary", "เผยแพร่", "check"),
    ("primary", "Publish", ""),
    ("plain", "บันทึกฉบับร่าง", ""),
    ("plain", "Save draft", "write"),
    ("quiet", "ดูประวัติการแก้ไข", "history"),
    ("danger", "ส่งกลับแก้ไข", "undo"),
]
PILLS = [
    ("draft", "ฉบับร่าง"),
    ("submitted", "รอตรวจ"),
    ("returned", "ส่งกลับแก้ไข"),
    ("published", "เผยแพร่แล้ว"),
    ("withdrawn", "ยกเลิกการเผยแพร่"),
    ("archived", "จัดเก็บถาวร"),
    ("discarded", "ทิ้งแล้ว"),
    ("accent", "แนวปฏิบัติที่ดี"),
    ("plain", "Best practice"),
]
MESSAGES = [
    ("success", "บันทึกแล้ว เรื่องนี้เผยแพร่ให้ทุกคนอ่านได้"),
    ("info", "There is a newer draft of this article on this device."),
    ("warning", "ไม่มีสัญญาณอินเทอร์เน็ต ข้อความที่เขียนยังอยู่ครบ"),
    ("error", "ไฟล์ใหญ่เกิน 25 MB กรุณาเลือกไฟล์ที่เล็กกว่า"),
]


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="ชื่อเรื่อง", help_text="บอกให้รู้ว่าทำอะไร กับใคร ได้ผลอย่างไร", max_length=300)
    summary = forms.CharField(label="สรุปย่อ", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="ประเภท", choices=[("", "เลือกประเภท"), ("story", "เรื่องเล่า"), ("aar", "AAR")]
    )
    readers = forms.ChoiceField(
        label="ใครอ่านได้บ้าง",
        widget=forms.RadioSelect,
        choices=[("public", "ทุกคน"), ("staff", "บุคลากรที่เข้าสู่ระบบ")],
        initial="public",
    )
    levels = forms.MultipleChoiceField(
        label="ระดับชั้น",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("k", "ปฐมวัย"), ("p", "ประถมศึกษา"), ("m", "มัธยมศึกษาตอนต้น")],
    )
    file = forms.FileField(label="ไฟล์แนบ", required=False, help_text="PDF, Word, Excel หรือรูปภาพ ไม่เกิน 25 MB")
    consent = forms.BooleanField(label="ได้รับอนุญาตให้เผยแพร่ภาพแล้ว")
    office = forms.CharField(label="Office", required=False, disabled=True, initial="Filled in by the office")


class SampleFilter(forms.Form):
    """The fields of a list's filter."""

    q = forms.CharField(label="คำค้น", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="ประเภท", required=False, choices=[("", "ทุกประเภท"), ("story", "เรื่องเล่า")])
    year = forms.ChoiceField(label="ปี พ.ศ.", required=False, choices=[("", "ทุกปี"), ("2569", "2569")])
    sort = forms.ChoiceField(label="เรียงตาม", required=False, choices=[("", "ล่าสุด"), ("read", "อ่านมากที่สุด")])


def sample_articles() -> list:
    """Return rows that look like articles: short, long, without a summary, in English."""
    school = "โรงเรียนบ้านหนองบัว (อำเภอน้ำยืน)"
    return [
        sample_article(
            "อ่านออกเขียนได้ใน 60 วัน ด้วยบัตรคำบ้านเรา",
            "ครูเก็บคำที่เด็กพูดจริงในหมู่บ้านมาทำบัตรคำ 200 ใบ ให้เด็กฝึกวันละสิบห้านาทีก่อนเคารพธงชาติ",
            school,
            authors=("สุดา แก้วใส", "ปู่ฟ้า ใหญ่ญาติ", "กตัญญู น้ำใจ", "วิชัย ผู้ใหญ่"),
        ),
        sample_article(
            "การสังเคราะห์ผลการนิเทศ " * 6, "", "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา", status="submitted"
        ),
        sample_article(
            "Opening a mathematics lesson across four schools",
            "Three PLC cycles on fractions, with what we changed each time.",
            "Ban Nong Bua School",
            status="returned",
        ),
    ]


def sample_article(title, summary, organization, *, status="published", authors=("สุดา แก้วใส",)):
    """Return one row that looks like an article."""
    credited = [Sample(display_name=name, user_id=1, organization=organization) for name in authors]
    words = dict(PILLS)
    return Sample(
        pk=128,
        title=title.strip(),
        summary=summary,
        status=status,
        is_overdue=status == "published",
        organization=organization,
        first_published_at=datetime(2026, 10, 1, 9, 30, tzinfo=ZoneInfo("Asia/Bangkok")),
        get_absolute_url="/articles/128/",
        get_status_display=words[status],
        get_kind_display="แนวปฏิบัติที่ดี",
        authorships=Sample(all=credited),
    )


def sample_targets() -> list[dict]:
    """Return targets in the states an instrument can show."""
    line = "2.0,24.0 14.9,22.0 27.8,21.5 40.7,18 53.6,17 66.5,13 79.4,10 92.3,8 105.2,5 118,4"
    wording = "บุคลากร สร้างเนื้อหา จัดเก็บ และเผยแพร่ความรู้ ได้อย่างน้อย 500 เรื่อง"
    rows = [
        ("on_pace", "ตามจังหวะ", 412, 500, 82.4, 61.0, "ร้อยละ 82.40 · ตามจังหวะนี้จะครบราว มี.ค. 2570"),
        ("behind", "ช้ากว่าจังหวะ", 96, 300, 32.0, 61.0, "ร้อยละ 32.00 · ตามจังหวะนี้จะครบหลังสิ้นแผน"),
        ("exceeded", "เกินเป้าหมาย", 1562, 1500, 100, 61.0, "ร้อยละ 104.13 · ครบเมื่อ 12 ส.ค. 2569"),
        ("not_begun", "Nothing counted yet", 0, 300, 0, 61.0, "0.00 percent"),
        ("closed", "แผนสิ้นสุดแล้ว", 488, 500, 97.6, 100, "ร้อยละ 97.60 · นับเมื่อสิ้นแผน 30 ก.ย. 2568"),
    ]
    names = ("state", "state_label", "value", "goal", "percent", "elapsed", "sentence")
    return [
        dict(zip(names, row, strict=True), title=wording, unit="เรื่อง", points=line, code="1.2")
        for row in rows
    ]


def sample_events() -> list[dict]:
    """Return the steps an article goes through."""
    at = datetime(2026, 9, 28, 14, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
    return [
        {"at": at, "title": "เผยแพร่โดย กตัญญู น้ำใจ", "tone": "leaf"},
        {"at": at, "title": "ส่งกลับแก้ไข", "text": "กรุณาเพิ่มผลหลังใช้จริงหนึ่งภาคเรียน", "tone": "amber"},
        {"at": at, "title": "Sent for review", "tone": "accent"},
        {"at": at, "title": "เขียนฉบับร่าง", "tone": "plain"},
    ]


def sample_topics() -> list[dict]:
    """Return a small tree of topics: covered, thin, empty."""
    return [
        {"title": "การจัดการเรียนการสอน", "url": "/topics/1/", "article_count": 128, "depth": 0},
        {"title": "ภาษาไทย", "url": "/topics/2/", "article_count": 3, "depth": 1},
        {"title": "วิทยาศาสตร์และเทคโนโลยี", "url": "/topics/3/", "article_count": 0, "depth": 1},
        {"title": "Finance and supplies", "url": "/topics/4/", "article_count": 14, "depth": 0},
    ]


def sample_table() -> dict:
    """Return a table with numbers."""
    number = [Sample(kind="number", text=text) for text in ("128", "96", "32")]
    return {
        "headers": [
            Sample(kind="", text="โรงเรียน"),
            Sample(kind="", text="อำเภอ"),
            Sample(kind="number", text="เรื่อง"),
        ],
        "rows": [
            ["โรงเรียนบ้านหนองบัว", "น้ำยืน", number[0]],
            ["โรงเรียนบ้านโนนสวรรค์", "เดชอุดม", number[1]],
            ["Ban Na Yia School", "นาเยีย", number[2]],
        ],
    }


@require_safe
def gallery(request):
    """Show the components. Public: they hold nothing but sample words."""
    panes = []
    for theme in THEMES:
        wrong = SampleForm({"readers": "public"}, auto_id=f"wrong-{theme}-%s")
        filters = SampleFilter({"kind": "story", "year": "2569"}, auto_id=f"filter-{theme}-%s")
        panes.append(
            Sample(
                theme=theme,
                form=SampleForm(auto_id=f"{theme}-%s"),
                wrong_form=wrong,
                filter=filters,
                ratings=sample_ratings(theme),
            )
        )
    context = {
        "panes": panes,
        "icons": ICONS,
        "buttons": BUTTONS,
        "pills": PILLS,
        "sample_messages": MESSAGES,
        "articles": sample_articles(),
        "excerpt": mark_safe("…ให้เด็กฝึก<mark>บัตรคำ</mark>วันละสิบห้านาทีก่อนเคารพธงชาติ หลังสองเดือน…"),
        "targets": sample_targets(),
        "events": sample_events(),
        "topics": sample_topics(),
        "table": sample_table(),
        "page": Paginator(range(480), 20).page(7),
        "first_page": Paginator(range(60), 20).page(1),
        "chips": [("ประเภท: เรื่องเล่า", "?year=2569"), ("ปี พ.ศ. 2569", "?kind=story")],
        "tabs": sample_tabs(),
        "steps": sample_steps(),
        "people": sample_people(),
        **sample_honours(),
        "breadcrumbs": [("/articles/", _("Knowledge")), ("/topics/1/", "การจัดการเรียนการสอน")],
    }
    return render(request, "gallery.html", context)


def sample_tabs() -> list[dict]:
    """Return tabs with and without a count."""
    return [
        {"url": "?tab=1", "text": "ทั้งหมด", "count": 128, "is_current": True},
        {"url": "?tab=2", "text": "ฉบับร่าง", "count": 2, "is_current": False},
        {"url": "?tab=3", "text": "Archived", "count": None, "is_current": False},
    ]


def sample_steps() -> list[dict]:
    """Return three steps: done, at work, to come."""
    return [
        {"title": "เขียนและแนบไฟล์", "state": "done", "text": "ระบบบันทึกฉบับร่างให้เป็นระยะ"},
        {"title": "ส่งตรวจ", "state": "current", "text": "ผู้ตรวจของโรงเรียนอ่านก่อนเผยแพร่"},
        {"title": "Published", "state": "next", "text": "Everyone can read it."},
    ]
