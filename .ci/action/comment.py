"""
Keeps one comment on a pull request up to date with the page that archlint has written.

It is made once there is something to tell, and from then on says what is so, also that nothing is new any more. What
GitHub refuses is noted and fails nothing: the verdict is told by the exit code.
"""

import json
import os
import sys
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from workflow import annotate, event, given

_ROOM: Final = 65_536
"""Characters that a comment takes."""
_PAGE: Final = 100
_SECONDS: Final = 30
_REFUSED: Final[dict[int, str]] = {
    HTTPStatus.UNAUTHORIZED: "the token is not accepted",
    HTTPStatus.FORBIDDEN: (
        "the token may not write comments. That of a pull request from a fork never may; elsewhere the job needs "
        "`permissions: pull-requests: write`, or `comment: false`"
    ),
    HTTPStatus.NOT_FOUND: "the token does not see this pull request",
}


class Comments:
    """The comments on a pull request, as somebody with this token sees them."""

    def __init__(self, token: str, number: int) -> None:
        self._api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
        self._token = token
        self._home = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
        self._number = number

    def mine(self, mark: str) -> list[int]:
        """
        Return the numbers of those that begin with the mark and are of the token's owner, the oldest first.

        Anybody can write the mark. One who did could change the words of a comment of theirs after archlint's.
        """
        me = self._me()
        return [
            one["id"]
            for one in self._all()
            if one["body"].startswith(mark) and (one["user"]["login"] == me if me else one["user"]["type"] == "Bot")
        ]

    def make(self, body: str) -> None:
        """Add one."""
        self._ask("POST", f"{self._home}/{self._number}/comments", {"body": body})

    def change(self, number: int, body: str) -> None:
        """Put other words into one."""
        self._ask("PATCH", f"{self._home}/comments/{number}", {"body": body})

    def delete(self, number: int) -> None:
        """Take one away."""
        self._ask("DELETE", f"{self._home}/comments/{number}")

    def _me(self) -> str:
        """Return the name of the token's owner; "" for that of a workflow or an app, which may not ask for it."""
        try:
            return str(self._ask("GET", "/user")["login"])
        except HTTPError as error:
            if error.code == HTTPStatus.UNAUTHORIZED:
                raise
            return ""

    def _all(self) -> Iterator[dict[str, Any]]:
        page, found = 1, [None] * _PAGE
        while len(found) == _PAGE:
            found = self._ask("GET", f"{self._home}/{self._number}/comments?per_page={_PAGE}&page={page}")
            yield from (one for one in found if one and one.get("user") and one.get("body"))
            page += 1

    def _ask(self, method: str, path: str, content: dict[str, str] | None = None) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": "archlint",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        data = json.dumps(content).encode() if content else None
        asked = Request(self._api + path, data, headers, method=method)  # noqa: S310 - the runner says where it is
        with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
            said = answer.read()
        return json.loads(said) if said else None


def main() -> int:
    """Bring the comment up to date; always 0."""
    change = event().get("pull_request")
    if not isinstance(change, dict) or not given("token"):
        return 0
    try:
        _keep_one(Comments(given("token"), int(change["number"])), str(change["head"]["sha"]))
    except HTTPError as error:
        why = _REFUSED.get(error.code, f"GitHub answered {error.code} {error.reason}")
        annotate("notice", f"There is no comment on the pull request: {why}. The summary of the run has the report.")
    except (HTTPException, OSError, LookupError, TypeError, ValueError) as error:
        annotate("notice", f"There is no comment on the pull request: GitHub gave no answer to build upon ({error!r}).")
    return 0


def _keep_one(comments: Comments, commit: str) -> None:
    mark = _mark()
    mine = comments.mine(mark)
    if mine:
        comments.change(mine[0], _body(mark, commit))
    elif os.environ.get("TELLING") == "true":
        comments.make(_body(mark, commit))
    for number in mine[1:]:  # of two runs at once that found none
        comments.delete(number)


def _mark() -> str:
    """Return what nobody sees and we know our comment by: each folder that is checked has its own."""
    folder = os.path.normpath(given("working-directory") or ".")
    return "<!-- archlint -->" if folder == "." else f"<!-- archlint: {json.dumps(folder).replace('>', '')} -->"


def _body(mark: str, commit: str) -> str:
    run = "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}".format(**os.environ)
    foot = f"\n<sub>Of {commit[:12]}, by [this run]({run}).</sub>\n"
    page = Path(os.environ["PAGE"]).read_text("utf-8")
    room = _ROOM - len(mark) - len(foot) - 1
    if len(page) > room:
        page = page[: page.rindex("\n", 0, room) + 1]
    return f"{mark}\n{page}{foot}"


if __name__ == "__main__":
    sys.exit(main())
