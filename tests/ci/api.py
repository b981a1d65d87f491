"""The part of GitHub's API that comments on a pull request need, on this machine."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["GitHub"]

_LIST = re.compile(r"^/repos/shop/shop/issues/7/comments(?:\?per_page=(\d+)&page=(\d+))?$")
_ONE = re.compile(r"^/repos/shop/shop/issues/comments/(\d+)$")


class GitHub:
    """Keeps comments. `person` is who a token of a person is of; "" is the token of a workflow, a bot."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.person = ""
        self.reads_only = False
        """As the token of a fork."""
        self.answers: int = 0
        """What it answers to everything, whatever is asked; 0 is nothing of the kind."""
        self.garbled = False
        self.address = ""
        self._next = 100

    @property
    def bodies(self) -> list[str]:
        return [one["body"] for one in self.comments]

    def add(self, body: str, login: str, type_: str = "User") -> int:
        self._next += 1
        self.comments.append({"id": self._next, "body": body, "user": {"login": login, "type": type_}})
        return self._next

    @contextmanager
    def serving(self) -> Iterator["GitHub"]:
        """Answer on a port of this machine."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def asked(self, method: str, path: str, token: str, content: dict[str, str]) -> tuple[int, Any]:
        """Return the status and what is said."""
        refused = self.answers or (401 if token != "Bearer secret" else 0)
        if refused or (self.reads_only and method != "GET"):
            return refused or 403, {"message": "no"}
        if path == "/user":
            return (200, {"login": self.person}) if self.person else (403, {"message": "Resource not accessible"})
        if found := _LIST.match(path):
            return self._listed(found) if method == "GET" else self._made(content)
        return self._one(method, path, content)

    def _one(self, method: str, path: str, content: dict[str, str]) -> tuple[int, Any]:
        found = _ONE.match(path)
        one = next((one for one in self.comments if found and one["id"] == int(found[1])), None)
        if one is None:
            return 404, {"message": "Not Found"}
        if method == "DELETE":
            self.comments.remove(one)
            return 204, None
        one.update(content)
        return 200, one

    def _listed(self, found: re.Match[str]) -> tuple[int, Any]:
        size, page = int(found[1]), int(found[2])
        assert size <= 100
        return 200, self.comments[(page - 1) * size : page * size]

    def _made(self, content: dict[str, str]) -> tuple[int, Any]:
        if len(content["body"]) > 65_536:
            return 422, {"message": "body is too long"}
        number = self.add(content["body"], self.person or "github-actions[bot]", "User" if self.person else "Bot")
        return 201, {"id": number}


def _handler(github: GitHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            content = json.loads(self.rfile.read(size)) if size else {}
            status, said = github.asked(self.command, self.path, self.headers["Authorization"], content)
            data = b"" if said is None else b"<html>" if github.garbled else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - the names that the server looks for

        def log_message(self, *said: object) -> None:
            """Say nothing on stderr."""

    return Handler
