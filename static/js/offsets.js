// Places in the article's text. The server counts code points, the browser UTF-16 units: here, and nowhere else, the
// two meet. A place is {start, end} in code points of the revision's text, blocks joined by a blank line. What carries
// data-skip (paragraph numbers, note numbers, the Tag links) is not text.

export const SEPARATOR = "\n\n";

/** Code points in the first `units` UTF-16 units of `text`. */
export function points(text, units = text.length) {
  let count = 0;
  for (let i = 0; i < units; count++) i += text.codePointAt(i) > 0xffff ? 2 : 1;
  return count;
}

/** UTF-16 units in the first `count` code points of `text`. */
export function units(text, count) {
  let i = 0;
  for (let left = count; left > 0 && i < text.length; left--) i += text.codePointAt(i) > 0xffff ? 2 : 1;
  return i;
}

const isText = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
  return node.hasAttribute("data-skip") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
};

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, isText);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

export const blocksOf = (root) => [...root.querySelectorAll("[data-block]")];

export const startOf = (block) => Number(block.dataset.start);

export const textOf = (block) => textNodes(block).map((node) => node.data).join("");

/** The first index for which `test` holds; `test` must be false, then true. */
function bisect(items, test) {
  let low = 0, high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the block that holds `offset`, or of the last one before it. */
export const indexAt = (blocks, offset) => Math.max(0, bisect(blocks, (block) => startOf(block) > offset) - 1);

/** The block that holds `offset`, or the last one before it. */
export function blockAt(root, offset) {
  const blocks = blocksOf(root);
  return blocks[indexAt(blocks, offset)];
}

// Which units of a text node lie in the range. Only text nodes are asked, never children of elements, so that a range
// that ends at "caption, 0" (a triple click) needs no case of its own.
function share(range, node) {
  const all = node.length;
  const from = node === range.startContainer ? range.startOffset : range.comparePoint(node, 0) < 0 ? all : 0;
  const to = node === range.endContainer ? range.endOffset : range.comparePoint(node, all) > 0 ? 0 : all;
  return [from, to];
}

/** The place of a DOM range, or null when no text of the article is in it. */
export function toOffsets(root, range) {
  const blocks = blocksOf(root);
  let start = null, end = null;
  const first = bisect(blocks, (block) => range.comparePoint(block, block.childNodes.length) >= 0);
  for (const block of blocks.slice(first)) {
    if (range.comparePoint(block, 0) > 0) break;
    let at = startOf(block);
    for (const node of textNodes(block)) {
      const [from, to] = share(range, node);
      if (from < to) {
        start ??= at + points(node.data, from);
        end = at + points(node.data, to);
      }
      at += points(node.data);
    }
  }
  return start === null ? null : { start, end };
}

/** The offset of a point in the DOM (a caret), or null outside the text. */
export function offsetAt(root, node, units) {
  const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-block]");
  if (!block || !root.contains(block)) return null;
  let at = startOf(block);
  for (const text of textNodes(block)) {
    if (text === node) return at + points(text.data, units);
    at += points(text.data);
  }
  return null;
}

function pointAt(block, offset, closing) {
  let left = offset - startOf(block), node = null;
  for (node of textNodes(block)) {
    const size = points(node.data);
    if (left < size || (closing && left === size)) return [node, units(node.data, left)];
    left -= size;
  }
  return node ? [node, node.length] : [block, 0];
}

/** The DOM range of a place; it begins and ends in text nodes. */
export function toRange(root, { start, end }) {
  const blocks = blocksOf(root);
  const range = document.createRange();
  range.setStart(...pointAt(blocks[indexAt(blocks, start)], start, false));
  range.setEnd(...pointAt(blocks[indexAt(blocks, end - 1)], end, true));
  return range;
}

/** The text from `start` to `end`, as the server has it: with a blank line between blocks. */
export function slice(root, start, end) {
  const blocks = blocksOf(root);
  const first = indexAt(blocks, Math.max(0, start)), last = indexAt(blocks, Math.max(0, end - 1));
  let text = blocks.slice(first, last + 1).map(textOf).join(SEPARATOR);
  if (last + 1 < blocks.length) text += SEPARATOR;
  const base = startOf(blocks[first]);
  return text.slice(units(text, Math.max(0, start) - base), units(text, end - base));
}

/** What the server wants to know of a place besides its offsets: the words, and 32 code points on either side. */
export function quoteOf(root, { start, end }) {
  return {
    quote: slice(root, start, end),
    prefix: start > 0 ? slice(root, start - 32, start) : "",
    suffix: slice(root, end, end + 32),
  };
}
