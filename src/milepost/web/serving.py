"""The server: a few processes that answer, and one beside them that works."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication

from milepost.web.site import Site

THREADS = 4
_LONGEST = 120


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the one application, and a worker beside it for what takes long."""

    def __init__(self, site: Site, application: WSGIHandler, ready: Callable[[], None]) -> None:
        self.site = site
        self.application = application
        self.ready = ready
        self.work: subprocess.Popen[bytes] | None = None
        super().__init__()

    def load_config(self) -> None:
        """What is not as Gunicorn has it by itself."""
        host = f"[{self.site.host}]" if ":" in self.site.host else self.site.host
        said: dict[str, Any] = {
            "bind": f"{host}:{self.site.port}",
            "workers": self.site.workers,
            "threads": THREADS,
            "worker_class": "gthread",
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

    def _when_ready(self, _arbiter: object) -> None:
        self.work = subprocess.Popen([sys.executable, "-m", "milepost.web.work", str(self.site.home)])  # noqa: S603
        self.ready()

    def _on_exit(self, _arbiter: object) -> None:
        if self.work is not None:
            self.work.terminate()
            self.work.wait(timeout=20)


def serve(site: Site, ready: Callable[[], None]) -> None:
    """Answer until the process is told to stop; `ready` is called when the first page can be asked for."""
    from django.db import connections

    application = WSGIHandler()
    connections.close_all()
    Server(site, application, ready).run()
