"""One file of a style sheet or module and all that it imports: a first visit fetches two files where it would fetch seventy.

>>> files = {
...     "css/site.css": '@import "base.css";\\n',
...     "css/base.css": "p { margin: 0; }\\n",
...     "js/main.js": 'import { one } from "./one.js";\\none();\\n',
...     "js/one.js": "export const one = () => 1;\\n",
... }
>>> print(join("css/site.css", files.__getitem__), end="")
p { margin: 0; }
>>> print(join("js/main.js", files.__getitem__), end="")
const $one = (() => {
const one = () => 1;
return { one };
})();
(() => {
const { one } = $one;
one();
})();
"""

import re
from collections.abc import Callable
from typing import Final

SHEET: Final = re.compile(r'^@import "(?P<file>[\w-]+\.css)";\n', re.MULTILINE)
IMPORT: Final = re.compile(r'^import (?:\{(?P<names>[\w\s,]+)\} from )?"\./(?P<file>\w+\.js)";$', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|const|class) (?P<name>\w+))", re.MULTILINE)
LEFT: Final = re.compile(r"^(?:@?import|export|await)\b.*", re.MULTILINE)


def join(name: str, read: Callable[[str], str]) -> str:
    """Return the text of ``name`` with what it imports, in the order in which a browser would take it.

    Modules keep names of their own: each is a function that runs once and gives what it exports. ``ValueError`` for
    an import or export in another form than ours, and for a value that is exported while it may still change.
    """
    folder = name.rpartition("/")[0]
    if name.endswith(".css"):
        return _whole(name, SHEET.sub(lambda found: join(f"{folder}/{found['file']}", read), read(name)))
    order: dict[str, str] = {}
    _gather(name, folder, read, order)
    return "".join(_wrapped(one, text, is_last=one == name) for one, text in order.items())


def _gather(name: str, folder: str, read: Callable[[str], str], order: dict[str, str]) -> None:
    """Put ``name`` into ``order`` behind all that it imports."""
    if name in order:
        return
    text = read(name)
    for found in IMPORT.finditer(text):
        _gather(f"{folder}/{found['file']}", folder, read, order)
    order[name] = text


def _wrapped(name: str, text: str, *, is_last: bool) -> str:
    exported = [found["name"] for found in EXPORT.finditer(text)]
    body = _whole(name, EXPORT.sub("", IMPORT.sub(_taken, text)))
    given = f"return {{ {', '.join(exported)} }};\n" if exported and not is_last else ""
    head = f"const {_holder(name)} = " if given else ""
    return f"{head}(() => {{\n{body}{given}}})();\n"


def _whole(name: str, text: str) -> str:
    """Return ``text`` if nothing in it is still to be fetched."""
    if left := LEFT.search(text):
        raise ValueError(f"{name} cannot be joined with others: {left[0]}")
    return text


def _taken(found: re.Match[str]) -> str:
    if not found["names"]:
        return ""
    names = [" ".join(one.split()).replace(" as ", ": ") for one in found["names"].split(",") if one.strip()]
    return f"const {{ {', '.join(names)} }} = {_holder(found['file'])};"


def _holder(name: str) -> str:
    return f"${name.rpartition('/')[2].removesuffix('.js')}"
