"""The demo project: the sample article, coded by three invented analysts.

The article is real and was given by the project's user; it came without outlet and date, so it has none here.
The codings follow the claims' definitions, so that they can be learned from.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ARTICLE: Final = Path(__file__).parent / "samples" / "macron-dialogue.txt"
PROJECT: Final = ("demo", "Ukraine: routes to talks")
ANALYSTS: Final = (
    ("ana", "Ana Kovač", "owner"),
    ("jonas", "Jonas Meyer", "editor"),
    ("lea", "Lea Petit", "analyst"),
)
SPEAKERS: Final = (
    ("Emmanuel Macron", "person", "President of France"),
    ("The Kremlin", "organisation", "Russian presidency"),
    ("Critics, unnamed", "unnamed", ""),
    ("The article itself", "outlet", ""),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of the demo's codebook."""

    label: str
    statement: str
    definition: str


WILLING = Entry(
    "No real willingness to negotiate",
    "Moscow does not intend to reach a settlement now.",
    "Use when a speaker says that Russia is not ready or willing to agree on a ceasefire or on peace; also when only "
    "the present is meant (“in the coming weeks”). Not for demands about the order of talks.",
)
CHANNELS = Entry(
    "Europe should reopen channels to Moscow",
    "European governments should talk to the Kremlin themselves.",
    "Use when a speaker calls for, prepares, welcomes or rejects direct contact of European governments with Moscow. "
    "Not for talks that others lead and Europe only supports.",
)
UKRAINE = Entry(
    "Nothing decided without Ukraine",
    "No step towards Moscow is taken without Ukraine and its European allies.",
    "Use when consultation or coordination with Kyiv is promised, demanded or missed; “in consultation with” is enough.",
)
GUARANTEES = Entry(
    "Security guarantees are needed",
    "Ukraine needs security guarantees once the fighting ends.",
    "Use when guarantees for Ukraine are called necessary, whoever gives them. Not for arms deliveries during the war.",
)
ATTACKS = Entry(
    "The attacks show Moscow’s intent",
    "Russia’s attacks on civilian infrastructure show that it does not want peace.",
    "Use when attacks on homes or energy are taken as evidence of what Moscow wants. Not for plain reports of damage.",
)
SUPPORT = Entry(
    "France stands by Ukraine",
    "France goes on supporting Ukraine.",
    "Use for statements about France’s support as such. Not for the support of the European Union as a whole.",
)
FROZEN = Entry(
    "EU–Russia dialogue is frozen",
    "Dialogue between the European Union and Russia has been largely frozen since 2022.",
    "Use for descriptions of how things stand between Brussels and Moscow. Not for what should be done about it.",
)
CODEBOOK: Final = (CHANNELS, GUARANTEES, WILLING, UKRAINE, ATTACKS, SUPPORT, FROZEN)


@dataclass(frozen=True, slots=True)
class Coding:
    """One tagging of the demo: who marked which words with what; ``quote`` occurs once between ``after`` and the end."""

    by: str
    quote: str
    claim: Entry
    speaker: str = "Emmanuel Macron"
    stance: str = "asserts"
    form: str = "indirect"
    certainty: str = "plain"
    note: str = ""
    after: str = ""
    visibility: str = "project"


STANDFIRST = "French President Emmanuel Macron said preparations are under way"
BODY = "French President Emmanuel Macron said on Tuesday"

CODINGS: Final = (
    Coding("ana", "Macron Preparing To Reopen Dialogue With Putin", CHANNELS, form="summary"),
    Coding(
        "jonas",
        "Russia Shows Little Appetite For Ceasefire",
        WILLING,
        form="summary",
        note="The headline is softer than the quotation in the first paragraph: “little appetite”, not “no willingness”.",
    ),
    Coding("lea", "preparations are under way to resume technical-level talks", CHANNELS, after=STANDFIRST[:20]),
    Coding("ana", "Moscow has shown little willingness to negotiate a ceasefire", WILLING, after=STANDFIRST),
    Coding(
        "jonas",
        "in consultation with President Volodymyr Zelensky and European allies",
        UKRAINE,
        after=STANDFIRST,
    ),
    Coding("lea", "EU-Russia channels remain largely frozen amid sweeping sanctions", FROZEN, after=STANDFIRST),
    Coding(
        "ana",
        "preparations are underway to resume dialogue with Russian President Vladimir Putin",
        CHANNELS,
        after=BODY,
    ),
    Coding(
        "jonas",
        'Russia has shown no "real willingness" to negotiate a ceasefire',
        WILLING,
        form="partly_quoted",
        note="First time he is quoted with these words. Compare the headline.",
    ),
    Coding(
        "ana",
        'conducted "transparently" in consultation with Ukrainian President Volodymyr Zelensky and European allies',
        UKRAINE,
        form="partly_quoted",
    ),
    Coding(
        "lea",
        "such channels are needed to negotiate security guarantees",
        CHANNELS,
    ),
    Coding(
        "jonas",
        "security guarantees that would be required after any future cessation of hostilities",
        GUARANTEES,
        note="After, not before: the guarantees are for the time when the fighting has ended.",
    ),
    Coding("lea", "I think it would be useful", CHANNELS, form="direct", certainty="hedged"),
    Coding(
        "jonas",
        "I don't think Russia is currently willing to conclude a peace agreement in the coming days or weeks",
        WILLING,
        form="direct",
        certainty="hedged",
        note="“I don’t think” hedges it, and it is about the coming weeks alone.",
    ),
    Coding("ana", "France will continue to support Ukraine", SUPPORT),
    Coding(
        "lea",
        'He described these attacks as "intolerable" and as evidence that Moscow is not demonstrating a genuine '
        "willingness to negotiate for peace",
        ATTACKS,
        form="partly_quoted",
    ),
    Coding("ana", "Moscow is not demonstrating a genuine willingness to negotiate for peace", WILLING),
    Coding(
        "jonas",
        "Dialogue between the European Union and Russia has been largely frozen since 2022",
        FROZEN,
        speaker="The article itself",
        form="summary",
    ),
    Coding(
        "ana",
        'it viewed calls from some European states to resume talks as "positive,"',
        CHANNELS,
        speaker="The Kremlin",
        form="partly_quoted",
        note="It welcomes the calls. It says nothing about its own readiness, so this is not a denial of “No real "
        "willingness to negotiate”.",
    ),
    Coding(
        "lea",
        "Macron has faced criticism in the past for maintaining contact with Putin",
        CHANNELS,
        speaker="Critics, unnamed",
        stance="disputes",
        form="summary",
        note="Whose criticism it was is not said.",
    ),
    Coding(
        "jonas",
        "any renewed engagement with Moscow will be coordinated with European partners and Kyiv",
        UKRAINE,
    ),
    Coding(
        "ana",
        "Macron offered no specific timetable for when direct contacts with Putin might resume",
        CHANNELS,
        speaker="The article itself",
        stance="none",
        form="summary",
        visibility="private",
        note="Ask Lea: is a missing timetable a position? For now: none.",
    ),
)
STATES: Final = (("ana", "coded"), ("jonas", "coded"), ("lea", "read"))
