// @ts-check
// The panel beside a view: what leads from one part to another, or one violation, told in full.

const ROWS = 40;
/** What had the focus when the panel was opened. @type {any} */
let cameFrom = null;

/** Show what the address wants shown beside the view. */
function fillPanel() {
  const { query } = address();
  const side = must('#side');
  const tail = parts.get(query.get('tail') ?? '');
  const head = parts.get(query.get('head') ?? '');
  const fingerprint = query.get('violation');
  const at = fingerprint === null ? -1 : violationNumber(fingerprint);
  const content = at >= 0 ? violationPanel(at) : tail && head ? pairPanel(tail, head) : null;
  const wasOpen = !side.hidden;
  side.hidden = !content;
  side.replaceChildren(...nodes(content ? [closeButton(), content] : []));
  document.body.classList.toggle('beside', Boolean(content));
  if (!content) return wasOpen && cameFrom?.isConnected ? cameFrom.focus() : undefined;
  if (!wasOpen) cameFrom = document.activeElement;
  side.scrollTop = 0;
  side.querySelector('h2').focus({ preventScroll: true });
}

function closePanel() {
  if (!must('#side').hidden) turn({ tail: null, head: null, violation: null });
}

const closeButton = () =>
  h('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close details', onclick: closePanel }, '×');

/** @param {...any} words */
const panelTitle = (...words) => h('h2', { tabindex: -1 }, words);

/**
 * @param {Part} tail
 * @param {Part} head
 */
function pairPanel(tail, head) {
  const bundles =
    tail === head ? between(tail.kids, true) : between([tail, head], true).filter((one) => one.tail === 0);
  const edges = bundles.flatMap((one) => one.edges);
  const bad = bundles.flatMap((one) => one.bad);
  const wires = bundles.flatMap((one) => one.wires);
  const chains = bad.filter((at) => code.violations.field('steps')[at].length > 0);
  const title = tail === head ? `Inside ${tail.title}` : [tail.title, h('span', { class: 'muted' }, ' → '), head.title];
  const says = [counted(edges.length, 'import'), wireCounts(wires), stateWords(bad) || 'allowed by every rule']
    .filter(Boolean)
    .join(', ');
  announce(`${tail.title} to ${head.title}: ${says}`);
  return [
    panelTitle(title),
    h('p', { class: 'muted' }, `${says}.`),
    reasons(bad),
    edges.length ? importList(edges) : null,
    wireList(wires),
    chains.length ? chainList(chains) : null,
  ];
}

/**
 * Why some violations are any, and what to do: once for each rule and kind.
 * @param {number[]} bad
 */
function reasons(bad) {
  const { violations } = code;
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const at of bad) {
    const key = JSON.stringify([violations.field('rule')[at], violations.field('kind')[at]]);
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  return [...groups.values()].slice(0, 5).map((group) => reason(violations.row(group[0]), group));
}

/**
 * @param {Violation} one
 * @param {number[]} group
 */
function reason(one, group) {
  const rule = ruleOf(one.rule);
  return h(
    'div',
    { class: 'why' },
    h('p', null, ruleTags(group), rule && rule.name !== rule.id ? h('b', null, rule.name) : null),
    h('p', null, one.because || (rule?.sentence ?? '')),
    one.help ? h('p', null, h('b', null, 'Next: '), one.help) : null,
  );
}

/**
 * Imports, those that break a rule first; what one statement imports stands together.
 * @param {number[]} edges
 */
function importList(edges) {
  const { edges: all, paths, names } = code;
  /** @type {Map<string, number[]>} */
  const statements = new Map();
  const grave = (/** @type {number} */ edge) => {
    const { look, state } = together(badEdges.get(edge) ?? []);
    return look === 'fine' ? STATES.length : STATES.indexOf(state);
  };
  for (const edge of edges.map((one) => ({ one, rank: grave(one) })).sort((a, b) => a.rank - b.rank || a.one - b.one)) {
    const { path, line } = placeOf(all, paths, edge.one);
    const key = `${path}:${line}`;
    statements.set(key, [...(statements.get(key) ?? []), edge.one]);
  }
  const row = (/** @type {number[]} */ group) => {
    const { path, line } = placeOf(all, paths, group[0]);
    const bad = group.flatMap((edge) => badEdges.get(edge) ?? []);
    const source = bad.map((at) => code.sources[at]).find(Boolean);
    const kinds = kindWords(group[0]);
    return h(
      'li',
      null,
      h(
        'div',
        { class: 'row' },
        placeLink(path, line),
        kinds ? h('span', { class: 'faint' }, kinds) : null,
        violationTags(bad),
      ),
      h('code', null, source || `imports ${group.map((edge) => names[all.head[edge]]).join(', ')}`),
    );
  };
  return paged([...statements.values()], row, 'Statements');
}

/**
 * How an import is written, where that is not the plain way.
 * @param {number} edge
 */
function kindWords(edge) {
  const { kinds, kindNames } = code.edges;
  const names = kindNames.filter((_, bit) => kinds[edge] & (1 << bit));
  return names.length === 1 && names[0] === 'runtime' ? '' : names.join(', ');
}

/**
 * A sign for each way in which some violations break a rule; it leads to the first of them.
 * @param {number[]} bad
 */
function violationTags(bad) {
  const { violations } = code;
  const groups = grouped(
    bad.map((at) => `${violations.field('rule')[at]}/${violations.field('kind')[at]} ${violations.field('state')[at]}`),
  );
  return [...groups].slice(0, 4).map(([words, group]) => {
    const at = bad[group[0]];
    const sign = tag(
      lookOf(violations.field('kind')[at]),
      group.length > 1 ? `×${group.length}` : '',
      violations.field('state')[at],
    );
    return h('a', { class: 'plain', href: violationLink(at), title: words, 'aria-label': `${words}, details` }, sign);
  });
}

/** @param {number} at */
function violationTag(at) {
  const { violations } = code;
  const kind = violations.field('kind')[at];
  const state = violations.field('state')[at];
  const words = `${violations.field('rule')[at]}/${kind}`;
  return h(
    'a',
    { class: 'plain', href: violationLink(at) },
    tag(lookOf(kind), words, state),
    state === 'new' ? null : [' ', stateTag(state)],
  );
}

/**
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => Children} row
 * @param {string} noun
 */
function paged(items, row, noun) {
  const into = h('ul', { class: 'imports' });
  return [into, pager(ROWS, listed(items, row), { into, noun }).foot];
}
