"""Telling a share split from a change: closes and share counts are as they were on their day."""

SPLITS = (2.0, 3.0, 4.0, 5.0, 10.0, 20.0)
TOLERANCE = 0.02
# Below the smallest split with its tolerance: nothing nearer needs a closer look.
SMALLEST_LEAP = 1.9
SMALLEST_SPLIT = SPLITS[0] * (1 - TOLERANCE)


def is_leap(newer: float, older: float) -> bool:
    """Whether two positive figures are far enough apart to be asked about."""
    return newer > SMALLEST_LEAP * older or older > SMALLEST_LEAP * newer


def is_like_split(newer: float, older: float) -> bool:
    """Whether two positive figures stand to each other as before and after a usual split or its reverse.

    A price that halves for another reason within 2 % of a half is taken for one as well.
    """
    ratio = newer / older if newer > older else older / newer
    if ratio < SMALLEST_SPLIT:
        return False
    return any(abs(ratio / split - 1) <= TOLERANCE for split in SPLITS)
