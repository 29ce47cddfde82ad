"""Static files: names that carry a hash of the content, compressed ahead, served without Django."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile, File
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from whitenoise import WhiteNoise
from whitenoise.storage import CompressedManifestStaticFilesStorage

from newsroom.joining import join
from newsroom.policy import FILE_HEADERS, WORKER_HEADERS
from newsroom.shrinking import shrink

# One import or export statement at the start of a line. Django's own pattern skips imports without a semicolon (a
# browser would keep the old module for ever) and stumbles over import("...") in comments.
IMPORT = r"""(?m)^(?P<matched>(?P<head>(?:import|export)\b[^'"`;()=]*?)['"](?P<url>\.[^'"]+)['"])"""

WORKER = "/js/liveworker."
OURS = ("css/", "js/")
# What pages name; all else of ours reaches them through these, and no module through two of one page.
JOINED = ("css/site.css", "js/main.js", "js/reading.js")
HASHED = r"^.+\.[0-9a-f]{12}\.[^/]+$"


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Hashed names also inside ES modules: `import { a } from "./x.js"` becomes `"./x.<hash>.js"`.

    What every page, or every reading page, loads together is kept as one file: headers and small files compressed by
    themselves were a third of what travelled. Our own style sheets and modules are kept without comments and indentation.
    It overrides a private name of Django 5.2; tests/newsroom/test_static_files.py runs it over static/.
    """

    support_js_module_import_aggregation = True
    # A changed module changes the names in whatever imports it, a step a pass; over the files of an older version five are too few.
    max_post_process_passes = 25

    _js_module_import_aggregation_patterns = ("*.js", ((IMPORT, """%(head)s"%(url)s\""""),))

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        yield from super().post_process({**paths, **_joined(paths)}, **options)

    def _save(self, name: str, content: File) -> str:
        if name.startswith(OURS):
            content.seek(0)
            content = ContentFile(shrink(content.read().decode()).encode())
        return str(super()._save(name, content))


def _joined(paths: dict[str, Any]) -> dict[str, Any]:
    """The files that stand for several, in the form in which ``post_process`` is given files."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    memory = InMemoryStorage()
    for name in JOINED:
        if name in paths:
            memory.save(name, ContentFile(join(name, read).encode()))
    return {name: (memory, name) for name in JOINED if name in paths}


def with_static_files(application: Callable[..., Any]) -> WhiteNoise:
    """The WSGI application behind the collected files: hashed ones are kept for ever, others for a minute."""
    return WhiteNoise(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        max_age=60,
        immutable_file_test=HASHED,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def _add_headers(headers: Any, path: str, url: str) -> None:
    for name, value in (WORKER_HEADERS if WORKER in path else FILE_HEADERS).items():
        headers[name] = value


def collect_if_changed() -> bool:
    """Runs collectstatic unless nothing changed since the last time; says whether it ran."""
    # beside the directory, since what is in it is served
    stamp, digest = Path(f"{settings.STATIC_ROOT}.collected"), sources_digest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return False
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest, encoding="ascii")
    return True


def sources_digest() -> str:
    """Stands for names, sizes and times of all files that collectstatic would take."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
