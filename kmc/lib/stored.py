"""Stored files: what is drawn from one lies beside it and goes with it."""

from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile


def drawn_folder(name: str) -> str:
    """Return the folder of what is drawn from a stored file."""
    return f"{name}-drawn"


def forget_file(file: FieldFile | None) -> None:
    """Take a stored file off the disk once no row surely holds it: when the transaction is kept for good."""
    if file:
        forget_name(file.storage, file.name)


def forget_name(storage: Storage, name: str) -> None:
    """The same, by the name: for a file that another has taken the place of."""
    transaction.on_commit(partial(delete_stored, storage, name))


def delete_stored(storage: Storage, name: str) -> None:
    storage.delete(name)
    folder = drawn_folder(name)
    if storage.exists(folder):
        for drawn in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{drawn}")
        storage.delete(folder)
