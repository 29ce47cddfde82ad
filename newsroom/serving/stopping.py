"""Ends the streams as soon as the process is told to stop: a server waits for open answers, and these would never end."""

import asyncio
import signal
import threading

from newsroom.serving.streams import Streams


def end_with_signals(loop: asyncio.AbstractEventLoop, streams: Streams) -> None:
    """End the streams on SIGTERM and SIGINT, beside what the loop does on them.

    A loop that handles a signal is woken through a pipe and leaves the handler of the signal itself empty; it is
    free for this.
    """
    if threading.current_thread() is not threading.main_thread():
        return

    def end(number: int, frame: object) -> None:
        loop.call_soon_threadsafe(streams.stop)

    for each in (signal.SIGTERM, signal.SIGINT):
        if callable(signal.getsignal(each)) and signal.getsignal(each) is not signal.default_int_handler:
            signal.signal(each, end)
