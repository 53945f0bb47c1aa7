"""The file that proves a use or an award: kept beside its row, forgotten when it is replaced."""

from kmc.lib.stored import forget_file
from knowledge.models.use import ProofModel
from knowledge.uploads import CheckedFile


def put_proof(row: ProofModel, file: CheckedFile) -> None:
    """Keep a checked file with a saved row in place of the one before. The row is saved with it."""
    forget_file(row.file)
    row.file_name, row.file_type = file.name, file.content_type
    row.file.save(file.name, file.content, save=True)


def drop_proof(row: ProofModel) -> None:
    """Take the file from the row; the row is saved afterwards, or goes with it."""
    forget_file(row.file)
    row.file, row.file_name, row.file_type = "", "", ""
