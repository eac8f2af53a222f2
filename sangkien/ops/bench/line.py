"""A connection that asks over HTTP and costs next to nothing, so that it is the server that is measured."""

import socket

_END = b"\r\n\r\n"


class Line:
    """One connection kept alive, with fixed headers."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port = port
        told = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"} | headers
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self._socket: socket.socket | None = None

    def post(self, address: str, body: bytes) -> int:
        """The status of the answer, which is read whole; 0 when the connection broke."""
        return self._ask(f"POST {address} HTTP/1.1\r\n{self._headers}Content-Length: {len(body)}\r\n\r\n", body)

    def get(self, address: str) -> int:
        """The same of a page that is only read."""
        return self._ask(f"GET {address} HTTP/1.1\r\n{self._headers}\r\n", b"")

    def _ask(self, head: str, body: bytes) -> int:
        try:
            self._socket = self._socket or socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._socket.sendall(head.encode() + body)
            return self._status(self._socket)
        except OSError:
            self.close()
            return 0

    def close(self) -> None:
        """Hang up."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _status(self, line: socket.socket) -> int:
        came = b""
        while _END not in came:
            came += self._more(line)
        head, _, rest = came.partition(_END)
        length = next(int(part[15:]) for part in head.lower().split(b"\r\n") if part.startswith(b"content-length:"))
        while len(rest) < length:
            rest += self._more(line)
        return int(head[9:12])

    def _more(self, line: socket.socket) -> bytes:
        piece = line.recv(65_536)
        if not piece:
            raise ConnectionError("closed in the middle of an answer")
        return piece
