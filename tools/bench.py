"""Measure every goal of speed: each page as a ratio to the floor, with processor time and queries.

    python3 run.py bench                                   # 500 and 50,000 articles, SQLite and PostgreSQL
    python3 run.py bench --quick                           # 500 articles, SQLite, three rounds
    python3 run.py bench --articles 500,50000 --users 1500,150000 --reads 1000000,10000000

The floor is the least Django needs to show an article (`tools/bench_floor`). Portal and floor run beside
each other on this machine only and are asked in turn. Databases are filled once by `seed_demo` and kept in
KMC_BENCH_DIR (`data/bench`); those on PostgreSQL (`kmc_bench_…`) are dropped at the end unless `--keep`.
"""

import argparse
import json
import os
import platform
import signal
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.measuring.databases import Site, Size, bench_folder, drop, prepare, reason_against
from tools.measuring.goals import table
from tools.measuring.load import BenchError
from tools.measuring.rounds import measure_site


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.replace("_", "").split(",")]


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=numbers, default=[500, 50_000], help="sizes, one after the other")
    parser.add_argument("--users", type=numbers, default=[1_500, 150_000], help="people at each size")
    parser.add_argument("--reads", type=numbers, default=[1_000_000, 10_000_000], help="reads at each size")
    parser.add_argument("--databases", default="sqlite,postgresql", help="sqlite, postgresql or both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--seconds", type=float, default=0.6, help="about how long a page is asked for in a round"
    )
    parser.add_argument("--quick", action="store_true", help="500 articles, SQLite, three rounds")
    parser.add_argument("--keep", action="store_true", help="keep the databases on PostgreSQL")
    parser.add_argument("--port", type=int, default=8130, help="this port and the next are used")
    parser.add_argument("--json", type=Path, help="write all figures to a file")
    options = parser.parse_args(arguments)
    if options.quick:
        options.articles, options.databases, options.rounds = [500], "sqlite", min(options.rounds, 3)
    if options.rounds < 1 or min(options.articles) < 100:
        parser.error("at least one round and 100 articles")
    return options


def sites_of(options: argparse.Namespace) -> list[Site]:
    """Return the sites to measure; where fewer users or reads are given than sizes, the last holds on."""

    def one(values, position):
        return values[min(position, len(values) - 1)]

    sizes = [
        Size(articles, one(options.users, position), one(options.reads, position))
        for position, articles in enumerate(options.articles)
    ]
    return [Site(kind, size, bench_folder()) for kind in options.databases.split(",") for size in sizes]


def say(line: str = "") -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    results = []
    for site in sites_of(options):
        reason = reason_against(site.kind)
        if reason:
            say(f"{site.kind} is left out: {reason}")
            continue
        say(f"{site.kind}, {site.size} articles")
        try:
            prepare(site, say)
            results.append(
                measure_site(site, rounds=options.rounds, seconds=options.seconds, port=options.port, say=say)
            )
        finally:
            if site.kind == "postgresql" and not options.keep:
                drop(site)
    return report(results, options)


def report(results: list, options: argparse.Namespace) -> int:
    """Print the table and the conditions it was measured under; keep the figures where asked for."""
    if not results:
        say("nothing was measured")
        return 1
    say(f"\n{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    say("; ".join(f"{one.title}: {one.users:,} users, {one.reads:,} reads" for one in results))
    say(f"median of {options.rounds} rounds; F = the floor's article page in the same round\n")
    say(table(results))
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in results], ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("run.py bench needs Linux: it reads processor time and memory from /proc.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except BenchError as problem:
        sys.exit(f"bench: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
