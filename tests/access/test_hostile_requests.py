"""What comes beside the forms: queries, paths, headers, bodies of another kind. Never an error of ours, never an echo."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.http import QueryDict

from tests.access.bodies import body, seen, table
from tests.access.hostile import INPUTS, LONG, PAYLOADS, assert_clean

KEYS = """q find claim speaker outlet author from to state sort language since until undated after before page at show
block number first last over article for separator layout as_of private next all order kind form certainty stance via
visibility untagged on action version user__password__startswith id__in project author__email""".split()
SEEN = sorted({row["name"] for row in table() if row["method"] == "GET" and row["editor"] in ("200", "303")})


def test_no_query_breaks_a_page(world, monkeypatch):
    """Each page gets every key that it asks for, one at a time, and all that anybody knows at once."""
    client, asked = world.client("editor"), keys_that_are_read(monkeypatch)
    for name in SEEN:
        url = world.urls()[name].partition("?")[0]
        asked.clear()
        assert_clean(client.get(url), name)
        assert_clean(client.get(url, dict.fromkeys(KEYS, "1")), name)
        for number, key in enumerate(sorted(asked)):
            text = PAYLOADS[(number + len(name)) % len(PAYLOADS)]
            assert_clean(client.get(url, {key: text.encode("utf-8", "replace")}), (name, key, text))
        for text in PAYLOADS[len(name) % 7 :: 7]:
            assert_clean(client.get(url, dict.fromkeys(KEYS, text.encode("utf-8", "replace"))), (name, text))
        for query in ("%ED%A0%80=%ED%A0%80", "q=%00", "q=" + "a" * 5000, "q=%FF%FE", "&&&==;", "claim=&claim=&claim=x"):
            assert_clean(client.get(f"{url}?{query}"), (name, query))


def keys_that_are_read(monkeypatch) -> set[str]:
    """Return the set that from now on gathers each key of a query or form that some code asks for."""
    asked: set[str] = set()
    for method in ("__getitem__", "__contains__", "getlist"):
        was = getattr(QueryDict, method)

        def note(fields, key, *rest, was=was):
            asked.add(str(key))
            return was(fields, key, *rest)

        monkeypatch.setattr(QueryDict, method, note)
    fill = QueryDict.setlistdefault

    def unasked(fields, key, *rest):
        """A query that is being parsed looks whether each key was there before: nobody has asked for it yet."""
        known = str(key) in asked
        kept = fill(fields, key, *rest)
        if not known:
            asked.discard(str(key))
        return kept

    monkeypatch.setattr(QueryDict, "setlistdefault", unasked)
    return asked


def test_no_path_breaks_the_site_or_comes_back_in_the_page(world):
    client = world.client("analyst")
    texts = [
        *INPUTS["paths"],
        *INPUTS["headers"],
        *INPUTS["redirects"],
        *[quote(text[:500].encode("utf-8", "replace")) for text in PAYLOADS if text],
    ]
    for text in texts:
        path = text.lstrip("/").replace("\r", "").replace("\n", "")
        for start in ("/", f"/p/{world.project.key}/"):
            answer = client.get(start + path)
            assert_clean(answer, text)
            assert "root:" not in seen(answer)


def test_no_target_leads_off_the_site(world):
    client, preferences = world.client("analyst"), world.urls()["preference_set"]
    stranger = world.client("anonymous")
    targets = [*INPUTS["redirects"], *INPUTS["headers"], "https:evil.example", "/\\evil.example", "\t//evil.example"]
    for number, target in enumerate(targets):
        answers = [stranger.post("/theme/", {"theme": "dark", "next": target})]
        if number % 5 == 0:
            referers = [{}, {"Referer": target}, {"Referer": f"http://testserver{target}"}]
            answers += [client.post(preferences, {"show": "all", "next": target}, headers=one) for one in referers]
        for answer in answers:
            assert_clean(answer, target)
            address = urljoin("http://testserver/theme/", answer.headers.get("Location", "/").replace("\\", "/"))
            assert urlsplit(address)[:2] == ("http", "testserver"), (target, address)


HEADERS = ["HX-Current-URL", "HX-Target", "Referer", "Accept-Language", "Accept-Encoding", "Origin"]


def test_no_header_breaks_a_page(world):
    client = world.client("analyst")
    texts = [text.encode("utf-8", "replace").decode("latin-1") for text in PAYLOADS if not set(text) & set("\r\n\x00")]
    texts += [*INPUTS["redirects"][::40], f"http://testserver/p/{world.project.key}/?at=x&show=%00"]
    for text in texts:
        headers = {"HX-Request": "true", **dict.fromkeys(HEADERS, text)}
        for name in ("article_read", "article_cards", "article_legend", "library_menu", "passages_menu"):
            assert_clean(client.get(world.urls()[name], headers=headers), (name, text))
        answer = client.post(world.urls()["preference_set"], {"show": "all"}, headers=headers)
        assert_clean(answer, text)


def test_no_cookie_breaks_a_page(world):
    for text in PAYLOADS:
        client = world.client("analyst")
        for name in ("margin_theme", "messages", "margin_csrf", "django_language"):
            client.cookies[name] = text.encode("ascii", "replace").decode().replace("\x00", "")
        assert_clean(client.get(world.urls()["article_read"]), text)


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("application/json", '{"note": "\\ud800", "start": -1, "end": 1e99, "version": true}'),
        ("application/json", "[" * 100_000),
        ("text/plain", "note=1"),
        ("multipart/form-data; boundary=x", "--x\r\nbroken"),
        ("multipart/form-data", "no boundary"),
        ("application/x-www-form-urlencoded; charset=utf-16", "note=%00%D8"),
        ("application/x-www-form-urlencoded; charset=none-such", "note=1"),
        ("", "note=1"),
    ],
)
def test_no_body_breaks_a_form(world, content_type, sent):
    for who in ("analyst", "editor", "anonymous"):
        client = world.client(who)
        for name, url in world.urls().items():
            answer = client.generic("POST", url, sent, content_type=content_type)
            assert_clean(answer, name)


def test_too_many_fields_are_refused(world):
    fields = "&".join(f"f{number}=1" for number in range(10_002))
    answer = world.client("analyst").generic(
        "POST", world.urls()["annotation_note"], fields, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("field", ["action", "version", "start", "end", "revision", "claim", "visibility"])
def test_no_number_or_id_breaks_the_form_of_a_highlight(world, field):
    client = world.client("analyst")
    wrong = ["-1", "1e99", "9" * 400, "0x10", "true", "NaN", "١", "²", "None", "[]", "1,2", "1.0", LONG, "0" * 32]
    for text in wrong:
        for name in ("annotation_add", "annotation_place", "tagging_edit", "annotation_visibility"):
            answer = client.post(world.urls()[name], {**body(world, name), field: text}, headers={"HX-Request": "true"})
            assert_clean(answer, (name, text))
