// Which options fit what was typed. Pure: strings in, order out.

/** Letters alone decide: no case, no accents, no width. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

const WORD = /[\p{L}\p{N}]+/gu;

/** 0 the same (or an old name, of what was merged into it), 1 begins so, 2 every word begins a word of it, 3 somewhere inside, 4 in the longer text; -1 no match. */
export function rank(typed, label, more = "", names = []) {
  if (label === typed || names.includes(typed)) return 0;
  if (label.startsWith(typed)) return 1;
  const words = label.match(WORD) ?? [];
  const wanted = typed.match(WORD) ?? [];
  if (wanted.length && wanted.every((want) => words.some((word) => word.startsWith(want)))) return 2;
  if (label.includes(typed)) return 3;
  return more.includes(typed) ? 4 : -1;
}

const folded = new WeakMap();

function textsOf(option) {
  const [, ...old] = (option.dataset.folded ?? "").split("\n");
  const source = [option.dataset.label, option.dataset.statement ?? "", ...old].join("\n");
  const known = folded.get(option);
  if (known?.source === source) return known;
  const names = old.map(fold);
  const more = [fold(option.dataset.statement ?? ""), ...names].join("\n");
  const texts = { source, label: fold(option.dataset.label), more, names };
  folded.set(option, texts);
  return texts;
}

// Before anything is typed: recent claims by their number, then what this article already uses, then by use, and
// what is used as much in the order of the codebook where somebody gave it one.
const standing = (option) => [
  Number(option.dataset.recent) || 99,
  option.dataset.here ? 0 : 1,
  -Number(option.dataset.uses ?? 0),
  Number(option.dataset.order) || Infinity,
];

function byStanding(a, b) {
  const [left, right] = [standing(a), standing(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : left[at] - right[at];
}

/** The options that match, best first, and whether one of them is exactly what was typed. */
export function matches(options, typed, limit = 50) {
  const want = fold(typed);
  if (!want) return { found: [...options].sort(byStanding).slice(0, limit), count: options.length, exact: null };
  const ranked = options.map((option) => {
    const { label, more, names } = textsOf(option);
    return { option, rank: rank(want, label, more, names) };
  }).filter((entry) => entry.rank >= 0);
  ranked.sort((a, b) => a.rank - b.rank || byStanding(a.option, b.option));
  const exact = ranked[0]?.rank === 0 ? ranked[0].option : null;
  return { found: ranked.slice(0, limit).map((entry) => entry.option), count: ranked.length, exact };
}
