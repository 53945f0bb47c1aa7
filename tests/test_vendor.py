"""The third-party files are those we took, with their licences."""

import json

import pytest

from tools import vendor


@pytest.mark.parametrize("folder", vendor.VENDORS, ids=lambda folder: folder.parent.name)
def test_vendor_files_are_unchanged(folder):
    packages = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))

    assert vendor.faults(folder, packages) == []


@pytest.mark.parametrize(
    "change, sentence",
    (
        (lambda folder: (folder / "a.woff2").write_bytes(b"other"), "face-1/a.woff2: changed"),
        (lambda folder: (folder / "a.woff2").unlink(), "face-1/a.woff2: missing"),
        (lambda folder: (folder / "b.js").write_bytes(b""), "face-1/b.js: not in the list"),
    ),
)
def test_vendor_difference_is_named(tmp_path, change, sentence):
    folder = tmp_path / "face-1"
    folder.mkdir()
    (folder / "a.woff2").write_bytes(b"face")
    (folder / "LICENSE").write_bytes(b"OFL")
    packages = [{"folder": "face-1", "files": vendor.present(folder)}]

    change(folder)

    assert vendor.faults(tmp_path, packages) == [sentence]


def test_vendor_package_without_licence_is_named(tmp_path):
    (tmp_path / "face-1").mkdir()

    assert vendor.faults(tmp_path, [{"folder": "face-1", "files": {}}]) == ["face-1: no licence"]
