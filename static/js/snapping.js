// Passages begin and end between words. Scripts that put no space between words are cut between characters as people
// see them; a cluster (an emoji of several code points, a letter with its marks) is never torn.
import { points, slice, units } from "./offsets.js";

const LOOSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const AROUND = 200;

const clusters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

function segmentAt(text, index, byWord) {
  const cluster = clusters.segment(text).containing(index);
  if (!cluster || !byWord || LOOSE.test(cluster.segment)) return cluster;
  return words.segment(text).containing(index);
}

// The text near an offset and the offset's own index in it, in UTF-16 units.
function near(root, offset) {
  const from = Math.max(0, offset - AROUND);
  const text = slice(root, from, offset + AROUND);
  return { from, text, index: units(text, offset - from) };
}

const ending = (segment) => segment.index + segment.segment.length;

function edge(root, offset, opening) {
  const { from, text, index } = near(root, offset);
  const segment = segmentAt(text, opening ? index : index - 1, true);
  return from + points(text, opening ? segment.index : ending(segment));
}

/** The place without white space at its ends, grown to whole words; null when nothing is left. */
export function snap(root, place) {
  const text = slice(root, place.start, place.end);
  const start = place.start + text.match(/^\s*/u)[0].length;
  const end = place.end - text.match(/\s*$/u)[0].length;
  if (start >= end) return null;
  return { start: edge(root, start, true), end: edge(root, end, false) };
}

/** The next boundary after (or, with `back`, before) `offset`: of a character, or of a word. */
export function step(root, offset, back, byWord) {
  const { from, text, index } = near(root, offset);
  let at = index;
  do {
    const segment = segmentAt(text, back ? at - 1 : at, byWord);
    if (!segment) return offset;
    at = back ? segment.index : ending(segment);
    if (!byWord || !/^[\s\p{P}]+$/u.test(segment.segment)) break;
  } while (back ? at > 0 : at < text.length);
  return from + points(text, at);
}
