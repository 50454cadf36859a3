"""Our metric functions beside FinanceToolkit: the same statements, the same figures, how much CPU and memory.

    python -m tests.benchmarks.bench_against_toolkit [--companies 100] [--json]

Run it with a Python that has FinanceToolkit installed. Each side runs in a process of its own, is given
generated companies of six fiscal years as records and answers for every year. A pipeline meets companies one
by one, so that is the figure; FinanceToolkit gains most from many companies in one frame, so that stands
beside it.
"""

import argparse
import importlib
import importlib.util
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from scripts.sandbox.generate import generate
from tests.benchmarks.toolkit_pairs import NOT_COMPARED, OTHER, SAME, SAME_GIVEN_EBIT, Pair

DAY = date(2026, 5, 27)
SIDES = {"toolkit": "tests.benchmarks.toolkit_side", "signal9": "tests.benchmarks.metric_side"}
TOLERANCE = 1e-9
# Should it try to download anything after all, it must fail at once and not wait for an answer.
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
NOT_INSTALLED = (
    "FinanceToolkit is not installed for {python}: install requirements-bench.txt into an environment of its"
    " own and run this module with the Python of that environment"
)

Values = dict[str, dict[str, list[float | None]]]


def run_side(name: str, folder: Path) -> None:
    """In a process of its own: everything measured, as JSON on the standard output."""
    began = time.process_time()
    module = importlib.import_module(SIDES[name])
    imported = time.process_time() - began
    from tests.benchmarks.toolkit_statements import companies

    given = companies(folder)
    newest = DAY.year - 1
    labels = list(range(newest - len(given[0].years) + 1, newest + 1))
    found = module.compute(given, labels)
    found["import_cpu_seconds"] = imported
    found["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(found, sys.stdout)


def asked(side: str, folder: Path) -> dict:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.bench_against_toolkit",
        "--side",
        side,
        "--folder",
        folder,
    ]
    done = subprocess.run(command, env={**os.environ, **NO_NETWORK}, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def compared(pair: Pair, ours: Values, theirs: Values) -> dict[str, int]:
    """How often both have a value, how often it is the same, and how often only one side has one."""
    counts = {"both": 0, "equal": 0, "only_ours": 0, "only_theirs": 0}
    for symbol, years in ours[pair.code].items():
        for own, other in zip(years, theirs[pair.theirs][symbol], strict=True):
            has_own, has_other = own is not None, other is not None and math.isfinite(other)
            if has_own and has_other:
                counts["both"] += 1
                near = math.isclose(
                    own, other - pair.offset, rel_tol=TOLERANCE, abs_tol=TOLERANCE * pair.offset
                )
                counts["equal"] += near
            elif has_own or has_other:
                counts["only_ours" if has_own else "only_theirs"] += 1
    return counts


def finite(values: Values) -> int:
    return sum(
        v is not None and math.isfinite(v) for by in values.values() for years in by.values() for v in years
    )


def measure(count: int) -> dict:
    with tempfile.TemporaryDirectory(prefix="signal9-bench-") as name:
        generate(count, "9", Path(name), DAY)
        ours, theirs = asked("signal9", Path(name)), asked("toolkit", Path(name))
    same = {pair.code: compared(pair, ours["values"], theirs["values"]) for pair in SAME}
    given_ebit = {p.code: compared(p, ours["values"], theirs["values_given_ebit"]) for p in SAME_GIVEN_EBIT}
    other = {
        p.code: {**compared(p, ours["values"], theirs["values"]), "how": how} for p, how in OTHER.items()
    }
    counted = [*same.values(), *given_ebit.values()]
    return {
        "companies": count,
        "sides": {"FinanceToolkit": side(theirs), "Signal9": side(ours)},
        "times_faster": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 1),
        "their_cpu_seconds_together": round(theirs["cpu_seconds_together"], 4),
        "times_faster_together": round(theirs["cpu_seconds_together"] / ours["cpu_seconds"], 1),
        "times_less_memory": round(theirs["peak_memory_mb"] / ours["peak_memory_mb"], 1),
        "same_definition": same,
        "same_given_ebit": given_ebit,
        "other_definition": other,
        "not_compared": NOT_COMPARED,
        "both": sum(counts["both"] for counts in counted),
        "equal": sum(counts["equal"] for counts in counted),
    }


def side(found: dict) -> dict[str, float]:
    return {
        "cpu_seconds": round(found["cpu_seconds"], 4),
        "import_cpu_seconds": round(found["import_cpu_seconds"], 2),
        "peak_memory_mb": round(found["peak_memory_mb"]),
        "values": sum(
            value is not None and math.isfinite(value)
            for by_symbol in found["values"].values()
            for years in by_symbol.values()
            for value in years
        ),
    }


def printed(found: dict) -> None:
    print(f"  {found['companies']} companies, one by one, six fiscal years each")
    for name, cost in found["sides"].items():
        print(
            f"  {name:<16} {cost['cpu_seconds']:>8.3f} s CPU, {cost['import_cpu_seconds']:>5.2f} s to import,"
            f" {cost['peak_memory_mb']:>4} MB at most, {cost['values']:>6} values"
        )
    print(f"  {found['times_faster']} times faster, {found['times_less_memory']} times less memory")
    print(
        f"  all companies in one frame take FinanceToolkit {found['their_cpu_seconds_together']:.3f} s CPU:"
        f" {found['times_faster_together']} times ours"
    )
    print(f"\n  same definition: {found['equal']} of {found['both']} values equal to {TOLERANCE:g}")
    for title, group in (
        ("", "same_definition"),
        (" (given EBIT as its operating income)", "same_given_ebit"),
    ):
        for code, c in found[group].items():
            print(
                f"    {code:<32} {c['equal']:>5} of {c['both']:>5}"
                f"   only ours {c['only_ours']:>4}, only theirs {c['only_theirs']:>4}{title}"
            )
    print("\n  other definition")
    for code, c in found["other_definition"].items():
        print(f"    {code:<32} {c['equal']:>5} of {c['both']:>5}   {c['how']}")
    for code, how in found["not_compared"].items():
        print(f"    {code:<32} not compared     {how}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--companies", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if importlib.util.find_spec("financetoolkit") is None:
        print(NOT_INSTALLED.format(python=sys.executable), file=sys.stderr)
        return 2
    if chosen.side:
        run_side(chosen.side, chosen.folder)
        return 0
    found = measure(chosen.companies)
    if chosen.json:
        print(json.dumps(found))
    else:
        printed(found)
    # A value that differs where the definition is the same is a fault of one of the two.
    return 0 if found["equal"] == found["both"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
