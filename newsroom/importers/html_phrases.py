"""Phrases of web pages that are not part of an article, in the languages of many outlets.

>>> leads_away("Read more: talks fail"), is_label("[Advertisement]"), is_about("3 min read")
(True, True, True)
"""

import re
from typing import Final

_LEADS: Final = (
    *(
        "read more",
        "read also",
        "read next",
        "also read",
        "see also",
        "see more",
        "related",
        "more on this",
        "more from",
    ),
    *(
        "don't miss",
        "watch",
        "listen",
        "recommended",
        "more:",
        "live updates",
        "explore more",
        "up next",
        "you may also",
    ),
    *(
        "lesen sie auch",
        "lesen sie mehr",
        "mehr zum thema",
        "lesen sie hier",
        "mehr dazu",
        "auch interessant",
        "lies auch",
    ),
    *("à lire", "lire aussi", "lire la suite", "lire plus", "à voir aussi", "voir aussi", "pour aller plus loin"),
    *("lea también", "lee también", "leer más", "te puede interesar", "puedes leer", "más información", "lea más"),
    *("leggi anche", "leggi di più", "per approfondire", "leia também", "leia mais", "veja também", "saiba mais"),
    *("lees ook", "lees meer", "läs också", "läs mer", "les også", "les mer", "læs også", "læs mere", "lue myös"),
    *("czytaj także", "czytaj też", "czytaj więcej", "zobacz także", "přečtěte si", "čtěte také", "olvassa el"),
    *(
        "читайте также",
        "читать далее",
        "смотрите также",
        "читайте також",
        "ayrıca bakınız",
        "okumaya devam",
        "ilgili haber",
    ),
    *(
        "citește și",
        "vezi și",
        "διαβάστε",
        "прочетете още",
        "baca juga",
        "đọc thêm",
        "xem thêm",
        "اقرأ أيضا",
        "اقرأ المزيد",
    ),
    *(
        "関連記事",
        "あわせて読みたい",
        "相关阅读",
        "相關新聞",
        "延伸閱讀",
        "관련기사",
        "이 기사도",
        "קראו גם",
        "यह भी पढ़ें",
        "ये भी पढ़ें",
    ),
)
_LABELS: Final = frozenset(
    "advertisement|ad|ads|advertising|sponsored|promoted|article continues below|story continues below|"
    "article continues below advertisement|story continues below advertisement|article continues after ad|"
    "advertisement scroll to continue|scroll to continue|skip advertisement|skip ad|continue reading|"
    "continue reading the main story|anzeige|werbung|publicité|annonce|publicidad|anuncio|pubblicità|publicidade|"
    "reklama|reklam|annons|mainos|advertentie|реклама|реклама на сайте|広告|광고|广告|廣告|الإعلان|share|share this|"
    "share this article|share this story|save|save this story|comments|comment|print|email|tweet|copy link|loading|"
    "teilen|partager|compartir|condividi|compartilhar|getty images|play video|watch video|listen to this article|"
    "text size|follow|subscribe|sign up|log in|image|photo|video|gallery|view gallery|open gallery".split("|")
)
_ABOUT: Final = re.compile(
    r"\W*(?:\d{1,3}\s*[-–]?\s*(?:min(?:ute)?s?\.?|minuten|minutos|minuti|минут\w*)\s*(?:read|lesezeit|de lecture|de lectura|"
    r"di lettura|de leitura|leestijd)?|(?:reading time|lesezeit|temps de lecture|tiempo de lectura).{0,25}|"
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created)|veröffentlicht|aktualisiert|stand|publié|mis à jour|"
    r"publicado|actualizado|pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|publicerad|uppdaterad|opublikowano|"
    r"опубликовано|обновлено)\b[\s:,.–-]{1,4}(?:[^\W\d]{1,12}[\s,.:]{1,3}){0,2}\d.{0,40})\W*",
    re.IGNORECASE,
)
_EDGES: Final = " \t\n[](){}*-–—•|:»›→▸▶.!"
_LONGEST: Final = 200


def leads_away(text: str) -> bool:
    """Say whether a line begins as lines do that lead to other pages."""
    line = text[:_LONGEST].casefold().lstrip(_EDGES + "\"'“„«")
    return len(text) <= _LONGEST and any(_begins(line, phrase) for phrase in _LEADS)


def is_label(text: str) -> bool:
    """Say whether a line is a label of the page alone ("Advertisement")."""
    return len(text) <= 60 and text.casefold().strip(_EDGES) in _LABELS


def is_about(text: str) -> bool:
    """Say whether a line says when an article was published or how long it takes to read."""
    return len(text) <= 120 and _ABOUT.fullmatch(text) is not None


def _begins(line: str, phrase: str) -> bool:
    following = line[len(phrase) : len(phrase) + 1]
    return line.startswith(phrase) and not (phrase[-1].isalpha() and phrase.isascii() and following.isalnum())
