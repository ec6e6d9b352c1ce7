"""The review page on this machine alone: Flask behind waitress, for whoever has the address with its secret.

Nothing is decided by a GET; a POST must come from the page itself, and names the version of what the person saw.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import fields
from typing import Any

from flask import Flask, Response, abort, request

from pipeline.errors import PipelineError
from pipeline.review.page import content_policy, render_review
from pipeline.review.web import Act, StaleError, WebReview
from pipeline.table import Json

ADDRESS = "127.0.0.1"
SECRET_BYTES = 24
"""Of the secret in the address, which keeps other users of this machine and web sites out."""

LARGEST_REQUEST = 64_000
"""Bytes; a correction needs a few hundred."""

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

OPTIONAL = ("fact", "why")
"""What an act may leave null; all but its value are texts."""

CONFLICT, CANNOT = 409, 422


def make_app(review: WebReview, secret: str) -> Flask:
    """The pages under ``/SECRET/``: the review, ``now``, which gives views, ``decide``, which takes acts."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST

    @app.before_request
    def _guard() -> None:
        """Refuse what another site, or another name for this machine, may have sent; DNS can point any name here."""
        name, _, port = request.host.partition(":")
        given = (request.view_args or {}).get("secret", "")
        if name not in (ADDRESS, "localhost") or port != request.environ["SERVER_PORT"]:
            abort(421)
        if not secrets.compare_digest(given.encode(), secret.encode()):
            abort(404)
        if request.method == "POST" and request.headers.get("Origin") != f"http://{request.host}":
            abort(403)

    @app.after_request
    def _harden(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response

    @app.get("/<secret>/")
    def _page(secret: str) -> Response:
        state = review.state() | {"now": f"/{secret}/now", "decide": f"/{secret}/decide"}
        response = Response(render_review(review.entries(), state))
        response.headers["Content-Security-Policy"] = content_policy(served=True)
        return response

    @app.get("/<secret>/now")
    def _now(secret: str) -> Response:  # noqa: ARG001  (the guard has checked it)
        return _json(review.now(request.args.get("article")))

    @app.post("/<secret>/decide")
    def _decide(secret: str) -> tuple[Response, int]:  # noqa: ARG001  (the guard has checked it)
        return _answer(review, request.get_json())

    return app


def _answer(review: WebReview, asked: Any) -> tuple[Response, int]:
    act = _act(asked)
    try:
        return _json(review.do(act)), 200
    except StaleError as error:
        return _json({"message": str(error)} | review.now(act.article)), CONFLICT
    except PipelineError as error:
        return _json({"message": str(error)}), CANNOT


def _act(asked: Any) -> Act:
    """The act that a request's JSON asks for; anything else is no request of our page, and ends here."""
    names = {field.name for field in fields(Act)}
    if not isinstance(asked, dict) or not {"act", "version"} <= asked.keys() <= names:
        abort(400)
    texts = [asked[name] for name in asked.keys() - {"value"} if asked[name] is not None or name not in OPTIONAL]
    if not all(isinstance(text, str) for text in texts):
        abort(400)
    try:
        json.dumps(asked, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, which no file of ours could hold
        abort(400)
    return Act(**asked)


def _json(answer: Json) -> Response:
    """`answer` with its keys in their order, which Flask would sort."""
    return Response(json.dumps(answer), mimetype="application/json")


def open_server(review: WebReview) -> tuple[Any, str]:
    """A waitress server on a free port of this machine, whose ``run`` serves the review, and the address to open."""
    from waitress.server import create_server

    secret = secrets.token_urlsafe(SECRET_BYTES)
    server = create_server(make_app(review, secret), host=ADDRESS, port=0, threads=4)
    return server, f"http://{ADDRESS}:{server.effective_port}/{secret}/"
