"""Answers that are long work: exports."""

from django.http import StreamingHttpResponse


class SpooledResponse(StreamingHttpResponse):
    """Bytes from an iterable that is run through in the export thread, into a file without a name, before any are
    sent: no page waits for it, a slow reader holds neither thread nor snapshot, and an error on the way is an error
    page instead of half a file.

    Hand it a generator that makes its queries when it is run, on settings.READER_DATABASE (the query objects must not
    be evaluated in the view, because database connections belong to threads), in chunks of some 64 KiB.
    """

    spooled = True
