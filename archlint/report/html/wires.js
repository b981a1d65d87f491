// @ts-check
// What couples modules without an import: strings that name them, channels that they meet on.

/** @typedef {{count: number, tail: number[], head: number[], kind: string[], via: string[], confidence: string[],
 *   on: string[], path: string[], line: number[], otherPath: string[], otherLine: number[]}} Wires */

/**
 * @param {any} told
 * @returns {Wires}
 */
function wiresOf(told) {
  const { count } = told;
  const fields = Object.keys(told).filter((field) => field !== 'count');
  return /** @type {any} */ ({
    count,
    ...Object.fromEntries(fields.map((field) => [field, cells(told[field], count)])),
  });
}

/** Whether the reader wants to see them. */
const wired = () => code.wires.count > 0 && address().query.get('wires') !== 'off';

/** The switch; there is none where no rule counts them, as they were not looked for then. */
const wiresBox = () =>
  code.wires.count
    ? h(
        'label',
        null,
        h('input', {
          type: 'checkbox',
          checked: wired(),
          onchange: (/** @type {any} */ event) => turn({ wires: event.target.checked ? null : 'off' }),
        }),
        'Strings and channels',
      )
    : null;

/** What an arrow with a ring means. @param {boolean} any */
const wiresWords = (any) =>
  any
    ? h(
        'p',
        { class: 'muted' },
        'Dotted, with a ring at its end: no import, but a string that names the other, or a channel that both are on.',
      )
    : null;

/**
 * "2 channels and 1 string"; "" for none.
 * @param {number[]} found
 */
function wireCounts(found) {
  const kinds = grouped(found.map((at) => code.wires.kind[at]));
  return [...kinds].map(([kind, group]) => counted(group.length, kind)).join(' and ');
}

/**
 * The couplings one by one, with both of their ends.
 * @param {number[]} found
 */
function wireList(found) {
  if (!found.length) return null;
  const { kind, via, confidence, on, path, line, otherPath, otherLine } = code.wires;
  const row = (/** @type {number} */ at) =>
    h(
      'li',
      null,
      h(
        'div',
        { class: 'row' },
        placeLink(path[at], line[at]),
        h('span', { class: 'faint' }, [kind[at], via[at], confidence[at] === 'exact' ? '' : confidence[at]].filter(Boolean).join(', ')),
      ),
      h('code', null, on[at]),
      otherPath[at] ? h('div', { class: 'row' }, h('span', { class: 'faint' }, 'meets'), placeLink(otherPath[at], otherLine[at])) : null,
    );
  return [h('h3', null, 'Without an import'), paged(found, row, 'Couplings')];
}
