"""Every benchmark, one after the other: `make bench`."""

from tests.benchmarks import bench_day, bench_freshness, bench_rating, bench_replay

for bench in (bench_rating, bench_replay, bench_freshness, bench_day):
    print(f"\n{bench.__name__.rpartition('.')[2]}")
    bench.main([])
