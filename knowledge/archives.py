"""ZIP archives, where the office allows them: nothing inside that runs, unpacks to a flood or leaves its folder."""

import stat
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from kmc.lib.apart.packages import PackageRefused, opened_package
from kmc.lib.pictures import FileRefused

MOST_FILES = 500
LARGEST_RATIO = 100
SMALL = 1024**2  # below this a file may be packed as tightly as it likes
# What runs, or packs again what nobody looked into.
REFUSED = frozenset(
    "7z apk app appimage arj bat bz2 cab chm cmd com cpl deb dll dmg docm dotm exe gadget gz hta htm html img inf iso "
    "jar js jse lnk lzh msc msi msp mst pif potm ppam ppsm pptm ps1 psm1 py rar reg rpm scf scr sh svg swf sys tar tgz "
    "url vb vbe vbs war wsf wsh xlam xll xlsb xlsm xltm xz z zip".split()
)


def require_harmless_archive(data: bytes, name: str) -> None:
    """Refuse an archive with a sentence that says what is wrong with it."""
    try:
        members = opened_package(data, most_members=MOST_FILES).infolist()
    except PackageRefused as error:
        raise FileRefused(
            _("“%(name)s” is damaged, or holds too much. Please divide it into smaller archives.")
            % {"name": name}
        ) from error
    for member in members:
        if reason := reason_against(member):
            raise FileRefused(reason % {"name": name, "inside": member.filename[:100]})


def reason_against(member: zipfile.ZipInfo) -> str:
    """Return the sentence against a member, or nothing."""
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path or ".." in PurePosixPath(path).parts:
        return _("“%(name)s” holds a file that would land outside its folder (“%(inside)s”).")
    if member.flag_bits & 1:
        return _("“%(name)s” is locked with a password. Please pack it without one.")
    if stat.S_ISLNK(member.external_attr >> 16) or path.rpartition(".")[2].lower() in REFUSED:
        return _("“%(name)s” holds a kind of file that is not accepted (“%(inside)s”). Please leave it out.")
    if member.file_size > max(SMALL, member.compress_size * LARGEST_RATIO):
        return _("“%(name)s” is damaged, or holds too much. Please divide it into smaller archives.")
    return ""
