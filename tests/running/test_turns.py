"""When two processes run the tests, those that need each other's turn are run by one of them."""

import os
from types import SimpleNamespace

import pytest
from xdist.remote import Producer

from tests.machinery.turns import ROLES, TOGETHER, Turns, goes_with


class Process:
    """One of the two, as the scheduler knows it; remembers what it was given."""

    gateway = SimpleNamespace(id="one of two")

    def __init__(self) -> None:
        self.given: list[int] = []
        self.shutting_down = False

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


class OfTwo:
    """What the command line says."""

    option = SimpleNamespace(loadscopereorder=False)

    def getvalue(self, name: str) -> list[str]:
        return ["popen"] * 2


def test_those_that_stay_together_are_given_to_one():
    names = [f"{ROLES}{name}.py::test_it[{number}]" for name in "ab" for number in range(3)]
    tests = [*names, *(f"tests/core/test_it.py::test_it[{number}]" for number in range(6))]
    turns, both = Turns(OfTwo(), Producer("turns", enabled=False)), [Process(), Process()]
    for process in both:
        turns.add_node(process)
        turns.add_node_collection(process, tests)
    turns.schedule()
    first, second = ({tests[index] for index in process.given} for process in both)
    assert set(names) <= first or set(names) <= second
    assert first
    assert second


@pytest.mark.parametrize("start", TOGETHER)
def test_there_are_such_tests(start: str, pytestconfig: pytest.Config):
    folder, _, name = start.rpartition("/")
    assert [each for each in os.listdir(pytestconfig.rootpath / folder) if each.startswith(name)]
    assert goes_with(f"{start}x::test_it") == start
    assert goes_with("tests/core/test_it.py::test_it") == "tests/core/test_it.py::test_it"
