"""The streams of one process: what they are fed with, how many there may be, and how they end."""

import asyncio
import json
import time

import pytest

from newsroom.serving.grants import Grant, Message, Said, Watch
from newsroom.serving.messages import Refused
from newsroom.serving.streams import Bounds, Streams

QUICK = Bounds(streams=5, a_person=3, waiting=4, heartbeat=0.1, sending=0.3, look_round=0.05, rest=0)


class Numbers:
    """A source that tells each stream the numbers that it has not heard; project 9 is one that nobody may hear."""

    def __init__(self):
        self.newest, self.told, self.stopped, self.breaks, self.hurried = 0, None, False, False, 0

    def start(self, told):
        self.told = told

    def stop(self):
        self.stopped = True

    def move(self, number):
        self.newest = number
        self.told({1: number, 9: number})

    def draw(self, grants):
        if self.breaks:
            raise RuntimeError("broken on purpose")
        for grant in grants:
            messages = self._draw(grant)
            yield [Said(grant, messages, grant.sequence)]

    def hurry(self):
        self.hurried += 1

    def _draw(self, grant):
        grant.is_over = grant.project == 9
        watch = grant.watches[0]
        numbers = list(range(watch.sequence + 1, self.newest + 1))
        watch.sequence = max(watch.sequence, self.newest)
        return [Message("changes", json.dumps(numbers), grant.cursor)] if numbers and not grant.is_over else []

    def look_round(self, grants):
        return [[] for _ in grants]


class Waiting:
    """So many saves that wait."""

    def __init__(self, urgent):
        self.urgent = urgent

    def __len__(self):
        return self.urgent


class Client:
    """Holds one stream; `slow` never takes what is sent."""

    def __init__(self, streams, person=1, project=1, slow=False):
        self.streams, self.slow = streams, slow
        self.grant = Grant(person, project, "talks", "s", "p", "en", [Watch("a", "", 0)], str)
        self.gone, self.sent = asyncio.Event(), []
        self.task = asyncio.create_task(streams.serve(self.grant, [], self.receive, self.send))

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if self.slow and message.get("body"):
            await asyncio.sleep(60)
        self.sent.append(message)

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    @property
    def numbers(self):
        lines = [line for line in self.text.splitlines() if line.startswith("data: ")]
        return [number for line in lines for number in json.loads(line[6:])]


def run(scenario, bounds=QUICK):
    async def whole():
        streams = Streams(Numbers(), bounds)
        try:
            await scenario(streams, streams.source)
        finally:
            streams.stop()

    asyncio.run(whole())


async def until(test, seconds=3.0):
    for _ in range(int(seconds / 0.01)):
        if test():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def test_every_stream_hears_everything_once():
    async def scenario(streams, source):
        clients = [Client(streams, person) for person in range(1, 5)]
        await asyncio.sleep(0.02)
        for number in range(1, 21):
            source.move(number)
            await asyncio.sleep(0.001)
        await until(lambda: all(client.numbers == list(range(1, 21)) for client in clients))

    run(scenario)


def test_a_stream_hears_at_once_what_it_missed():
    async def scenario(streams, source):
        source.newest = 3
        client = Client(streams)
        await until(lambda: client.numbers == [1, 2, 3])

    run(scenario)


def test_a_silent_stream_gets_a_sign_of_life_with_a_cursor():
    async def scenario(streams, source):
        client = Client(streams)
        await until(lambda: client.text.count("id: 0\n\n") >= 2)

    run(scenario)


def test_a_stream_without_right_ends_and_hears_nothing():
    async def scenario(streams, source):
        source.newest = 3
        client = Client(streams, project=9)
        await asyncio.wait_for(client.task, 2)
        assert client.numbers == []

    run(scenario)


