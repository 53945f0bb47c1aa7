"""The pictures of the written articles: drawn once, stored as WebP under keys that are always the same."""

import io
import uuid
from functools import cache
from html import escape

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from kmc.demo.canvas import HEIGHT, WIDTH
from kmc.demo.charts import bar_chart, line_chart, parsed, step_flow, written
from kmc.demo.rows import insert_objects
from kmc.demo.scenes import SCENES, scene
from kmc.demo.texts import Drawing, Text
from knowledge.models import Article, Attachment
from knowledge.models.attachment import attachment_path

NAMESPACE = uuid.UUID("d7a91f5e-2569-5432-8000-6b6d632d7069")
CHARTS = {"chart-bar": bar_chart, "chart-line": line_chart}
COVER_SIZE = (1200, 630)
SCENE_WORDS = {
    "scene-school": ("อาคารเรียนไม้ใต้ถุนสูง เสาธง และเด็กที่หน้าอาคาร", ("บริหาร", "แผน", "กฎหมาย", "บุคคล")),
    "scene-garden": ("แปลงผักหลังโรงเรียนกับบัวรดน้ำ", ("ภูมิปัญญา",)),
    "scene-road": ("ถนนลูกรังกลางทุ่งนา มีคนขี่จักรยานสะพายกระเป๋า", ("ดูแลช่วยเหลือ",)),
    "scene-classroom": ("ครูยืนหน้ากระดานในห้องเรียน เด็กนั่งที่โต๊ะ", ("การจัดการเรียนการสอน", "วัดประเมินผล", "สื่อ")),
    "scene-reading": ("เด็กสี่คนล้อมหนังสือเล่มใหญ่หน้าชั้นหนังสือ", ("ปฐมวัย",)),
    "scene-meeting": ("เพื่อนร่วมงานห้าคนล้อมโต๊ะประชุมหน้ากระดานติดกระดาษโน้ต", ("นิเทศ", "พัฒนาครู", "การเงิน", "ธุรการ")),
}


@cache
def scene_as_webp(name: str, variant: int, *, is_cover: bool = False) -> bytes:
    """Return a scene as a file; a cover is a little flatter."""
    picture = scene(name, variant)
    if is_cover:
        top = HEIGHT - COVER_SIZE[1]
        picture = picture.crop((0, top, WIDTH, HEIGHT))
    return as_webp(picture)


def as_webp(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=84, method=3)
    return buffer.getvalue()


def drawn(drawing: Drawing, variant: int) -> bytes:
    """Return the picture of a drawing as a file."""
    if drawing.name in SCENES:
        return scene_as_webp(drawing.name, variant)
    if drawing.name in CHARTS:
        return as_webp(CHARTS[drawing.name](drawing.values, drawing.unit))
    return as_webp(step_flow(drawing.values))


def told(drawing: Drawing) -> str:
    """Return what a picture shows, for those who cannot see it."""
    if drawing.name in SCENES:
        return f"ภาพวาด {SCENE_WORDS[drawing.name][0]}"
    if drawing.name in CHARTS:
        kind = "แผนภูมิแท่ง" if drawing.name == "chart-bar" else "แผนภูมิเส้น"
        numbers = ", ".join(f"{label} {written(number)}" for label, number in parsed(drawing.values))
        return f"{kind} หน่วยเป็น{drawing.unit}: {numbers}"
    return "แผนภาพขั้นตอน: " + " แล้ว ".join(step.strip() for step in drawing.values.split(">"))


def keep_file(name: str, content: bytes) -> str:
    """Store a file under exactly this name."""
    if default_storage.exists(name):
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))


class Illustrator:
    """Draws what the written articles ask for and files it with them."""

    def __init__(self):
        self.waiting: list[Attachment] = []

    def cover(self, text: Text) -> tuple[str, str]:
        """Return the stored name of a cover and its description. Not the scene that stands in the text."""
        inside = {drawing.name for drawing in text.drawings}
        fitting = [
            name
            for name, (_words, topics) in SCENE_WORDS.items()
            if any(topic in text.topic for topic in topics)
        ]
        chosen = next(name for name in (*fitting, "scene-school", "scene-classroom") if name not in inside)
        key = uuid.uuid5(NAMESPACE, f"cover {text.slug}")
        content = scene_as_webp(chosen, key.int % 6, is_cover=True)
        return keep_file(f"covers/{key.hex}.webp", content), SCENE_WORDS[chosen][0]

    def figure(self, text: Text, number: int, article: Article) -> str:
        """Return the `<figure>` of a drawing; its file is stored, its row waits for the article's."""
        drawing = text.drawings[number]
        key = uuid.uuid5(NAMESPACE, f"{text.slug} {number}")
        content = drawn(drawing, key.int % 6)
        attachment = Attachment(
            key=key,
            article_id=article.pk,
            role=Attachment.Role.PICTURE,
            name=f"{drawing.name}.webp",
            content_type="image/webp",
            size=len(content),
            uploaded_by_id=article.created_by_id,
            uploaded_at=article.created_at,
        )
        attachment.file = keep_file(attachment_path(attachment, ""), content)
        self.waiting.append(attachment)
        picture = f'<img src="/files/{key}/" alt="{escape(told(drawing))}" width="{WIDTH}" height="{HEIGHT}">'
        return f"<figure>{picture}<figcaption>{escape(drawing.caption, quote=False)}</figcaption></figure>"

    def keep_attachments(self) -> None:
        """Write the rows of the pictures, once those of their articles are there."""
        insert_objects(self.waiting)
        self.waiting = []
