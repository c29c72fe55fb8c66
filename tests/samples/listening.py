"""A server of this machine: each connection is served in a thread of its own until the test is over."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def listener() -> socket.socket:
    """A socket that takes connections on a free port."""
    return socket.create_server(("127.0.0.1", 0))


@contextmanager
def serving(
    door: socket.socket, serve: Callable[[socket.socket], None], over: threading.Event
) -> Iterator[None]:
    """Serve each connection; at the end `over` is set, which those that hang wait for."""

    def accept() -> None:
        while not over.is_set():
            with suppress(OSError):
                plain, _ = door.accept()
                threading.Thread(target=serve, args=(plain,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        over.set()
        with suppress(OSError):
            socket.create_connection(door.getsockname(), 1).close()
        door.close()
