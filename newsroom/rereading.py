"""Reading a source of a preview once more: at once where its format is light, else by the worker."""

from collections.abc import Mapping
from typing import Any

from newsroom.importers.formats import FORMATS
from newsroom.importers.registry import detect
from newsroom.importers.signs import LOOK, is_page
from newsroom.models import Source
from newsroom.sources import source_bytes


def is_light(source: Source, options: Mapping[str, Any]) -> bool:
    """Whether it can be read with these options on the page's own thread. Raises ``importers.notices.Refused``."""
    if name := options.get("importer"):
        return name not in FORMATS or FORMATS[name].is_light
    start = source_bytes(source)[:LOOK]
    found = detect(start, source.filename, source.media_type)
    return found.is_light and not is_page(start.decode("utf-8", "replace").lower())
