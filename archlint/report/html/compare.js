// @ts-check
// What has changed since another revision: violations, components, dependencies, numbers and rules.

const MOST_CHANGED = 30;

function compare() {
  const found = code.against;
  if (!found) {
    return [
      h('h1', null, 'Nothing to compare with'),
      h(
        'p',
        { class: 'none' },
        h('code', null, 'archlint report --against REV'),
        ' judges both sides by the rules of today and shows here what has changed.',
      ),
    ];
  }
  const brought = code.violations.field('brought').flatMap((one, at) => (one ? [at] : []));
  return [
    h('h1', null, `Since ${found.revision}: ${counted(found.new, 'new violation')}, ${fmt(found.fixed.count)} fixed`),
    h(
      'p',
      { class: 'muted' },
      `Compared with ${found.base.slice(0, 10)}, where the code left it. ${counted(found.remained, 'violation')} ${found.remained === 1 ? 'was' : 'were'} there before and still ${found.remained === 1 ? 'is' : 'are'}.`,
    ),
    found.loosened ? h('p', { class: 'warning' }, 'The settings allow more than they did.') : null,
    changedGraph(found),
    h(
      'div',
      { class: 'grid' },
      changeList('New violations', brought, (at) =>
        h(
          'li',
          null,
          violationTag(at),
          ' ',
          code.violations.row(at).message,
          h('div', null, placeLink(code.violations.row(at).path, code.violations.row(at).line)),
        ),
      ),
      changeList('Fixed', ledgerRows(found.fixed), goneViolation),
      found.shifted.count
        ? changeList('Broken only as others are gone', ledgerRows(found.shifted), goneViolation)
        : null,
      changeList('Dependencies', dependencyChanges(found), ({ sign, words }) =>
        h('li', null, h('span', { class: `delta ${sign === '+' ? 'bad' : 'good'}` }, sign), ' ', words),
      ),
      changeList(
        'Components',
        [
          ...found.components.added.map((label) => `+ ${label}`),
          ...found.components.removed.map((label) => `− ${label}`),
        ],
        (words) => h('li', null, words),
      ),
      numbers(found),
      found.policy.length ? changeList('Rules', found.policy, (words) => h('li', null, words)) : null,
    ),
  ];
}

/** @param {Ledger} ledger */
const ledgerRows = (ledger) => Array.from({ length: ledger.count }, (_, at) => ledger.row(at));

/** @param {Violation} one */
const goneViolation = (one) =>
  h(
    'li',
    null,
    tag(lookOf(one.kind), `${one.rule}/${one.kind}`, 'known'),
    ' ',
    one.message,
    h('div', { class: 'faint mono' }, `${one.path}:${one.line}`),
  );

/** @param {Comparison} found */
function dependencyChanges({ dependencies }) {
  const said = (/** @type {string} */ sign) => (/** @type {Dependency} */ one) => ({
    sign,
    words: `${one.from} → ${one.to} (${counted(one.imports, 'import')})`,
  });
  return [...dependencies.added.map(said('+')), ...dependencies.removed.map(said('−'))];
}

/**
 * @template Item
 * @param {string} title
 * @param {Item[]} items
 * @param {(item: Item) => any} row
 */
function changeList(title, items, row) {
  const into = h('ul', { class: 'changes' });
  const { foot } = pager(20, listed(items, row), { into, noun: 'Rows' });
  return h('section', null, h('h2', null, title), items.length ? [into, foot] : h('p', { class: 'muted' }, 'None.'));
}

/** @param {Comparison} found */
function numbers({ metrics }) {
  const rows = Object.entries(metrics).map(([name, { before, after }]) =>
    h(
      'tr',
      null,
      h('td', null, name),
      h('td', { class: 'n' }, fmt(before)),
      h('td', { class: 'n' }, fmt(after)),
      h('td', { class: 'n' }, signed(after - before)),
    ),
  );
  const list = table(
    ['Number', { text: 'Before', number: true }, { text: 'Now', number: true }, { text: 'Change', number: true }],
    rows,
  );
  return h(
    'section',
    null,
    h('h2', null, 'Numbers'),
    rows.length ? list : h('p', { class: 'muted' }, 'None has changed.'),
  );
}

/**
 * The components whose dependencies came or went, at most thirty of them.
 * @param {Comparison} found
 */
function changedGraph({ dependencies, components }) {
  const all = [
    ...dependencies.added.map((one) => ({ one, gone: false })),
    ...dependencies.removed.map((one) => ({ one, gone: true })),
  ];
  /** @type {string[]} */
  const labels = [];
  const known = (/** @type {string} */ label) =>
    labels.includes(label) || (labels.length < MOST_CHANGED && labels.push(label) > 0);
  const ranked = [...all].sort((a, b) => b.one.imports - a.one.imports);
  const shown = ranked.filter(
    ({ one }) =>
      labels.length + Number(!labels.includes(one.from)) + Number(!labels.includes(one.to)) <= MOST_CHANGED &&
      known(one.from) &&
      known(one.to),
  );
  if (!shown.length) return null;
  const left = all.length - shown.length;
  return h(
    'figure',
    null,
    canvas(drawnChange(labels, shown, components), 'Graph of what has changed'),
    h(
      'figcaption',
      { class: 'muted' },
      `Solid: a dependency that came. Dashed: one that went.${left ? ` ${counted(left, 'more change')} in the list below.` : ''}`,
    ),
  );
}

/**
 * @param {string[]} labels
 * @param {{one: Dependency, gone: boolean}[]} shown
 * @param {{added: string[], removed: string[]}} components
 */
function drawnChange(labels, shown, components) {
  const list = labels.map((label) => ({ label, found: parts.get(`*${label}`) }));
  const links = shown.map(({ one }) => ({ tail: labels.indexOf(one.from), head: labels.indexOf(one.to) }));
  const levels = list.map(({ found }) => (found?.component?.foundation ? 1e6 : (found?.component?.level ?? 1e5)));
  const made = laidOut(
    list.map(({ label }, at) => ({ rank: levels[at], width: Math.max(96, Math.min(label.length, 26) * 7.5 + 24) })),
    links,
  );
  const arrows = shown.map(({ one, gone }, at) =>
    h(
      'g',
      { class: `arrow change${gone ? ' past' : ''}` },
      h('path', {
        class: 'edge',
        d: made.paths[at],
        'stroke-width': 2,
        'marker-end': `url(#head-${gone ? 'fine' : 'change'})`,
      }),
      h('title', null, `${one.from} → ${one.to}: ${counted(one.imports, 'import')} ${gone ? 'gone' : 'new'}`),
    ),
  );
  const boxes = list.map(({ label }, at) => {
    const { x, y, width } = made.boxes[at];
    const state = components.added.includes(label) ? ' came' : components.removed.includes(label) ? ' past' : '';
    return h(
      'g',
      { class: `box small still${state}` },
      h('rect', { x: x - width / 2, y, width, height: BOX, rx: 7 }),
      h('text', { class: 'mono', x, y: y + 22, 'text-anchor': 'middle' }, clipped(label, 26)),
      h('title', null, label),
    );
  });
  return { children: [...arrows, ...boxes], x: 0, y: 0, width: made.width, height: made.height };
}
