"""Third-party files of the site and of its tests: what they are, where they come from, that nobody changed them.

    python tools/vendor.py            # list packages, versions and licences
    python tools/vendor.py --check    # compare every file with the VENDOR.json beside it
    python tools/vendor.py --write    # note the hashes again after a deliberate change

Standard library only. The files are those of the npm packages, unchanged: to renew one, run
`npm pack NAME@VERSION` in a temporary folder, copy the same files and its licence, then `--write`.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORS = (ROOT / "static" / "vendor", ROOT / "tests" / "browser" / "vendor")


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def present(folder: Path) -> dict[str, str]:
    """Return each file under a folder with its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path) for path in files}


def faults(vendor: Path, packages: list[dict]) -> list[str]:
    """Return one sentence for each difference between the folder and its list."""
    found = []
    for package in packages:
        folder = vendor / package["folder"]
        kept, noted = present(folder), package["files"]
        found += [f"{package['folder']}/{name}: missing" for name in noted.keys() - kept.keys()]
        found += [f"{package['folder']}/{name}: not in the list" for name in kept.keys() - noted.keys()]
        changed = [name for name in noted.keys() & kept.keys() if noted[name] != kept[name]]
        found += [f"{package['folder']}/{name}: changed" for name in changed]
        if "LICENSE" not in noted:
            found.append(f"{package['folder']}: no licence")
    known = {package["folder"] for package in packages}
    folders = {path.name for path in vendor.iterdir() if path.is_dir()}
    return sorted(found + [f"{name}: not in the list" for name in folders - known])


def look_after(vendor: Path, *, write: bool) -> list[str]:
    """Print what one folder holds, note its hashes if asked, and return what is wrong with it."""
    noted = vendor / "VENDOR.json"
    packages = json.loads(noted.read_text(encoding="utf-8"))
    if write:
        packages = [package | {"files": present(vendor / package["folder"])} for package in packages]
        noted.write_text(json.dumps(packages, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for package in packages:
        print(f"{package['name']} {package['version']} ({package['licence']}): {package['use']}")
    return faults(vendor, packages)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    wrong = [sentence for vendor in VENDORS for sentence in look_after(vendor, write=options.write)]
    for sentence in wrong if options.check else []:
        print(sentence, file=sys.stderr)
    return 1 if wrong and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
