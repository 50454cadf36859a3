"""Every benchmark, one after the other: `make bench`."""

from tests.benchmarks import (
    bench_day,
    bench_desk,
    bench_freshness,
    bench_rating,
    bench_replay,
    bench_submission,
)

for bench in (bench_rating, bench_replay, bench_freshness, bench_day, bench_submission, bench_desk):
    print(f"\n{bench.__name__.rpartition('.')[2]}")
    bench.main([])
