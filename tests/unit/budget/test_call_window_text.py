from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.call_window import Hold, Window, from_text, to_text
from functions.research.domain.plans import CallClass

START = 1_763_600_000
CALLS = st.integers(1, 1200)

windows = st.builds(
    Window,
    day=st.dates().map(str),
    is_spent=st.booleans(),
    used_by_class=st.dictionaries(st.sampled_from(CallClass), CALLS),
    settled_by_second=st.dictionaries(st.integers(START, START + 10**9), CALLS, max_size=9),
    holds=st.dictionaries(
        st.text(min_size=1, max_size=20),
        st.builds(Hold, st.sampled_from(CallClass), CALLS, CALLS, st.integers(START, START + 10**9)),
        max_size=4,
    ),
)


@settings(max_examples=40)
@given(windows)
def test_a_window_reads_back_as_it_was_written(window):
    assert from_text(to_text(window)) == window


def test_the_busiest_minute_fits_one_write_unit():
    """1,200 calls a minute by assets of six calls: 200 reservations, twenty of them open at once."""
    window = Window(
        day="2026-11-20",
        used_by_class=dict.fromkeys(CallClass, 345_600),
        settled_by_second=dict.fromkeys(range(START, START + 61), 18),
        holds={f"GOOGL#reg-{n:02}": Hold(CallClass.REGULAR, 6, 0, START + 90 + n) for n in range(20)},
    )
    key_and_other_attributes = 120

    assert len(to_text(window).encode()) + key_and_other_attributes < 1024
