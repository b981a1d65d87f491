// @ts-check
// All violations, by filter, fifty at a time. How many pages there are nobody has to know.

const PAGE_ROWS = 50;
/** @typedef {{q: string, rule: string, kind: string, state: string}} Filter */

function violations() {
  const { query } = address();
  const said = (/** @type {string} */ name) => query.get(name) ?? '';
  /** @type {Filter} */
  const filter = { q: said('q'), rule: said('rule'), kind: said('kind'), state: said('state') };
  const into = h('tbody');
  const rows = (/** @type {number} */ from, /** @type {number} */ size) => pageOf(filter, from, size);
  const moved = (/** @type {number} */ from) => {
    note({ ...filter, from });
    linked(into);
  };
  const { foot, fill } = pager(PAGE_ROWS, rows, {
    into,
    noun: 'Rows',
    from: Math.max(0, Number(said('from')) || 0),
    moved,
  });
  const again = (/** @type {keyof Filter} */ name) => (/** @type {any} */ event) => {
    filter[name] = event.target.value;
    fill(0);
  };
  const list = table(
    ['Rule', { text: 'Importer', wide: true }, { text: 'Imported', wide: true }, 'From → to'],
    null,
    'Violations',
  );
  list.classList.add('findings');
  list.querySelector('tbody').replaceWith(into);
  linked(into);
  return [
    h('h1', null, code.violations.count ? 'What breaks a rule' : 'Nothing breaks a rule'),
    h(
      'div',
      { class: 'tools' },
      h('input', {
        type: 'search',
        value: filter.q,
        placeholder: 'Filter by module or file',
        'aria-label': 'Filter by module or file',
        oninput: again('q'),
      }),
      choices(filter, again),
    ),
    list,
    foot,
  ];
}

/**
 * @param {Filter} filter
 * @param {(name: keyof Filter) => (event: any) => void} again
 */
function choices(filter, again) {
  const box = (/** @type {keyof Filter} */ name, /** @type {string} */ all) => {
    const found = [...new Set(code.violations.field(name))].sort();
    if (found.length < 2 && !filter[name]) return null;
    const options = ['', ...found].map((value) =>
      h('option', { value, selected: value === filter[name] }, value || all),
    );
    return h('select', { 'aria-label': all, onchange: again(name) }, options);
  };
  return [box('rule', 'Every rule'), box('kind', 'Every kind'), box('state', 'Every state')];
}

/**
 * A page of what fits a filter; the search ends one after it.
 * @param {Filter} filter
 * @param {number} from
 * @param {number} size
 */
function pageOf(filter, from, size) {
  const { violations } = code;
  const wanted = filter.q.trim().toLowerCase();
  const exact = /** @type {(keyof Filter)[]} */ (['rule', 'kind', 'state']).filter((name) => filter[name]);
  const found = [];
  let seen = 0;
  let more = false;
  for (let at = 0; at < violations.count && !more; at++) {
    if (exact.some((name) => violations.field(name)[at] !== filter[name])) continue;
    if (wanted && !textOf(at).includes(wanted)) continue;
    if (found.length === size) more = true;
    else if (seen++ >= from) found.push(at);
  }
  const none = h(
    'tr',
    null,
    h(
      'td',
      { colspan: 4, class: 'none' },
      code.violations.count ? 'No violation fits this filter.' : 'There is nothing to show.',
    ),
  );
  return { shown: found.length ? found.map(findingRow) : none, count: found.length, more };
}

/** What the filter looks at, of one violation. @type {string[]} */
const searched = [];

/** @param {number} at */
function textOf(at) {
  const { violations } = code;
  const importer = violations.field('importer')[at];
  const path = violations.field('path')[at] ?? code.paths[tails[at]] ?? '';
  return (searched[at] ??= `${importer} ${violations.field('imported')[at]} ${path}`.toLowerCase());
}

/** @param {number} at */
function findingRow(at) {
  const oneState = new Set(code.violations.field('state')).size === 1;
  const one = code.violations.row(at);
  const source = code.sources[at].split('\n')[0];
  const ends = one.from && one.to ? `${one.from} → ${one.to}` : one.from || one.to;
  return h(
    'tr',
    null,
    h(
      'td',
      null,
      h(
        'a',
        { class: 'plain opens', 'data-at': at, 'aria-label': `${one.rule}/${one.kind}, details` },
        tag(lookOf(one.kind), `${one.rule}/${one.kind}`, one.state),
      ),
      oneState ? null : stateTag(one.state),
      one.severity === 'warning' ? stateTag('warning') : null,
    ),
    h('td', null, one.importer ? moduleLink(one.importer) : null, h('div', null, placeLink(one.path, one.line))),
    h(
      'td',
      null,
      one.imported ? moduleLink(one.imported) : h('span', null, one.message),
      source && one.imported ? h('div', { class: 'mono faint line' }, source) : null,
    ),
    h('td', { class: 'muted ends' }, ends),
  );
}

/**
 * Let each row lead to its violation with the filter as it is now.
 * @param {any} body
 */
function linked(body) {
  for (const element of body.querySelectorAll('a.opens'))
    element.setAttribute('href', violationLink(Number(element.dataset.at)));
}
