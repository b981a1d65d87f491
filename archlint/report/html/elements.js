// @ts-check
// Makes elements. A text is only ever set as text, never as HTML, whatever it says.

const SVG = 'http://www.w3.org/2000/svg';
const DRAWN = new Set(['svg', 'g', 'path', 'rect', 'line', 'circle', 'text', 'title', 'defs', 'marker', 'tspan']);

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Child | any[]} Children a list may hold lists */

/**
 * An element: h('a', {class: 'mono', href}, 'text', child). A property `onclick` and the like is a listener, `vars` are
 * custom properties of its style; what is null or false is left out.
 * @param {string} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...Children} children
 * @returns {any}
 */
function h(tag, properties, ...children) {
  const element = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'vars') for (const key of Object.keys(value)) element.style.setProperty(`--${key}`, value[key]);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/**
 * @param {any} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  return [children]
    .flat(9)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== '')
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * The element that a selector finds; the page is made so that it is there.
 * @param {string} selector
 * @returns {any}
 */
function must(selector) {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** @param {number} number */
const fmt = (number) => number.toLocaleString('en-US');

/**
 * @param {number} number
 * @param {string} noun
 */
const counted = (number, noun) => `${fmt(number)} ${number === 1 ? noun : plural(noun)}`;

/** @param {string} noun */
const plural = (noun) => (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`);

/**
 * A number with its sign, or "unchanged".
 * @param {number} by
 */
const signed = (by) => (by === 0 ? 'unchanged' : `${by > 0 ? '+' : '−'}${fmt(Math.abs(by))}`);

/**
 * The end of a text that has no room: names differ at their ends.
 * @param {string} text
 * @param {number} most
 */
const clipped = (text, most) => (text.length > most ? `…${text.slice(1 - most)}` : text);

/**
 * What a list of any length shows: so many rows, and Back and Next. How many pages there are nobody has to know.
 * @param {number} size
 * @param {(from: number, size: number) => {shown: Children, count: number, more: boolean}} rows
 * @param {{into: any, noun: string, from?: number, moved?: (from: number) => void}} options
 */
function pager(size, rows, { into, noun, from = 0, moved }) {
  const says = h('span', { class: 'muted', 'aria-live': 'polite' });
  const back = h('button', { type: 'button', onclick: () => fill(Math.max(0, from - size)) }, 'Back');
  const next = h('button', { type: 'button', onclick: () => fill(from + size) }, 'Next');
  const foot = h('div', { class: 'foot' }, back, next, says);
  /** @param {number} at */
  function fill(at, quiet = false) {
    from = at;
    const { shown, count, more } = rows(from, size);
    into.replaceChildren(...nodes(shown));
    back.disabled = from === 0;
    next.disabled = !more;
    foot.hidden = from === 0 && !more;
    says.textContent = count ? `${noun} ${fmt(from + 1)}–${fmt(from + count)}` : '';
    if (!quiet) moved?.(from);
  }
  fill(from, true);
  return { foot, fill };
}

/**
 * Rows of a list that is there already, for `pager`.
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => Children} row
 */
const listed = (items, row) => (/** @type {number} */ from, /** @type {number} */ size) => {
  const page = items.slice(from, from + size);
  return { shown: page.map(row), count: page.length, more: from + size < items.length };
};

/**
 * A table of lines with a rule below each.
 * @param {(string | {text: string, number?: boolean, wide?: boolean})[]} heads none where the columns speak for themselves
 * @param {Children} rows
 * @param {string} [label]
 */
function table(heads, rows, label) {
  const cell = (/** @type {any} */ head) =>
    h('th', { scope: 'col', class: head.number ? 'n' : head.wide ? 'wide' : null }, head.text ?? head);
  return h(
    'table',
    { class: 'list', 'aria-label': label ?? null },
    heads.length ? h('thead', null, h('tr', null, heads.map(cell))) : null,
    h('tbody', null, rows),
  );
}

/** @param {number} number */
const numberCell = (number, more = null) =>
  h('td', { class: 'n' }, number ? fmt(number) : h('span', { class: 'faint' }, '0'), more);

/**
 * Say something to those who listen instead of looking.
 * @param {string} text
 */
function announce(text) {
  must('#live').textContent = text;
}
