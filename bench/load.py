"""HTTP over raw sockets: as little work in the client as can be, for it shares the machine."""

import multiprocessing
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass

CLIENTS = 4
ENCODING = {"Accept-Encoding": "gzip"}


class BadAnswer(RuntimeError):
    """The server did not say what the measure needs."""


@dataclass(frozen=True)
class Answer:
    """A whole answer and how long it took, in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: float


class Client:
    """One kept-alive connection to 127.0.0.1, opened anew where the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def get(self, path: str, headers: Mapping[str, str] = ENCODING) -> Answer:
        began = time.perf_counter()
        raw = self.exchange(request(path, headers))
        took = time.perf_counter() - began
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        fields = (line.partition(":") for line in lines)
        return Answer(int(first.split()[1]), {k.lower(): v.strip() for k, _, v in fields}, body, took)

    def exchange(self, message: bytes) -> bytes:
        """Send a request, return the bytes of the answer."""
        fresh = self.socket is None
        connection = self.socket or self._connect()
        try:
            connection.sendall(message)
            answer = self._receive(connection)
        except OSError:
            answer = b""
        if not answer:
            self.close()
            if fresh:
                raise BadAnswer("the server closed the connection without an answer")
            return self.exchange(message)  # an idle connection that was closed meanwhile
        return answer

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    def _connect(self) -> socket.socket:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.socket

    def _receive(self, connection: socket.socket) -> bytes:
        answer = connection.recv(262144)
        while answer and b"\r\n\r\n" not in answer:
            answer += connection.recv(65536)
        end = answer.find(b"\r\n\r\n") + 4
        head = answer[:end].lower()
        if b"\r\nconnection: close" in head:
            self.socket = None
            while more := connection.recv(262144):
                answer += more
            connection.close()
            return answer
        length = _content_length(head)
        while len(answer) < end + length:
            more = connection.recv(262144)
            if not more:
                raise BadAnswer("the answer ended early")
            answer += more
        return answer


def request(path: str, headers: Mapping[str, str] = ENCODING) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def throughput(port: int, path: str, headers: Mapping[str, str], *, status: int, seconds: float) -> float:
    """Requests per second of CLIENTS processes together, each with one connection. Raises BadAnswer."""
    with multiprocessing.Pool(CLIENTS) as pool:
        counts = pool.starmap(_hammer, [(port, request(path, headers), status, seconds)] * CLIENTS)
    return sum(counts)


def _hammer(port: int, message: bytes, status: int, seconds: float) -> float:
    """Ask again and again; every answer is read whole and its status looked at."""
    client = Client(port)
    expected = f"HTTP/1.1 {status} ".encode()
    client.exchange(message)
    count = 0
    began = time.perf_counter()
    until = began + seconds
    while time.perf_counter() < until:
        answer = client.exchange(message)
        if not answer.startswith(expected):
            raise BadAnswer(f"wanted {status}, got {answer[:60]!r}")
        count += 1
    took = time.perf_counter() - began
    client.close()
    return count / took


def _content_length(head: bytes) -> int:
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        if b" 304 " in head[:16] or b" 204 " in head[:16]:
            return 0
        raise BadAnswer("the answer has no Content-Length")
    return int(head[at + 17 : head.find(b"\r\n", at + 2)])
