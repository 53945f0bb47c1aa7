"""Documents beside some of the written articles: checked, filed and read as those of a real office."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from kmc.demo.drawings import keep_file
from kmc.demo.rows import insert_objects
from knowledge.models import Article, Attachment
from knowledge.models.attachment import attachment_path
from knowledge.services.reading_files import words_of
from knowledge.uploads import checked_document

NAMESPACE = uuid.UUID("b1c64a7d-2569-5432-8000-6b6d63706170")
FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Paper:
    """A file of the demo, the article it belongs to, and its name for people."""

    article: str
    file: str
    name: str


PAPERS = (
    Paper("002-plc-fractions", "open-lesson-plan.docx", "แบบแผนการจัดการเรียนรู้สำหรับเปิดชั้นเรียน.docx"),
    Paper("028-two-minute-audio-reading", "reading-aloud-record.docx", "แบบบันทึกการอ่านออกเสียง 1 นาที.docx"),
    Paper(
        "035-annual-supplies-check", "supplies-check-calendar.pdf", "ปฏิทินตรวจสอบพัสดุประจำปีงบประมาณ 2569.pdf"
    ),
    Paper("037-before-signing-acceptance", "acceptance-checklist.pdf", "แบบตรวจ 12 ข้อ ก่อนลงชื่อตรวจรับพัสดุ.pdf"),
)


def attach_papers(by_slug: dict[str, int]) -> int:
    """Attach the documents of those articles that were written. Return their number."""
    articles = Article.objects.in_bulk(by_slug[paper.article] for paper in PAPERS if paper.article in by_slug)
    return insert_objects(attachments_of(by_slug, articles))


def attachments_of(by_slug: dict[str, int], articles: dict[int, Article]) -> Iterator[Attachment]:
    for paper in PAPERS:
        if article := articles.get(by_slug.get(paper.article)):
            yield filed(paper, article)


def filed(paper: Paper, article: Article) -> Attachment:
    """Store a document; return its row with the words in it. What cannot be read now waits for the worker."""
    file = checked_document(SimpleUploadedFile(paper.name, (FILES / paper.file).read_bytes()))
    attachment = Attachment(
        key=uuid.uuid5(NAMESPACE, paper.article),
        article=article,
        role=Attachment.Role.DOCUMENT,
        name=file.name,
        content_type=file.content_type,
        size=file.content.size,
        uploaded_by_id=article.created_by_id,
        uploaded_at=article.published_at,
        reading=Attachment.Reading.WAITING,
    )
    attachment.file = keep_file(attachment_path(attachment, file.name), file.content.read())
    text, pages = words_of(attachment)
    if text:
        attachment.text, attachment.page_count = text, pages
        attachment.reading = Attachment.Reading.READ
    return attachment
