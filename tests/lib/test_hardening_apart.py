"""Strangers' files that are made to cost much: long lists of members, one picture a thousand times."""

import io
import struct
import time
from types import SimpleNamespace

import pytest

from kmc.lib.apart import word
from kmc.lib.apart.packages import PackageRefused, opened_package
from knowledge.uploads import is_plain_text

ENTRY = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, *[0] * 6) + b"a"


def listing(count):
    """Return a package that lists so many members: 47 bytes each."""
    start, members = b"PK\x03\x04" + b"\0" * 26, ENTRY * count
    shown = min(count, 65_535)
    return (
        start
        + members
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, shown, shown, len(members), len(start), 0)
    )


def test_a_list_of_members_without_end_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("zipfile.ZipFile", None)

    with pytest.raises(PackageRefused):
        opened_package(listing(200_000))


def test_a_short_list_of_members_is_read():
    assert len(opened_package(listing(10)).infolist()) == 10


def test_long_texts_are_looked_through_quickly():
    text = ("ครูเก็บคำที่เด็กพูดจริงในหมู่บ้าน\n" * 100_000).encode()

    begun = time.process_time()

    assert (is_plain_text(text), is_plain_text(text + b"\x1b[0m")) == (True, False)
    assert time.process_time() - begun < 1.5


def test_one_picture_many_times_does_not_fill_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "MOST_PICTURE_BYTES", 2_500)
    image = SimpleNamespace(content_type="image/png", alt_text="", open=lambda: io.BytesIO(b"x" * 1000))
    pictures = word.Pictures(tmp_path, 50)

    for _time in range(5):
        pictures.keep(image)

    assert (pictures.kept, pictures.left_out) == (2, 3)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2_500
