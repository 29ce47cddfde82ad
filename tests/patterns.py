"""Every regular expression of the site, and texts on which each would take long if it could.

The texts are made from the pattern itself: what leads to a repetition, what it repeats, many times over, and then
something that fits nowhere. How a pattern is used (``match`` at one place, ``search`` everywhere) is read from the source.
"""

import ast
import importlib
import pkgutil
import re
import re._constants as sre
import re._parser as parser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import regex

import annotations
import newsroom
from annotations import saying, saying_words

ROOT = Path(__file__).resolve().parents[1]
MANY = "finditer"
"""Methods that go through the whole text cost at least what this one does."""
METHODS = {name: name for name in ("match", "fullmatch", "search")} | dict.fromkeys(
    ("sub", "subn", "split", "findall", "finditer"), MANY
)
CHARACTERS = "a1 \n.,-<\"'([{=&;:/\\_|*#>)]}%@+\tAé中\u0301!?$~`^"
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
MOST = 60
"""Texts for one pattern."""


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and how it is used."""

    place: str
    pattern: re.Pattern
    methods: frozenset[str]


@cache
def used() -> list[Used]:
    """All patterns of both apps: attributes of modules, also in tuples, lists and mappings, and literals in calls."""
    methods = defaultdict(set)
    literals = []
    for path in sources():
        tree = ast.parse(path.read_text())
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
                owner, name = call.func.value, METHODS[call.func.attr]
                if isinstance(owner, ast.Name) and owner.id == "re":
                    literals.append((path, call, name))
                elif isinstance(owner, ast.Name | ast.Attribute):
                    methods[owner.id if isinstance(owner, ast.Name) else owner.attr].add(name)
    found = [*_literals(literals), *_attributes(methods)]
    found += [Used(f"annotations.saying {language}", each, frozenset([MANY])) for language, each in _said()]
    return list({(each.pattern, each.methods): each for each in found}.values())


def _said() -> Iterator[tuple[str, re.Pattern]]:
    """The patterns of days and months, which are made for each language when it is met."""
    for language in saying_words.LANGUAGES:
        made = saying._patterns(language)
        yield from ((language, each) for each in vars_of(made) if isinstance(each, re.Pattern))


def vars_of(made) -> list:
    return [getattr(made, each.name) for each in fields(made)]


def compiled_inside() -> set[str]:
    """The functions in which patterns are compiled, where nothing can look at them beforehand."""
    found = set()
    for path in sources():
        for function in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)):
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
            if any(isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "re.compile" for call in calls):
                found.add(f"{path.relative_to(ROOT)}:{function.name}")
    return found


def sources() -> Iterator[Path]:
    for app in ("newsroom", "annotations"):
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def _literals(calls) -> Iterator[Used]:
    for path, call, name in calls:
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        assert call.args, place
        assert isinstance(call.args[0], ast.Constant), f"{place}: compile it where it can be looked at"
        flags = sum(getattr(re, each.attr) for each in ast.walk(call) if _is_flag(each))
        yield Used(place, re.compile(call.args[0].value, flags), frozenset([name]))


def _is_flag(node) -> bool:
    is_of_re = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"
    return is_of_re and isinstance(getattr(re, node.attr, None), re.RegexFlag)


def _attributes(methods) -> Iterator[Used]:
    for package in (newsroom, annotations):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" in module.name or module.name.endswith(("__main__", ".asgi", ".wsgi", ".worker")):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _patterns(value):
                    is_alone = isinstance(value, re.Pattern | regex.Pattern)
                    known = frozenset(methods[name]) if is_alone else frozenset()
                    yield Used(f"{module.name}.{name}", pattern, known or frozenset([MANY]))


def _patterns(value) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _patterns(each)


def texts(pattern: re.Pattern) -> list[tuple[str, str, str]]:
    """What leads to a repetition, what is repeated, what follows: as many texts as are worth the time."""
    if not isinstance(pattern, re.Pattern):  # of the package regex, which has a grammar of its own
        return [("", one + other, end) for one in CHARACTERS for other in ("", *"a .") for end in ("\x00", "")]
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = {}
    for lead, pumps in _repetitions(tree, ""):
        for pump in pumps:
            for start in dict.fromkeys((lead, "")):
                found[start, pump, "\x00"] = True
                found[start, pump, ""] = True
        if lead:
            found["", lead, "\x00"] = True
            found["", lead + pumps[0] if pumps else lead, "\x00"] = True
    found["", sample(tree, 0) or "a", "\x00"] = True
    return list(found)[:MOST]


def _repetitions(tree, lead: str) -> Iterator[tuple[str, list[str]]]:
    for kind, what in tree:
        if kind in REPEATS:
            low, high, inner = what
            if high > 8:
                yield lead, list(dict.fromkeys(pump for turn in range(6) if (pump := sample(inner, turn))))
            yield from _repetitions(inner, lead)
            lead += sample(inner, 0) * max(low, 1 if high else 0)
            continue
        for inner in _inner(kind, what):
            yield from _repetitions(inner, lead)
        lead += sample([(kind, what)], 0)


def _inner(kind, what) -> list:
    if kind is sre.SUBPATTERN:
        return [what[3]]
    if kind is sre.BRANCH:
        return what[1]
    if kind is sre.ATOMIC_GROUP:
        return [what]
    return [what[1]] if kind in (sre.ASSERT, sre.ASSERT_NOT) else []


def sample(tree, turn: int) -> str:
    """Return a text that fits; ``turn`` chooses among those that do."""
    return "".join(_sample(kind, what, turn) for kind, what in tree)


def _sample(kind, what, turn: int) -> str:
    if kind is sre.LITERAL:
        return chr(what)
    if kind in REPEATS:
        low, high, inner = what
        return sample(inner, turn) * max(low, 1 if high else 0)
    if kind is sre.BRANCH:
        return sample(what[1][turn % len(what[1])], turn)
    if kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
        return sample(_inner(kind, what)[0], turn)
    if kind in (sre.IN, sre.NOT_LITERAL, sre.ANY, sre.CATEGORY):
        return _one(kind, what, turn)
    return ""


def _one(kind, what, turn: int) -> str:
    """Return one character of a class: the turn'th of those in ``CHARACTERS`` that belong to it."""
    fitting = [each for each in CHARACTERS if _fits(kind, what, each)]
    if fitting:
        return fitting[turn % len(fitting)]
    first = next((each for op, each in what if op in (sre.LITERAL, sre.RANGE)), 97) if kind is sre.IN else 97
    return chr(first[0] if isinstance(first, tuple) else first)


def _fits(kind, what, character: str) -> bool:
    code = ord(character)
    if kind is sre.ANY:
        return character != "\n"
    if kind is sre.NOT_LITERAL:
        return code != what
    if kind is sre.CATEGORY:
        return bool(re.match(_CATEGORIES[what], character))
    inside = any(_fits(op, each, character) for op, each in what if op is sre.CATEGORY)
    inside = inside or any(op is sre.LITERAL and each == code for op, each in what)
    inside = inside or any(op is sre.RANGE and each[0] <= code <= each[1] for op, each in what)
    return inside != (what[0][0] is sre.NEGATE)


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
