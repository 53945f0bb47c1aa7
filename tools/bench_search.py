"""Measure the search: `python3 run.py bench-search --articles 500 50000 --misses`; DATABASE_URL chooses the database."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmc.settings")
execute_from_command_line(["manage.py", "bench_search", *sys.argv[1:]])
