"""Who is next: saves before pages, nobody for ever, and nobody who would wait too long."""

import asyncio
import threading

import pytest

from newsroom.passwords import Argon2
from newsroom.serving.messages import Refused
from newsroom.serving.turns import Turns


class Busy:
    """A thread that is held until it is let go, and what was done in it in order."""

    def __init__(self, **given):
        self.turns = Turns("test", **{"limit": 50, "patience": 4.0, **given})
        self.free, self.done, self.tasks = threading.Event(), [], []

    def work(self, name):
        self.free.wait(5)
        self.done.append(name)
        return name

    async def ask(self, name, grace=0.0):
        self.tasks.append(asyncio.create_task(self.turns.run(self.work, name, grace=grace)))
        await asyncio.sleep(0)
        return self.tasks[-1]

    async def finish(self):
        self.free.set()
        return await asyncio.gather(*self.tasks, return_exceptions=True)


def test_a_save_goes_before_pages_of_the_last_moment():
    async def scenario():
        busy = Busy()
        for number in range(1):
            await busy.ask(f"first {number}")
        await busy.ask("page", grace=60)
        await busy.ask("old page", grace=-1)
        await busy.ask("save")
        assert await busy.finish() == ["first 0", "page", "old page", "save"]
        assert busy.done == ["first 0", "old page", "save", "page"]
        assert len(busy.turns) == 0

    asyncio.run(scenario())


def test_too_many_are_refused_with_the_time_to_come_back():
    async def scenario():
        busy = Busy(limit=3)
        for number in range(3):
            await busy.ask(number)
        with pytest.raises(Refused) as refused:
            await busy.turns.run(busy.work, 4)
        assert refused.value.status == 503
        assert 1 <= int(refused.value.more["retry_after"]) <= 5
        assert await busy.finish() == [0, 1, 2]

    asyncio.run(scenario())


def test_who_would_wait_too_long_is_refused_at_once():
    async def scenario():
        busy = Busy(patience=1.0)
        busy.turns.takes = 0.3
        for number in range(4):
            await busy.ask(number)
        with pytest.raises(Refused):
            await busy.turns.run(busy.work, 5)
        await busy.finish()
        busy.turns.takes = 0.001
        assert await busy.turns.run(busy.work, 6) == 6

    asyncio.run(scenario())


def test_a_save_is_not_refused_for_the_pages_that_it_goes_before():
    async def scenario():
        busy = Busy(limit=4, patience=1.0)
        busy.turns.takes = 0.3
        for number in range(3):
            await busy.ask(f"page {number}", grace=60)
        with pytest.raises(Refused):
            await busy.turns.run(busy.work, "one page more", grace=60)
        await busy.ask("save")
        assert (await busy.finish())[-1] == "save"
        assert busy.done[1] == "save"

    asyncio.run(scenario())


def test_who_did_wait_too_long_is_refused_and_waits_no_more():
    async def scenario():
        busy = Busy(patience=0.1)
        await busy.ask("first")
        late = await busy.ask("page", grace=60)
        with pytest.raises(Refused) as refused:
            await late
        assert refused.value.more["retry_after"]
        assert len(busy.turns) == 1
        assert [isinstance(told, Refused) for told in await busy.finish()] == [False, True]
        assert busy.done == ["first"]
        assert busy.turns.urgent == 0

    asyncio.run(scenario())


def test_what_waits_is_bounded_however_urgent_it_is():
    async def scenario():
        busy = Busy(limit=3)
        for number in range(3):
            await busy.ask(f"page {number}", grace=60)
        for number in range(3):
            await busy.ask(f"save {number}", grace=-number)
        with pytest.raises(Refused):
            await busy.turns.run(busy.work, "the most urgent", grace=-60)
        await busy.finish()

    asyncio.run(scenario())


def test_it_learns_how_long_work_takes():
    async def scenario():
        busy = Busy()
        busy.turns.takes = 1.0
        busy.free.set()
        for number in range(40):
            await busy.turns.run(busy.work, number)
        assert busy.turns.takes < 0.1

    asyncio.run(scenario())


def test_work_that_fails_and_work_that_nobody_waits_for_any_more_leave_the_thread_free():
    async def scenario():
        busy = Busy()
        for number in range(1):
            await busy.ask(number)
        gone, stays = await busy.ask("gone"), await busy.ask("stays")
        gone.cancel()
        busy.free.set()
        assert await stays == "stays"
        assert "gone" not in busy.done
        with pytest.raises(ZeroDivisionError):
            await busy.turns.run(lambda given: given / 0, 1)
        assert await busy.turns.run(busy.work, "after") == "after"
        assert len(busy.turns) == 0

    asyncio.run(scenario())


def test_a_process_looks_at_one_password_at_a_time():
    """Nineteen megabytes and thirty milliseconds each: a crowd that logs in takes no more of them at once."""
    at_once, most = 0, []

    def look(_login):
        nonlocal at_once
        at_once += 1
        most.append(at_once)
        assert Argon2().verify("correct horse", hashed)
        at_once -= 1

    async def crowd():
        turns = Turns("test", limit=50, patience=4.0)
        await asyncio.gather(*(turns.run(look, number) for number in range(12)))

    hashed = Argon2().encode("correct horse", "some-salt-of-16b")
    asyncio.run(crowd())
    assert most == [1] * 12
