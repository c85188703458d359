"""The rule that suspects robots, alone: every sign, every edge, every sum of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.journey import suspicion as rule
from referrals_portal.journey.suspicion import (
    MOST_ALTOGETHER,
    MOST_FROM_ONE_PLACE,
    Sign,
    Signs,
    least_time,
    suspicion,
)

NOTHING = {
    "trap_filled": False,
    "took": timedelta(minutes=5),
    "steps": 9,
    "from_one_place": 1,
    "altogether": 1,
}
TABLE = [
    ({}, []),
    ({"trap_filled": True}, [Sign.TRAP]),
    ({"took": timedelta(seconds=19.99)}, [Sign.FAST]),
    ({"took": timedelta(seconds=20)}, []),
    ({"took": timedelta(seconds=-1)}, [Sign.FAST]),
    ({"took": None}, []),
    ({"took": timedelta(seconds=4.99), "steps": 1}, [Sign.FAST]),
    ({"took": timedelta(seconds=5), "steps": 1}, []),
    ({"took": timedelta(0), "steps": 0}, []),
    ({"from_one_place": 10}, []),
    ({"from_one_place": 11}, [Sign.ONE_PLACE]),
    ({"altogether": 60}, []),
    ({"altogether": 61}, [Sign.MANY]),
    ({"trap_filled": True, "from_one_place": 99, "altogether": 99},
     [Sign.TRAP, Sign.ONE_PLACE, Sign.MANY]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "reasons"), TABLE)
@pytest.mark.usefixtures("slow_people")
def test_each_sign_is_enough(changes, reasons):
    found = suspicion(Signs(**NOTHING | changes))
    assert list(found.reasons) == reasons
    assert bool(found) is bool(reasons)


@pytest.mark.usefixtures("slow_people")
def test_the_thresholds_are_those_that_were_decided():
    assert (MOST_FROM_ONE_PLACE, MOST_ALTOGETHER) == (10, 60)
    assert timedelta(seconds=20) == rule.FORM_TAKES
    assert [least_time(n).seconds for n in range(7)] == [0, 5, 10, 15, 20, 20, 20]


SIGNS = st.builds(
    Signs,
    trap_filled=st.booleans(),
    took=st.none() | st.timedeltas(),
    steps=st.integers(0, 20),
    from_one_place=st.integers(1, 1000),
    altogether=st.integers(1, 1000),
)


@given(SIGNS)
def test_more_signs_never_mean_less_suspicion(signs):
    found = set(suspicion(signs).reasons)
    worse = Signs(
        trap_filled=True,
        took=signs.took and signs.took - timedelta(0),
        steps=signs.steps + 1,
        from_one_place=signs.from_one_place + 1,
        altogether=signs.altogether + 1,
    )
    assert found <= set(suspicion(worse).reasons)
