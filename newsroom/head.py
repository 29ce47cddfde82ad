"""HEAD is GET without a body (RFC 9110, 9.3.2): on every page, whatever its view allows."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]


class HeadAsGet:
    """Middleware: views see GET, the answer keeps its headers and loses its body."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a streamed body stays unread, and whoever closes the answer closes it."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = request.META["REQUEST_METHOD"] = "GET"
        answer = self.get_response(request)
        request.method = request.META["REQUEST_METHOD"] = "HEAD"
        if getattr(answer, "streaming", False):
            answer.streaming_content = ()  # type: ignore[attr-defined]
        else:
            length = len(answer.content)  # type: ignore[attr-defined]
            answer.content = b""  # type: ignore[attr-defined]
            answer.headers.setdefault("Content-Length", str(length))
        return answer
