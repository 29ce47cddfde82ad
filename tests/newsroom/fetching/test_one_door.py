"""Nobody but newsroom.fetching talks to other sites."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WAYS_OUT = {
    *("urllib3", "urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "telnetlib", "socket"),
    *("asyncio.open_connection", "smtplib", "imaplib", "poplib", "xmlrpc.client"),
}
SERVERS = ("newsroom/serving/", "newsroom/management/commands/serve.py")
"""These listen: they know sockets, and connect to nobody."""
MODULES = sorted(path for app in ("newsroom", "annotations") for path in (ROOT / app).rglob("*.py"))
FETCHING_CALLS = {"fetch_url", "fetch_response", "urlopen", "urlretrieve", "create_connection", "open_connection"}


def ways_out(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_module_has_a_way_out_of_its_own():
    assert len(MODULES) > 300
    for path in MODULES:
        name = str(path.relative_to(ROOT))
        if name.startswith("newsroom/fetching/"):
            continue
        tree = ast.parse(path.read_text())
        found = {way for way in ways_out(tree) if way in WAYS_OUT or way.split(".")[0] in WAYS_OUT}
        if name.startswith(SERVERS):
            found = {way for way in found if way.split(".")[0] != "socket"}
        assert not found, name
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not called & FETCHING_CALLS, name
