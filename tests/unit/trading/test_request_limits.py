"""How many requests of one user are answered in a minute."""

from functions.runtime.request_limits import RequestCounts

MINUTE = 1_795_000_020


def test_a_user_may_make_as_many_requests_as_the_limit_says():
    counts = RequestCounts(3)

    made = [counts.counted("ann", MINUTE + second) for second in range(4)]

    assert [each.is_spent for each in made] == [False, False, False, True]
    assert [each.remaining for each in made] == [2, 1, 0, 0]


def test_whoever_is_refused_is_told_when_to_come_back():
    counts = RequestCounts(0)

    assert counts.counted("ann", MINUTE + 59).headers() == {
        "X-RateLimit-Limit": "0",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "1",
        "Retry-After": "1",
    }


def test_every_minute_and_every_user_is_counted_anew():
    counts = RequestCounts(1)
    counts.counted("ann", MINUTE)

    assert not counts.counted("bob", MINUTE).is_spent
    assert counts.counted("ann", MINUTE + 59).is_spent
    assert not counts.counted("ann", MINUTE + 60).is_spent