def test_too_many_of_a_person_or_in_all_are_refused():
    async def scenario(streams, source):
        clients = [Client(streams, 1) for _ in range(4)]
        with pytest.raises(Refused) as refused:
            await clients[3].task
        assert refused.value.status == 503
        assert refused.value.more == {"retry_after": "30"}
        clients += [Client(streams, person) for person in (2, 3, 4)]
        with pytest.raises(Refused):
            await clients[-1].task
        assert len(streams) == 5
        clients[0].gone.set()
        await clients[0].task
        assert len(streams) == 4

    run(scenario)


def test_a_reader_who_takes_nothing_is_dropped():
    async def scenario(streams, source):
        client = Client(streams, slow=True)
        await asyncio.sleep(0.02)
        source.move(1)
        await asyncio.wait_for(client.task, 2)
        assert len(streams) == 0

    run(scenario)


def test_who_is_behind_is_drawn_for_again_when_they_took_what_waited():
    async def scenario(streams, source):
        client = Client(streams)
        await asyncio.sleep(0.02)
        free, send = asyncio.Event(), client.send

        async def slowly(message):
            await free.wait()
            await send(message)

        client.send = slowly
        client.task.cancel()
        client.task = asyncio.create_task(streams.serve(client.grant, [], client.receive, client.send))
        await asyncio.sleep(0.02)
        for number in range(1, 40):
            source.move(number)
            await asyncio.sleep(0.002)
        free.set()
        await until(lambda: client.numbers == list(range(1, 40)))
        assert client.text.count("event: changes") < 10

    run(scenario, Bounds(waiting=5, heartbeat=5, sending=3, look_round=5, rest=0))


def test_streams_that_are_open_look_at_once_when_a_page_wrote():
    async def scenario(streams, source):
        streams.hurry()
        assert source.hurried == 0
        client = Client(streams)
        await until(lambda: client.sent)
        streams.hurry()
        assert source.hurried == 1

    run(scenario)


def test_a_source_that_breaks_ends_its_streams_and_goes_on(caplog):
    async def scenario(streams, source):
        source.breaks = True
        await asyncio.wait_for(Client(streams).task, 2)
        source.breaks, source.newest = False, 2
        client = Client(streams)
        await until(lambda: client.numbers == [1, 2])

    run(scenario)
    assert "could not be fed" in caplog.text


def test_stopping_ends_all_streams_and_refuses_new_ones():
    async def scenario(streams, source):
        clients = [Client(streams, person) for person in (1, 2)]
        await asyncio.sleep(0.05)
        streams.stop()
        await asyncio.wait_for(asyncio.gather(*[client.task for client in clients]), 2)
        assert source.stopped
        with pytest.raises(Refused):
            await Client(streams).task

    run(scenario)


def test_five_thousand_streams_leave_nothing_behind():
    async def scenario(streams, source):
        for _ in range(50):
            clients = [Client(streams, person) for person in range(100)]
            await asyncio.sleep(0)
            for client in clients:
                client.gone.set()
            await asyncio.gather(*[client.task for client in clients])
        assert len(streams) == 0
        assert not streams._persons
        assert len(asyncio.all_tasks()) <= 4

    run(scenario, Bounds(streams=200, heartbeat=5, rest=0))


def test_between_what_it_draws_saves_go_first_but_not_for_ever():
    async def scenario(streams, source):
        streams.pages = Waiting(2)
        began = time.monotonic()
        streams._give_way(0.02)
        assert 2 * QUICK.way * 0.02 <= time.monotonic() - began < 0.3
        streams._give_way(60)
        assert time.monotonic() - began < QUICK.longest_way + 0.4
        streams.pages = Waiting(0)
        began = time.monotonic()
        streams._give_way(60)
        assert time.monotonic() - began < 0.1

    run(scenario)


def test_what_was_drawn_first_is_sent_before_the_rest_is_drawn():
    async def scenario(streams, source):
        streams.pages = Waiting(1)
        clients = [Client(streams, person) for person in range(3)]
        await until(lambda: len(streams) == 3)
        source.move(7)
        await until(lambda: all(client.numbers == [1, 2, 3, 4, 5, 6, 7] for client in clients))

    run(scenario)
