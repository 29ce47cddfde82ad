"""Which column of a table is which fact: guessed by its name, and looked up in a row.

A row is a mapping of column names; nested objects are reached by dotted names ("fields.body").

>>> guess(["Headline", "Full Text", "pub_date"])
{'title': ('Headline',), 'body': ('Full Text',), 'published': ('pub_date',)}
>>> value({"fields": {"body": "They met."}}, "fields.body")
'They met.'
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from newsroom.importers.links import web_address

MOST_COLUMNS: Final = 500
DEEPEST: Final = 4
LONG: Final = 300
_SAMPLED: Final = 50
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")
_LONGEST_DATE: Final = 40
Row = Mapping[str, Any]
Columns = Mapping[str, tuple[str, ...]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": _names(
        "title headline hd fields.headline headline.main webtitle articletitle headlines newstitle titel kop titre titulo"
        " titular titolo manchete uberschrift ueberschrift schlagzeile naslov tytuł overskrift name"
    ),
    "standfirst": _names(
        "standfirst fields.standfirst description abstract summary snippet trailtext fields.trailtext subtitle subheadline"
        " dek deck lead leadparagraph lp subline excerpt inleiding intro onderkop vorspann untertitel zusammenfassung"
        " teaser chapeau chapo soustitre resume subtitulo entradilla bajada resumen resumo sommario occhiello sottotitolo"
        " ingress"
    ),
    "body": _names(
        "body fields.body contenthtml bodyhtml bodytext fields.bodytext articlebody articletext fulltext contenttext text"
        " content td maintext rawtext story article texte contenido inhalt tekst inhoud artikeltekst volltext artikeltext"
        " contenu corps texto cuerpo conteudo corpo testo brodtext tresc"
    ),
    "byline": _names(
        "byline byline.original fields.byline author authors author.name authors.name authorname authornames creator by autor"
        " autoren auteur auteurs schrijver verfasser autores autora firma autore autori signature forfatter"
    ),
    "outlet": _names(
        "source.name source.title sourcename source medianame publicationtitle publication publishername publisher outlet"
        " newspaper sn pubtitle domain site medium zeitung krant bron titelbron quelle journal periodico medio diario"
        " fuente jornal veiculo fonte testata giornale tidning avis gazeta"
    ),
    "url": _names(
        "url link weburl articleurl permalink documenturl canonicalurl guid sourceurl webadres adres adresse webadresse lien"
        " enlace indirizzo lank"
    ),
    "published": _names(
        "published publishedat publishdate datetimepub webpublicationdate datepublished pubdate publicationdatetime"
        " publicationdate publicationtime date datetime pd timestamp datum fecha day gepubliceerd publicatiedatum"
        " verschijningsdatum veroffentlicht veroeffentlicht veroffentlichungsdatum erscheinungsdatum datedepublication"
        " datepublication publiele fechadepublicacion fechapublicacion publicado datadepublicacao datadipubblicazione"
        " datapubblicazione dato data"
    ),
    "language": _names("language lang languagecode fields.lang la sprache taal langue idioma lengua lingua sprak"),
    "id": _names("id uri an goid storeid articleid documentid proquestdocumentid guid kenmerk kennung identifiant"),
    "section": _names(
        "section sectionname sc category section.name ressort rubrik rubriek sectie rubrique seccion secao editoria sezione"
        " kategorie categorie categoria"
    ),
    "tags": _names(
        "tags keywords subjects subject subjectterms subjectcodes topics trefwoorden onderwerpen schlagworter schlagwoerter"
        " themen motscles sujets palabrasclave etiquetas temas temi argomenti palavraschave parolechiave"
    ),
}
"""Names of columns by fact, folded, the best first."""
FACTS: Final = tuple(ALIASES)


def fold(name: str) -> str:
    """Return a column's name without case, spaces and signs, dots kept: "Pub_Date" is "pubdate"."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    marks = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    bare = marks.replace("(s)", "s")
    return "".join(char for char in bare if char.isalnum() or char == ".").strip(".")


