"""The colours of static/css/tokens.css, computed: contrast and colour vision, in light and in dark.

Contrast after WCAG 2.2 (1.4.3, 1.4.6, 1.4.11); distances in OKLab (B. Ottosson 2020); colour vision deficiency by the
matrices of Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), severity 1.0, applied to linear RGB.
"""

import re
from itertools import combinations
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[1] / "static/css/tokens.css").read_text()
MODES = ("light", "dark")
SLOTS = range(1, 9)
SOLID, DASHED = range(1, 5), range(5, 9)
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def tokens():
    """Both values of every light-dark() colour, as linear RGB by (name, mode)."""
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
    return {(name, mode): linear(value) for name, *pair in found for mode, value in zip(MODES, pair, strict=True)}


def linear(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def times(matrix, vector):
    return tuple(sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)


def luminance(rgb):
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


TO_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566))
TO_LMS += ((0.0883024619, 0.2817188376, 0.6299787005),)
TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099))
TO_LAB += ((0.0259040371, 0.7827717662, -0.8086757660),)
FROM_LAB = ((1, 0.3963377774, 0.2158037573), (1, -0.1055613458, -0.0638541728), (1, -0.0894841775, -1.2914855480))
FROM_LMS = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965))
FROM_LMS += ((-0.0041960863, -0.7034186147, 1.7076147010),)


def oklab(rgb):
    return times(TO_LAB, [max(channel, 0) ** (1 / 3) for channel in times(TO_LMS, rgb)])


def mix(one, other, share):
    """What color-mix(in oklab, one, other share) gives, as linear RGB; ``share`` is a fraction of ``other``."""
    lab = [a * (1 - share) + b * share for a, b in zip(oklab(one), oklab(other), strict=True)]
    return times(FROM_LMS, [channel**3 for channel in times(FROM_LAB, lab)])


def distance(one, other, kind):
    """OKLab distance times 100, as somebody with this kind of colour vision sees the two."""
    pair = [oklab([min(max(c, 0), 1) for c in times(VISION[kind], rgb)]) for rgb in (one, other)]
    return 100 * sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5


COLOR = tokens()


def washes(slot, mode):
    """The three grounds on which marked text of a slot stands: plain, half and open."""
    tint, line = COLOR[f"t{slot}", mode], COLOR[f"c{slot}", mode]
    return tint, mix(tint, line, 0.09), mix(tint, line, 0.26)


def test_the_mixes_computed_here_are_those_in_the_style_sheets():
    article = (Path(__file__).resolve().parents[1] / "static/css/article.css").read_text()
    assert "--ct: color-mix(in oklab, var(--c), var(--ink) 25%)" in CSS
    assert "--half: color-mix(in oklab, var(--t), var(--c) 9%)" in CSS
    assert "color-mix(in oklab, var(--t), var(--c) 26%)" in article
    assert {name for name, _ in COLOR} >= {f"{kind}{slot}" for kind in "ct" for slot in range(9)}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("text", "least"), [("ink", 7), ("ink-2", 4.5), ("ink-3", 4.5), ("bad", 4.5), ("warn", 4.5), ("good", 4.5)]
)
def test_text_is_readable_on_every_plain_ground(text, least, mode):
    for ground in ("paper", "raised", "sunken"):
        assert contrast(COLOR[text, mode], COLOR[ground, mode]) >= least, ground


@pytest.mark.parametrize("mode", MODES)
def test_words_on_coloured_messages_are_readable(mode):
    for kind in ("bad", "warn", "good"):
        assert contrast(COLOR["ink", mode], COLOR[f"{kind}-tint", mode]) >= 7
        assert contrast(COLOR[kind, mode], COLOR[f"{kind}-tint", mode]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_text_is_readable_on_selection_and_cursor(mode):
    for ground in ("select", "cursor"):
        assert contrast(COLOR["ink", mode], COLOR[ground, mode]) >= 7


@pytest.mark.parametrize("mode", MODES)
def test_edges_of_controls_and_focus_can_be_seen(mode):
    for ground in ("paper", "raised", "sunken"):
        assert contrast(COLOR["rule-2", mode], COLOR[ground, mode]) >= 3
        assert contrast(COLOR["focus", mode], COLOR[ground, mode]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("slot", range(9))
def test_marked_text_is_readable(slot, mode):
    plain, half, opened = washes(slot, mode)
    assert contrast(COLOR["ink", mode], plain) >= 7
    assert contrast(COLOR["ink", mode], half) >= 7
    assert contrast(COLOR["ink", mode], opened) >= 4.5
    assert contrast(COLOR["ink-2", mode], plain) >= 4.5  # the standfirst


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("slot", range(9))
def test_a_claims_line_is_seen_on_paper_and_on_every_claims_wash(slot, mode):
    line = COLOR[f"c{slot}", mode]
    assert contrast(line, COLOR["paper", mode]) >= 4
    for other in range(9):
        assert contrast(line, COLOR[f"t{other}", mode]) >= 3, other


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("slot", range(9))
def test_small_numerals_in_a_claims_colour_are_readable(slot, mode):
    numeral = mix(COLOR[f"c{slot}", mode], COLOR["ink", mode], 0.25)
    for ground in ("paper", "raised"):
        assert contrast(numeral, COLOR[ground, mode]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", VISION)
@pytest.mark.parametrize("group", [SOLID, DASHED], ids=["solid", "dashed"])
def test_lines_of_one_style_stay_apart_in_every_kind_of_colour_vision(group, kind, mode):
    lines = {slot: COLOR[f"c{slot}", mode] for slot in group}
    nearest = min(distance(lines[one], lines[other], kind) for one, other in combinations(lines, 2))
    assert nearest >= (12 if kind == "normal" else 6)


def test_slots_alternate_between_two_line_styles():
    styles = dict(re.findall(r"\.c(\d) \{[^}]*--st: (\w+);", CSS))
    assert [styles[str(slot)] for slot in SOLID] == ["solid"] * 4
    assert [styles[str(slot)] for slot in DASHED] == ["dashed"] * 4
    assert styles["0"] == "dotted"
