"""Who gets what at the addresses of files and of Word."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.models import Article
from knowledge.services import attach_file
from knowledge.uploads import checked_document

PDF = Path(__file__).parents[1] / "data" / "pair_reading.pdf"

ACCESS = {
    "knowledge:word_import": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "in 200 200 200 200 200 200 200 200",
    ),
    "knowledge:article_docx": ("draft", "404 404 404 200 404 404 404 404 200", "405"),
    "knowledge:attachment_preview": ("pdf", "404 404 404 200 404 404 404 404 200", "405"),
    "knowledge:attachment_page": ("pdf_page", "404 404 404 200 404 404 404 404 200", "405"),
}


def files_of(people, draft):
    """Attach a PDF to a draft; the address of a page has two parts."""
    file = checked_document(SimpleUploadedFile("แผน.pdf", PDF.read_bytes()))
    kept = attach_file(by=people["author"], file=file, article=Article.objects.get(pk=draft))
    return {"pdf": kept.key, "pdf_page": (kept.key, 1)}