def guess(names: Sequence[str], rows: Sequence[Row] = ()) -> dict[str, tuple[str, ...]]:
    """Return the likely columns of each fact, the best first; a column serves one fact alone.

    ``rows`` are some of the rows: addresses must look like addresses there, and a long text under an unknown
    name is taken for the body.
    """
    by_folded: dict[str, str] = {}
    for name in names:
        by_folded.setdefault(fold(name), name)
    taken: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for fact, aliases in ALIASES.items():
        fitting = [by_folded[alias] for alias in aliases if alias in by_folded and by_folded[alias] not in taken]
        fitting = [name for name in fitting if _fits(fact, name, rows)]
        if fitting:
            found[fact] = tuple(fitting)
            taken.update(fitting)
    return _with_long_text(found, [name for name in names if name not in taken], rows)


def signature(names: Iterable[str]) -> str:
    """Return a digest by which tables with the same columns are known again."""
    return hashlib.sha256("\n".join(fold(name) for name in names).encode()).hexdigest()


def is_enough(columns: Columns) -> bool:
    """Say whether an article can be made: it needs a title or a body."""
    return bool(columns.get("title") or columns.get("body"))


def value(row: Row, name: str) -> Any:
    """Return what a row has under a column's name, which may be a dotted path; None where it has nothing."""
    if name in row:
        return row[name]
    found: Any = row
    for part in name.split(".")[: DEEPEST + 1]:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def values(row: Row, names: Iterable[str]) -> Iterator[Any]:
    """Yield what a row has under several columns, empty ones left out."""
    for name in names:
        found = value(row, name)
        if found not in (None, "", [], {}) and not (isinstance(found, str) and not found.strip()):
            yield found


def names_of(row: Row, before: str = "", depth: int = 1) -> Iterator[str]:
    """Yield the names of a row's columns, nested objects as dotted paths; lists are one column."""
    for name, found in row.items():
        path = f"{before}{name}"
        if isinstance(found, Mapping) and found and depth < DEEPEST:
            yield from names_of(found, f"{path}.", depth + 1)
        else:
            yield path


def all_names(rows: Iterable[Row]) -> list[str]:
    """Return the names of the columns of several rows in the order in which they appear.

    Names with characters that no database keeps (NUL, half of a pair) are left out: no column can be chosen by them.
    """
    seen: dict[str, None] = {}
    for row in rows:
        seen.update(dict.fromkeys(names_of(row)))
    return [name for name in seen if _UNKEPT.search(name) is None][:MOST_COLUMNS]


def _fits(fact: str, name: str, rows: Sequence[Row]) -> bool:
    found = [text for text in (value(row, name) for row in rows[:_SAMPLED]) if text not in (None, "", [], {})]
    if not found:
        return True
    if fact == "published":
        return any(any(char.isdigit() for char in str(text)[:_LONGEST_DATE]) for text in found)
    if fact == "url":
        return any(isinstance(text, str) and web_address(text.strip()) for text in found)
    return not all(isinstance(text, Mapping) for text in found) or fact in ("outlet", "byline")


def _with_long_text(
    found: dict[str, tuple[str, ...]], rest: Sequence[str], rows: Sequence[Row]
) -> dict[str, tuple[str, ...]]:
    if "body" in found or not rows:
        return found
    longest = max(rest, key=lambda name: _length(name, rows), default="")
    if longest and _length(longest, rows) >= LONG:
        return {
            fact: (longest,) if fact == "body" else found[fact] for fact in FACTS if fact in found or fact == "body"
        }
    return found


def _length(name: str, rows: Sequence[Row]) -> float:
    texts = [text for text in (value(row, name) for row in rows[:_SAMPLED]) if isinstance(text, str)]
    return sum(len(text) for text in texts) / len(texts) if texts else 0
