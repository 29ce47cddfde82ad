"""Edits that change what a claim says: built by rule from the sample article and from sentences of our own.

Each is one article before and after, with the passage that a reader had highlighted. In a "wording" mutation the words of the passage
or of its sentence change; else (speaker) the passage keeps its words and another person says them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLE = (Path(__file__).parents[1] / "data" / "macron-dialogue.txt").read_text(encoding="utf-8")
PARAGRAPHS = [line for line in ARTICLE.split("\n") if len(line) > 150][1:]

SENTENCES = (
    "Macron said that Russia will not accept a ceasefire before 12 March.",
    "The minister denied that 40 of the 65 prisoners had been moved to Kyiv.",
    "Zelensky confirmed on Monday that his government has agreed to talks in Geneva.",
    "Officials must inform parliament within 30 days, Scholz said.",
    "The Kremlin has never ruled out a meeting between Putin and Trump in 2026.",
    "Brussels accepted the plan, which will cost member states 2.5 billion euros.",
    "No civilians were killed in the strike on Kharkiv, the army reported.",
    "Lavrov said Moscow is ready to sign the treaty if Washington signs first.",
    "Meloni told reporters that Italy may send 300 engineers to Odesa.",
    "Sanctions were lifted after Tehran had allowed inspectors into 4 of its sites.",
    "The court found that the bank was not responsible for the losses of 1,200 savers.",
    "Rutte insisted that every ally can meet the target of 3 percent.",
    "Unemployment rose by 0.4 points in May, and economists expect that it will rise again.",
    "“We have won the election,” Tusk said before the last 18 districts had been counted.",
    "The company admitted that it has sold the data of 5 million users to advertisers.",
    "Xi supported the resolution, though China is unlikely to vote for it in New York.",
)

QUOTES = (
    ("“The offer is no longer on the table”", "“We are open to every serious proposal”"),
    ("“I think it would be useful to talk again”", "“There is nothing to talk about”"),
    ("“Nobody in this government knew of the payment”", "“The payment was approved at the top”"),
    ("“Our soldiers will stay where they are”", "“The withdrawal begins this week”"),
    ("“The vaccine is safe for children”", "“The trials were stopped too early”"),
    ("“We lost that vote and we accept it”", "“The count was a fraud from the start”"),
)
SPEAKERS = (("Macron", "Lavrov"), ("Zelensky", "Orbán"), ("the minister", "the opposition leader"), ("Reuters", "Tass"))

RULES = {
    "negation": [
        (r"\b(will|must|can|may|is|was|were|has|have|had)\b(?! not| never| no\b)", r"\1 not"),
        (r"\b(will|must|was|has) (not|never)\b", r"\1"),
        (r"\bNo (civilians)", r"Some \1"),
        (r"\bno \"real", 'a "real'),
        (r"\bno\b", "some"),
        (r"^(?=[A-Z])", "It is not true that "),
        (r"\.$", ", which is untrue."),
        (r"\bnot a genuine|\blittle\b", "much"),
    ],
    "number": [
        (r"\b\d+\b(?![.,]\d)", lambda match: str(int(match[0]) + 1)),
        (r"\b(\d)([.,]\d+)", r"\g<1>0\2"),
        (r"\b(\d+)\b(?= (?!March))", r"\g<1>,000"),
        (r"\bfour\b", "five"),
        (r"\bmillion|\bbillion", "trillion"),
    ],
    "name": [
        (r"\b(Russia|Moscow|China|Italy|Brussels|Tehran)\b", "Belarus"),
        (r"\b(Putin|Trump|Kyiv|Geneva|Washington|Kharkiv|Odesa)\b", "Vienna"),
        (r"\b(Ukraine|France|Ukrainian|French)\b", "Polish"),
    ],
    "speaker": [
        (r"\b(Macron|Zelensky|Lavrov|Meloni|Rutte|Tusk|Xi|Scholz)\b", "Erdoğan"),
        (r"\b(The Kremlin|The minister|Officials|the army|The court|The company)\b", "A blogger"),
    ],
    "tense": [
        (r"\bwill\b", "did"),
        (r"\bis\b", "was"),
        (r"\bhas\b", "had"),
        (r"\bare\b", "were"),
        (r"\bhad\b", "will have"),
    ],
    "modality": [
        (r"\bwill\b", "might"),
        (r"\b(must|can)\b", "should"),
        (r"\bmay\b", "must"),
        (r"\b(is|was|were|has)\b", r"reportedly \1"),
        (r"\bready\b", "obliged"),
    ],
    "reported act": [
        (r"\bdenied\b", "confirmed"),
        (r"\b(confirmed|admitted)\b", "denied"),
        (r"\b(said|told|reported|insisted|found|reiterated|stressed|warned)\b", "denied"),
        (r"\b(accepted|supported)\b", "rejected"),
        (r"\b(lifted)\b", "extended"),
    ],
}


@dataclass(frozen=True)
class Mutation:
    """One edit; ``start`` and ``end`` are the passage in ``before``, in code points."""

    kind: str
    before: str
    after: str
    start: int
    end: int
    wording: bool = True


def mutations() -> list[Mutation]:
    """Return all mutations, in a fixed order."""
    return [*_of_wording(), *_of_speaker()]


def _claims() -> Iterator[tuple[str, int, int]]:
    """Yield articles with one claim sentence: from where to where."""
    for match in re.finditer(r"[A-Z\"][^.\n]{40,}\.[\"”]?", ARTICLE):
        yield ARTICLE, *match.span()
    for index, sentence in enumerate(SENTENCES):
        ahead, behind = PARAGRAPHS[index % 3], PARAGRAPHS[3 + index % 3]
        text = f"{ahead}\n\nOn Friday the talks went on. {sentence} Observers took note.\n\n{behind}"
        start = text.index(sentence)
        yield text, start, start + len(sentence)


def _of_wording() -> Iterator[Mutation]:
    for text, start, end in _claims():
        sentence = text[start:end]
        for kind, rules in RULES.items():
            for pattern, other in rules:
                match = re.search(pattern, sentence)
                changed = re.sub(pattern, other, sentence, count=1)
                if not match or changed == sentence:
                    continue
                after = text[:start] + changed + text[end:]
                yield Mutation(kind, text, after, start, end)
                if match.end() > match.start():
                    yield Mutation(kind, text, after, *_phrase(text, start, end, match))


def _phrase(text: str, start: int, end: int, changed: re.Match[str]) -> tuple[int, int]:
    """Return the changed words with up to three words on either side, within the sentence."""
    left, right = start + changed.start(), start + changed.end()
    ahead = re.search(r"(?:\S+ ){0,3}\S*\Z", text[start:left])
    behind = re.match(r"[^\s.]*(?: [^\s.]+){0,3}", text[right:end])
    return left - len(ahead[0] if ahead else ""), right + len(behind[0] if behind else "")


def _of_speaker() -> Iterator[Mutation]:
    for one, other in QUOTES:
        for first, second in SPEAKERS:
            forms = (
                (f"{one}, {first} said. {other}, {second} said.", f"{other}, {first} said. {one}, {second} said."),
                (f"{one}, {first} said.", f"{one}, {second} said."),
                (f"As {first} put it in an interview with a weekly paper: {one}.", None),
                (f"{first[0].upper()}{first[1:]} spoke to the press in the evening. {one}.", None),
                (f"{first[0].upper()}{first[1:]} said: {one}.\n\nLater {second} said: {other}.", None),
            )
            for before, after in forms:
                after = after or _swapped(before, first, second)
                yield _placed(before, after, one)


def _swapped(text: str, first: str, second: str) -> str:
    names = {first: second, second: first, first[0].upper() + first[1:]: second[0].upper() + second[1:]}
    return re.sub("|".join(map(re.escape, names)), lambda match: names[match[0]], text)


def _placed(before: str, after: str, quote: str) -> Mutation:
    frame = f"{PARAGRAPHS[0]}\n\n%s\n\n{PARAGRAPHS[4]}"
    start = (frame % before).index(quote) + 1
    return Mutation("quote moved", frame % before, frame % after, start, start + len(quote) - 2, wording=False)
