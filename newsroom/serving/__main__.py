"""Starts the server: `python -m newsroom.serving`. `manage.py serve` prepares everything and then becomes this.

It imports no Django, so that the process that only watches the workers stays small.
"""

import argparse

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from newsroom.serving.worker import companion

BACKLOG = 2048  # connections that the kernel keeps for a busy process
HEADER_MILLISECONDS = 10_000
STOP_SECONDS = 15


def main() -> None:
    options = parser().parse_args()
    server = Granian(
        "newsroom.asgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.ASGI,
        workers=options.workers,
        loop=Loops.asyncio,
        # A proxy in front speaks HTTP/1.1 to us and whatever it likes to browsers.
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        backpressure=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS, keep_alive=True),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.on_startup(lambda: print(options.say, flush=True))
    if options.worker:
        worker = companion()
        server.on_startup(worker.start)
        server.on_shutdown(worker.stop)
    server.serve()


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(prog="newsroom.serving")
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--port", type=int, default=8000)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--worker", action="store_true", help="start the background worker too")
    arguments.add_argument("--say", default="Margin is running.", help="the line printed once the port is open")
    return arguments


if __name__ == "__main__":
    main()
