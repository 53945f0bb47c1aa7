"""The texts: articles written by hand in `articles/`, and articles put together from `composed.json`."""

import json
import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kmc.lib.dates import ERA
from kmc.lib.html import clean_html, html_to_text
from kmc.lib.thai import normalize, shorten

HERE = Path(__file__).resolve().parent
FIGURE = re.compile(
    r"<figure data-drawing=\"(?P<drawing>[^\"]+)\"(?P<rest>[^>\"]*(?:\"[^\"]*\"[^>\"]*)*)>(?P<body>.*?)</figure>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r'data-(values|unit)="([^"]*)"')
SLOT = re.compile(r"\{(\w+)\}")
KIND_WEIGHTS = {
    "best_practice": 26, "note": 24, "lesson_learned": 12, "story": 9, "manual": 10, "innovation": 8, "research": 6, "media": 5,
}  # fmt: skip
HEADINGS = {
    "best_practice": ("ที่มา", "ทำอย่างไร", "ผลที่เกิดขึ้น", "สิ่งที่อยากบอกต่อ"),
    "lesson_learned": ("สิ่งที่คาดไว้", "ทบทวนกันอย่างไร", "สิ่งที่พบ", "ครั้งหน้า"),
    "story": ("", "", "", ""),
    "manual": ("ใช้เมื่อใด", "ขั้นตอน", "ข้อที่ผิดบ่อย", "ก่อนปิดงาน"),
    "innovation": ("ปัญหาที่พบ", "ตัวนวัตกรรม", "ผลการทดลองใช้", "ใช้ต่อหรือไม่"),
    "research": ("ความเป็นมา", "วิธีดำเนินการ", "ผลการวิจัย", "ข้อจำกัดและข้อเสนอแนะ"),
    "media": ("เหตุที่ทำสื่อนี้", "วิธีทำและวิธีใช้", "ผลการใช้", "สำหรับผู้ที่อยากทำตาม"),
    "note": ("วงแลกเปลี่ยน", "คุยกันอย่างไร", "ประเด็นที่ได้", "ก้าวต่อไป"),
}
# Which of the eight components a topic of this wording serves.
COMPONENTS = (
    ("การจัดการเรียนการสอน", (7, 8)), ("วัดประเมินผล", (8, 8, 5)), ("ดูแลช่วยเหลือ", (6, 6, 8)), ("ปฐมวัย", (6, 8)),
    ("สื่อ", (5, 5, 7)), ("นิเทศ", (7, 2, 8)), ("พัฒนาครู", (4, 7)), ("บริหารโรงเรียน", (1, 3)), ("แผน", (2, 2, 8)),
    ("การเงิน", (3,)), ("บุคคล", (4, 3)), ("กฎหมาย", (1, 6)), ("ธุรการ", (3, 5)), ("ภูมิปัญญา", (6, 7)),
)  # fmt: skip


@dataclass
class Drawing:
    """A picture to be drawn: its kind, what it shows, its caption."""

    name: str
    caption: str
    values: str = ""
    unit: str = ""


@dataclass
class Text:
    """An article as text, before it has authors and a date."""

    title: str
    summary: str
    body: str
    kind: str
    topic: str
    tags: list[str]
    component: int = 0
    author_role: str = ""
    district: str = ""
    month: tuple[int, int] = (0, 0)
    visibility: str = "public"
    drawings: list[Drawing] = field(default_factory=list)
    slug: str = ""


# --- Written by hand ----------------------------------------------------------------------------


@cache
def written_texts() -> tuple[Text, ...]:
    """Return the articles of the folder, in the order of their names."""
    return tuple(read_text(path) for path in sorted((HERE / "articles").glob("*.html")))


def read_text(path: Path) -> Text:
    """Read a file: `name: value` lines between dashes, then the body."""
    _nothing, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    head = dict(line.split(": ", 1) for line in front.strip().splitlines())
    drawings = [
        Drawing(match["drawing"], html_to_text(match["body"]), **dict(ATTRIBUTE.findall(match["rest"])))
        for match in FIGURE.finditer(body)
    ]
    year, month = head["month"].split("-")
    return Text(
        title=normalize(head["title"]),
        summary=normalize(head["summary"]),
        body=body.strip(),
        kind=head["kind"],
        topic=head["topic"],
        tags=[tag.strip() for tag in head["tags"].split(",")],
        component=int(head["component"]),
        author_role=head["author_role"],
        district=head["district"],
        month=(int(year) - ERA, int(month)),
        visibility=head["visibility"],
        drawings=drawings,
        slug=path.stem,
    )


def body_with_pictures(text: Text, figures: list[str]) -> str:
    """Return the body as it is stored, each drawing replaced by its `<figure>`."""
    waiting = iter(figures)
    return clean_html(FIGURE.sub(lambda _match: next(waiting), text.body))


# --- Put together -------------------------------------------------------------------------------


@cache
def material() -> dict:
    """Return paragraphs by kind and section, titles with their topics, and the words for their gaps."""
    return json.loads((HERE / "composed.json").read_text(encoding="utf-8"))


class Composer:
    """Puts articles together, never the same title twice until titles run out."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.used = {text.title for text in written_texts()}

    def compose(self, school: str) -> Text:
        """Return an article that was written at the school."""
        kind = self.rng.choices(list(KIND_WEIGHTS), KIND_WEIGHTS.values())[0]
        title, words = self.titled(kind, school)
        parts = self.paragraphs(kind, words)
        return Text(
            title=filled(title["text"], words),
            summary=shorten(parts[0 if kind == "story" else 2][0], 180),
            body=laid_out(kind, parts),
            kind=kind,
            topic=title["topic"],
            tags=tags_of(kind, title, words),
            component=self.rng.choice((0, *components_of(title["topic"]))),
            visibility="staff" if self.rng.random() < 0.07 else "public",
        )

    def titled(self, kind: str, school: str) -> tuple[dict, dict[str, str]]:
        """Return a title that is not used yet, and the words that stand in this article throughout."""
        for _attempt in range(12):
            title = self.rng.choice(material()["kinds"][kind]["titles"])
            words = self.words_for(title, school)
            name = filled(title["text"], words)
            if name not in self.used:
                break
        else:
            name = f"{name} {school}"
            title = title | {"text": title["text"] + " {school}"}
        if len(self.used) < 5000:
            self.used.add(name)
        return title, words

    def words_for(self, title: dict, school: str) -> dict[str, str]:
        """Choose a word for each gap, from the list the title asks for."""
        lists = material()["slots"]
        source = title.get("from", {})
        words = {
            gap: str(self.rng.choice(lists[source.get(gap, gap)]))
            for gap in (
                "grade",
                "subject",
                "skill",
                "tool",
                "activity",
                "work",
                "issue",
                "season",
                "n",
                "weeks",
            )
        }
        return words | {"school": school}

    def paragraphs(self, kind: str, words: dict[str, str]) -> list[list[str]]:
        """Return the four parts of an article, a few different paragraphs each."""
        pools = material()["kinds"][kind]
        return [
            [filled(text, words) for text in self.rng.sample(pools[part], self.rng.choice(many))]
            for part, many in (
                ("openings", (1,)),
                ("methods", (2, 2, 3)),
                ("results", (1, 2)),
                ("closings", (1,)),
            )
        ]


def components_of(topic: str) -> tuple[int, ...]:
    """Return the components of a high-performance organization that a topic serves."""
    return next(numbers for words, numbers in COMPONENTS if words in topic)


def filled(text: str, words: dict[str, str]) -> str:
    return SLOT.sub(lambda match: words[match[1]], text)


def laid_out(kind: str, parts: list[list[str]]) -> str:
    """Return the body: a heading above each part where the kind has headings."""
    blocks = []
    for heading, paragraphs in zip(HEADINGS[kind], parts, strict=True):
        if heading:
            blocks.append(f"<h2>{heading}</h2>")
        blocks += [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    return "\n".join(blocks)


def tags_of(kind: str, title: dict, words: dict[str, str]) -> list[str]:
    """Return what the title speaks of, as keywords."""
    spoken = set(SLOT.findall(title["text"]))
    tags = [
        words[gap]
        for gap in ("skill", "subject", "grade", "tool", "activity", "work", "issue")
        if gap in spoken
    ]
    extra = {"note": "แลกเปลี่ยนเรียนรู้", "lesson_learned": "AAR", "research": "วิจัยในชั้นเรียน", "story": "เรื่องเล่า"}
    if kind in extra:
        tags.append(extra[kind])
    return tags or [title["topic"].split(" ")[0]]
