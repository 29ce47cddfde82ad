"""Sparing the other side."""

import pytest

from newsroom.fetching import Unfetched
from newsroom.fetching.pace import Pace


class Clock:
    def __init__(self):
        self.time = 0.0
        self.slept = []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(now=clock.now, sleep=clock.sleep)


def test_a_second_lies_between_two_requests_to_one_host(pace, clock):
    for _ in range(3):
        pace.wait("example.org", 1.0)
    assert clock.slept == [1.0, 1.0]


def test_other_hosts_do_not_wait(pace, clock):
    pace.wait("example.org", 1.0)
    pace.wait("example.com", 1.0)
    assert clock.slept == []


def test_a_host_that_asked_for_rest_is_left_alone(pace, clock):
    pace.hold("example.org", 60)
    with pytest.raises(Unfetched) as refused:
        pace.wait("example.org", 1.0)
    assert (refused.value.code, refused.value.retry_after) == ("busy", 60)
    clock.time = 57
    pace.wait("example.org", 1.0)
    assert clock.time == 60


def test_nobody_is_left_alone_for_ever(pace, clock):
    pace.hold("example.org", 10**12)
    clock.time = 86_401
    pace.wait("example.org", 1.0)
    assert clock.slept == []


def test_hosts_are_forgotten(pace, clock):
    for number in range(6000):
        pace.wait(f"{number}.example.org", 1.0)
        clock.time += 0.01
    assert len(pace._next) <= 5001
