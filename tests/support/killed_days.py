"""A market day that something kills in the middle, run again, beside one that nothing killed."""

import random
import time

DAY = "2026-05-28"
# What a killed process had asked and not yet kept is asked again.
MOST_CALLS_MORE = 0.10


def ends_as_undisturbed(kill, seed, deployed, undisturbed, folder):
    tables, calls, seconds = undisturbed
    dice = random.Random(seed)
    laptop = deployed.copy_to(folder / "aws")
    laptop.start()
    try:
        process = laptop.command("--day", DAY)
        moment = dice.uniform(0.1, 0.95) * seconds
        time.sleep(moment)
        kill(laptop, process, dice)
        process.communicate(timeout=240)

        laptop.run("--day", DAY)

        told = f"seed {seed}: {kill.__name__} after {moment:.1f} s"
        for name, items in laptop.tables().items():
            differing = sorted(set(items) ^ set(tables[name]))
            assert not differing, f"{told}: {name} differs in\n" + "\n".join(differing)
        assert len(laptop.provider_calls()) <= calls * (1 + MOST_CALLS_MORE), told
    finally:
        laptop.delete()
