"""How gunicorn serves Hemicycle, behind `make run` and behind a proxy alike.

Slow clients: one that sends or takes nothing for STALL seconds is cut off. One that trickles is nginx's
to buffer (deploy/nginx.conf), which stands in front on the open internet.
"""

import gc
import os
import socket
import struct
import threading
from typing import Any

from kit.deep_calls import in_one_piece

STALL = 20  # seconds


def when_ready(server: Any) -> None:
    """Linux hands the limits of a listening socket down to each connection it accepts."""
    for listener in server.LISTENERS:
        for limit in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, limit, struct.pack("ll", STALL, 0))


def post_fork(server: Any, worker: Any) -> None:
    """What was loaded before the fork is never garbage; a large feed is a quarter faster when it is not looked for."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    # Threads of this worker answer requests; what they call all day lies on one piece of stack.
    threading.Thread.run = in_one_piece(threading.Thread.run)  # type: ignore[method-assign]


def _address() -> str:
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


bind = os.environ.get("HEMICYCLE_BIND") or _address()
wsgi_app = os.environ.get("HEMICYCLE_WSGI", "hemicycle.wsgi")
workers = int(os.environ.get("HEMICYCLE_WORKERS", "2"))
worker_class = "hemicycle.web_worker.WebWorker"
threads = int(os.environ.get("HEMICYCLE_THREADS", "4"))
preload_app = True  # the workers share the memory of the loaded code
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = os.environ.get("HEMICYCLE_PROXY_ADDRESSES", "127.0.0.1,::1")
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 (gunicorn's heartbeat files)
accesslog = None
control_socket_disable = True
