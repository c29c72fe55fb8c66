"""The server: a few processes that answer, and one beside them that works.

When a restore was confirmed, it ends them all and begins again: the new start puts the restored workspace
into place while nothing is open. The port stays open, so that who asks meanwhile waits and is not refused.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import TConn, ThreadWorker

from milepost.web.queueing import note_wait
from milepost.web.site import Site

THREADS = 4
_LONGEST = 120
_KINDNESS = 30
"""Seconds that the worker's watcher has to end; it kills a worker that takes longer than ten."""


class Overseer(Arbiter):  # type: ignore[misc]
    """Gunicorn's first process, which is told by SIGUSR1 to begin again."""

    def handle_usr1(self) -> None:
        """End every process in peace, then begin again."""
        self.app.again = True
        raise StopIteration


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, which know how long each connection has been waiting for one of them."""

    def enqueue_req(self, conn: TConn) -> None:
        """Put a connection into the row."""
        conn.came = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        """Answer it, in a thread."""
        note_wait(time.monotonic() - conn.came)
        return super().handle(conn)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the one application, and a worker beside it for what takes long."""

    def __init__(
        self, site: Site, application: WSGIHandler, ready: Callable[[], None], listening: int = -1
    ) -> None:
        self.site = site
        self.application = application
        self.ready = ready
        self.listening = listening
        self.again = False
        self.work: subprocess.Popen[bytes] | None = None
        super().__init__()

    def load_config(self) -> None:
        """What is not as Gunicorn has it by itself."""
        host = f"[{self.site.host}]" if ":" in self.site.host else self.site.host
        said: dict[str, Any] = {
            "bind": f"{host}:{self.site.port}" if self.listening < 0 else f"fd://{self.listening}",
            "workers": self.site.workers,
            "threads": THREADS,
            "worker_class": Worker,
            "preload_app": True,
            "timeout": _LONGEST,
            "graceful_timeout": 10,
            "keepalive": 5,
            "loglevel": "warning",
            "proc_name": "milepost",
            "control_socket_disable": True,
            "forwarded_allow_ips": "127.0.0.1,::1",
            "when_ready": self._when_ready,
            "on_exit": self._on_exit,
        }
        for name, value in said.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application, made before the processes part, so that they share what it holds."""
        return self.application

    def run(self) -> None:
        """Answer until told to stop. Returns only to begin again; `listening` is then the open port."""
        try:
            Overseer(self).run()
        except SystemExit:
            if not self.again:
                raise

    def _when_ready(self, arbiter: Arbiter) -> None:
        self.listening = os.dup(arbiter.LISTENERS[0].fileno())
        self.work = subprocess.Popen([sys.executable, "-m", "milepost.web.work", str(self.site.home)])  # noqa: S603
        self.ready()

    def _on_exit(self, _arbiter: object) -> None:
        if self.work is not None:
            self.work.terminate()
            self.work.wait(timeout=_KINDNESS)


def serve(site: Site, ready: Callable[[], None], listening: int = -1) -> int:
    """Answer until the process is told to stop; `ready` is called when the first page can be asked for.

    `listening` is the descriptor of a port that is open already. Returns that of the present one when the
    site is to begin again.
    """
    from django.db import connections

    application = WSGIHandler()
    connections.close_all()
    server = Server(site, application, ready, listening)
    server.run()
    os.set_inheritable(server.listening, True)  # noqa: FBT003 (takes no name)
    return server.listening
