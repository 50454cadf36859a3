"""How long a look back over thousands of companies takes on one core, from a figure file on disk.

    python -m tests.benchmarks.bench_replay [--companies 5000] [--dates 10] [--file FILE] [--json]

Companies are invented, with thirteen years of reports, daily closes and a profile a date. Making the file is
not counted; `--file` keeps it for the next time. Measured is everything from opening the file to the last
rating, in a process of its own, with the interpreter and the rules loaded.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from scripts.figures import generated
from scripts.figures.batch import Batch
from scripts.sandbox.market_days import DEFAULT_DAY

SECONDS_WANTED = 60.0
COMPANIES, DATES, YEARS, SEED = 5000, 10, 13, "9"


def moments(count: int) -> tuple[str, ...]:
    """The end of May of so many years, oldest first, four days after the profiles."""
    return tuple(f"{DEFAULT_DAY.year - back}-05-31T07:00:00Z" for back in range(count - 1, -1, -1))


def run(path: Path, dates: int) -> dict[str, object]:
    batch = Batch(path, moments(dates))
    reasons: Counter[str] = Counter()
    companies = 0
    began, cpu = time.perf_counter(), time.process_time()
    for company in batch.rated():
        companies += 1
        reasons.update(told["reason"] or "RATED" for told in company)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    ratings = reasons.total()
    return {
        "companies": companies,
        "dates": dates,
        "ratings": ratings,
        "rated": reasons["RATED"],
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu_seconds, 1),
        "cpu_ms_a_rating": round(1000 * cpu_seconds / ratings, 3),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "file_mb": round(path.stat().st_size / 1e6),
    }


def measure(companies: int, dates: int, file: Path | None) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as folder:
        path = file or Path(folder) / "figures"
        if not path.is_file():
            generated.main(
                [
                    *("--companies", str(companies), "--seed", SEED, "--into", str(path)),
                    *("--years", str(YEARS), "--profiles", str(dates)),
                ]
            )
        command = [sys.executable, "-m", "tests.benchmarks.bench_replay", "--run", "--file", path]
        done = subprocess.run([*command, "--dates", str(dates)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--companies", type=int, default=COMPANIES)
    parser.add_argument("--dates", type=int, default=DATES)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.run:
        print(json.dumps(run(chosen.file, chosen.dates)))
        return 0
    found = measure(chosen.companies, chosen.dates, chosen.file)
    if chosen.json:
        print(json.dumps(found))
    else:
        for name, figure in found.items():
            print(f"  {name:<26} {figure}")
        print(f"  wanted for 50,000 ratings  less than {SECONDS_WANTED:.0f} seconds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
