// @ts-check
// The dependency structure matrix: a row imports its columns. A linked list has ink only beside its diagonal.

const MOST_ROWS = 60;
/** So many columns have room for their names; more have numbers. */
const MOST_NAMED = 34;
const MOST_ROOMY = 14;

/** @typedef {{part: Part, depth: number, opened: boolean}} Line */
/** @typedef {{lines: Line[], cells: Map<number, Bundle>, knotted: Set<Part>, from: number}} Grid */

function matrix() {
  const { query } = address();
  const whole = partOf(query.get('at'));
  const opened = new Set((query.get('open') ?? '').split(',').filter(Boolean));
  const onlyBad = query.get('bad') === '1';
  const from = Math.max(0, Number(query.get('from')) || 0);
  const { lines, knotted } = matrixLines(whole, opened, onlyBad);
  const shown = lines.slice(from, from + MOST_ROWS);
  const list = shown.map((line) => (line.opened ? { ...line.part, modules: [] } : line.part));
  const cells = new Map(between(list, wired()).map((one) => [one.tail * MOST_ROWS + one.head, one]));
  const says = h(
    'p',
    { class: 'says', 'aria-live': 'polite' },
    'A row imports the columns that are filled in it. Arrow keys move, Enter opens.',
  );
  return [
    h('h1', null, matrixTitle(whole)),
    crumbs('matrix', whole),
    h('div', { class: 'tools' }, onlyBadBox(onlyBad), wiresBox(), h('span', { class: 'gap' }), key(whole)),
    shown.length
      ? h('div', { class: 'dsm scrolls' }, gridTable({ lines: shown, cells, knotted, from }, says, opened))
      : h('p', { class: 'none' }, onlyBad ? 'Nothing here breaks a rule.' : 'There is nothing to show here.'),
    says,
    lines.length > MOST_ROWS ? rowFoot(from, shown.length, lines.length) : null,
  ];
}

/** @param {Part} whole */
function matrixTitle(whole) {
  if (whole.key === '*' && isList() && code.metrics) {
    const steps = code.metrics.numbers.find((one) => one.metric === 'adjacency');
    if (steps?.of) return `${fmt(steps.value)} of ${counted(steps.of, 'import')} between layers lead to the next one`;
  }
  return 'Who imports whom';
}

/** @param {boolean} on */
const onlyBadBox = (on) =>
  h(
    'label',
    null,
    h('input', {
      type: 'checkbox',
      checked: on,
      onchange: (/** @type {any} */ event) => turn({ bad: event.target.checked ? 1 : null, from: null }),
    }),
    'Only what breaks a rule',
  );

/**
 * Where one is, from the top down, and the way to the other division of the code.
 * @param {string} view
 * @param {Part} whole
 */
function crumbs(view, whole) {
  /** @type {Part[]} */
  const way = [];
  for (let at = /** @type {Part | null} */ (whole); at; at = at.up) way.unshift(at);
  const root = way[0];
  const other = root.key === '.' ? parts.get('*') : parts.get('.');
  const steps = way.map((one) =>
    one === whole
      ? h('b', { 'aria-current': 'location' }, one.label)
      : h('a', { href: link(view, { at: one.key }) }, one.label),
  );
  const turnTo = other?.kids.length
    ? h(
        'a',
        { class: 'other', href: link(view, { at: other.key }) },
        other.key === '.' ? 'by packages' : 'by components',
      )
    : null;
  return h(
    'nav',
    { class: 'crumbs', 'aria-label': 'Part of the code' },
    steps.flatMap((step, at) => [at ? h('span', { class: 'muted', 'aria-hidden': 'true' }, '›') : null, step]),
    turnTo,
  );
}

/**
 * The rows, opened ones followed by what they consist of; of too many the most coupled come first.
 * @param {Part} whole
 * @param {Set<string>} opened
 * @param {boolean} onlyBad
 */
function matrixLines(whole, opened, onlyBad) {
  const knotted = new Set();
  /** @type {Line[]} */
  const lines = [];
  const add = (/** @type {Part} */ one, /** @type {number} */ depth) => {
    const kids = kidsOf(one);
    const bundles = between(kids);
    const order = readerOrder(kids, bundles);
    order.knotted.forEach((part) => knotted.add(part));
    for (const part of chosen(order.list, kids, bundles, onlyBad)) {
      const open = opened.has(part.key) && part.kids.length > 0;
      lines.push({ part, depth, opened: open });
      if (open) add(part, depth + 1);
    }
  };
  add(whole, 0);
  return { lines, knotted };
}

/**
 * @param {Part[]} list
 * @param {Part[]} kids
 * @param {Bundle[]} bundles
 * @param {boolean} onlyBad
 */
function chosen(list, kids, bundles, onlyBad) {
  const weight = new Map(kids.map((part) => [part, 0]));
  const guilty = new Set();
  for (const { tail, head, edges, bad } of bundles) {
    for (const part of [kids[tail], kids[head]]) {
      weight.set(part, (weight.get(part) ?? 0) + edges.length);
      if (bad.length) guilty.add(part);
    }
  }
  const wanted = onlyBad ? list.filter((part) => guilty.has(part)) : list;
  if (wanted.length <= MOST_ROWS) return wanted;
  const ranked = [...wanted].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  const page = new Map(ranked.map((part, at) => [part, Math.floor(at / MOST_ROWS)]));
  const place = new Map(wanted.map((part, at) => [part, at]));
  return ranked.sort((a, b) => (page.get(a) ?? 0) - (page.get(b) ?? 0) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** @param {Part} whole */
function key(whole) {
  const swatch = (/** @type {string} */ looks, /** @type {string} */ words) =>
    h('span', null, h('i', { class: `swatch ${looks}` }), words);
  const { bad } = between(kidsOf(whole)).reduce((all, one) => ({ bad: all.bad.concat(one.bad) }), {
    bad: /** @type {number[]} */ ([]),
  });
  const kinds = code.violations.field('kind');
  const looks = new Set(bad.map((at) => lookOf(kinds[at])));
  const states = byState(bad);
  return h(
    'div',
    { class: 'key' },
    code.order.rule ? swatch('room', 'room for imports') : null,
    swatch('fine', 'allowed'),
    GRAVITY.filter((look) => looks.has(look)).map((look) =>
      swatch(`${look} new`, `${LOOKS[look].sign} ${LOOKS[look].word}`),
    ),
    states.known || states.waived ? swatch('known', 'known: pale') : null,
    wired() ? h('span', null, '∘ without an import') : null,
  );
}

/**
 * @param {number} from
 * @param {number} count
 * @param {number} all
 */
const rowFoot = (from, count, all) =>
  h(
    'div',
    { class: 'foot' },
    h(
      'button',
      { type: 'button', disabled: from === 0, onclick: () => turn({ from: Math.max(0, from - MOST_ROWS) }) },
      'Back',
    ),
    h(
      'button',
      { type: 'button', disabled: from + count >= all, onclick: () => turn({ from: from + MOST_ROWS }) },
      'Next',
    ),
    h('span', { class: 'muted' }, `Rows ${fmt(from + 1)}–${fmt(from + count)}, the most coupled first`),
  );
