"""Every benchmark, one after the other: `make bench`."""

from tests.benchmarks import (
    bench_day,
    bench_desk,
    bench_freshness,
    bench_outages,
    bench_rating,
    bench_reads,
    bench_replay,
    bench_submission,
)

BENCHES = (bench_rating, bench_replay, bench_freshness, bench_day, bench_submission, bench_desk)

for bench in (*BENCHES, bench_reads, bench_outages):
    print(f"\n{bench.__name__.rpartition('.')[2]}")
    bench.main([])
