// @ts-check
// The overview: one sentence, a few numbers, and where to look first.

const FEW = 7;

function overview() {
  const { summary, metrics } = code;
  return [
    h('h1', null, headline()),
    h('p', { class: 'muted' }, basis()),
    incomplete(),
    h(
      'dl',
      { class: 'facts' },
      fact('Modules', summary.modules),
      fact('Imports', summary.imports),
      fact('Components', code.components.length),
      fact('New violations', summary.new, summary.new ? 'bad' : 'good'),
      fact('Known', summary.known),
      summary.waived ? fact('Waived', summary.waived) : null,
    ),
    h(
      'div',
      { class: 'grid' },
      h('div', { class: 'stack' }, byRule(), byImporter()),
      h('div', { class: 'stack' }, byPair(), byImported()),
    ),
    metrics ? shape(metrics) : null,
  ];
}

/** How the code stands, in one sentence. */
function headline() {
  const { summary, against, report } = code;
  const since = against ? ` since ${against.revision}` : '';
  const known = [summary.known && `${fmt(summary.known)} known`, summary.waived && `${fmt(summary.waived)} waived`];
  const rest = known.filter(Boolean).join(' and ');
  if (summary.new) {
    const broken = new Set(
      code.violations.field('rule').filter((_, at) => code.violations.field('state')[at] === 'new'),
    );
    return `${counted(summary.new, 'new violation')}${since} of ${counted(broken.size, 'rule')}${rest ? `, beside ${rest}` : ''}`;
  }
  if (!summary.complete) return 'Not all of the code could be judged';
  if (rest) return `Nothing new${since}: ${rest} ${summary.known + summary.waived === 1 ? 'violation' : 'violations'}`;
  return report.rules.length ? `Every rule holds: ${counted(summary.rules, 'rule')}` : 'No rule was judged';
}

/** What the page speaks of. */
function basis() {
  const { summary, only } = code;
  const said = [`${counted(summary.imports, 'import')} held up to ${counted(summary.rules, 'rule')}`];
  if (summary.outside) said.push(`${counted(summary.outside, 'module')} named by no rule`);
  if (summary.unresolved) said.push(`${counted(summary.unresolved, 'import')} of what does not exist`);
  if (summary.fixed) said.push(`${counted(summary.fixed, 'line')} of the baseline fixed`);
  const below = only.length
    ? ` Violations are those of ${only.slice(0, 3).join(', ')}${only.length > 3 ? ' and more' : ''} alone.`
    : '';
  return `${said.join(', ')}.${below}`;
}

/** What could not be read or judged: a page that looks complete must be. */
function incomplete() {
  const errors = /** @type {Place[]} */ (code.report.errors);
  if (!errors.length) return null;
  const into = h('ul', { class: 'imports' });
  const row = (/** @type {Place} */ one) => h('li', null, h('div', null, placeLink(one.path, one.line)), one.message);
  const { foot } = pager(5, listed(errors, row), { into, noun: 'Errors' });
  return h(
    'section',
    { class: 'warning' },
    h('h2', null, 'Not judged'),
    h('p', null, `${counted(errors.length, 'place')} could not be read or judged, so violations may be missing.`),
    into,
    foot,
  );
}

/**
 * @param {string} title
 * @param {number} number
 */
const fact = (title, number, looks = '') =>
  h('div', null, h('dt', null, title), h('dd', { class: looks }, fmt(number)));

const byRule = () => ruleTable(grouped(code.violations.field('rule')));

/**
 * Positions by value.
 * @param {any[]} values
 * @returns {Map<any, number[]>}
 */
function grouped(values) {
  const groups = new Map();
  values.forEach((value, at) => {
    const group = groups.get(value);
    if (group) group.push(at);
    else groups.set(value, [at]);
  });
  return groups;
}

/** @param {Map<string, number[]>} bad */
function ruleTable(bad) {
  const most = Math.max(1, ...[...bad.values()].map((group) => group.length));
  const ids = [...new Set([...code.rules.map((rule) => rule.id), ...bad.keys()])];
  const rows = ids
    .map((id) => ({ id, found: bad.get(id) ?? [] }))
    .sort((a, b) => b.found.length - a.found.length)
    .slice(0, 12);
  const left = ids.length - rows.length;
  return h(
    'section',
    null,
    h('h2', null, 'By rule'),
    table(
      ['Rule', { text: 'New', number: true }, { text: 'Known', number: true }, { text: 'Share', wide: true }],
      rows.map(({ id, found }) => ruleRow(id, found, most)),
    ),
    left > 0
      ? h(
          'p',
          { class: 'muted' },
          `${counted(left, 'more rule')}: `,
          h('a', { href: link('violations') }, 'all violations'),
        )
      : null,
  );
}

/**
 * @param {string} id
 * @param {number[]} found
 * @param {number} most
 */
function ruleRow(id, found, most) {
  const rule = ruleOf(id);
  const counts = byState(found);
  const holds = rule && !rule.judged ? 'not judged' : 'holds';
  return h(
    'tr',
    null,
    h(
      'td',
      null,
      found.length ? h('a', { href: link('violations', { rule: id }) }, id) : id,
      h('div', { class: 'faint' }, rule?.name && rule.name !== id ? rule.name : (rule?.sentence ?? '')),
    ),
    numberCell(counts.new),
    numberCell(counts.known + counts.waived),
    h('td', null, found.length ? bar(found, most) : h('span', { class: 'faint' }, holds)),
  );
}

/**
 * A bar as long as its share, in a colour for each look.
 * @param {number[]} found
 * @param {number} most
 */
function bar(found, most) {
  const looks = grouped(
    found.map((at) => `${lookOf(code.violations.field('kind')[at])} ${code.violations.field('state')[at]}`),
  );
  const pieces = [...looks].sort((a, b) => b[1].length - a[1].length);
  return h(
    'div',
    { class: 'bar', 'aria-hidden': 'true' },
    pieces.map(([looks, group]) => h('i', { class: looks, vars: { share: group.length / most } })),
  );
}

/** The pairs of components with the most violations. */
function byPair() {
  const list = partOf('*').kids;
  const found = between(list)
    .filter((one) => one.bad.length)
    .sort((a, b) => b.bad.length - a.bad.length)
    .slice(0, FEW);
  const row = (/** @type {Bundle} */ one) => {
    const { look, state } = together(one.bad);
    const query = { tail: list[one.tail].key, head: list[one.head].key };
    return h(
      'tr',
      null,
      h('td', null, h('a', { href: link('matrix', query) }, `${list[one.tail].label} → ${list[one.head].label}`)),
      h('td', { class: 'tags' }, tag(look, LOOKS[look].word, state)),
      numberCell(one.bad.length),
    );
  };
  return few('Components most often breached', found.map(row), 'No violation leads from one component to another.');
}

function byImporter() {
  const found = [...grouped(code.violations.field('importer'))]
    .filter(([name]) => name)
    .sort((a, b) => b[1].length - a[1].length);
  const rows = found
    .slice(0, FEW)
    .map(([name, bad]) => h('tr', null, h('td', null, moduleLink(name)), numberCell(bad.length)));
  return few('Modules with the most violations', rows, 'No module breaks a rule.');
}

function byImported() {
  const counts = new Int32Array(code.names.length);
  for (const head of code.edges.head) counts[head]++;
  const ranked = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, FEW);
  const rows = ranked
    .filter((module) => counts[module])
    .map((module) => h('tr', null, h('td', null, moduleLink(code.names[module])), numberCell(counts[module])));
  return few('Modules most others import', rows, 'No module imports another.');
}

/**
 * @param {string} title
 * @param {any[]} rows
 * @param {string} none
 */
const few = (title, rows, none) =>
  h('section', null, h('h2', null, title), rows.length ? table([], rows, title) : h('p', { class: 'muted' }, none));

/**
 * The metrics, as `archlint metrics` tells them.
 * @param {Metrics} metrics
 */
function shape(metrics) {
  const share = (/** @type {number | null} */ part) => (part === null ? '' : `${(100 * part).toFixed(1)} %`);
  const rows = metrics.numbers.map((one) =>
    h(
      'tr',
      null,
      h('td', null, one.metric),
      h('td', { class: 'n' }, `${fmt(one.value)} of ${fmt(one.of)}`),
      h('td', { class: 'n faint' }, share(one.share)),
      h('td', { class: 'muted' }, one.says),
    ),
  );
  const cycle = metrics.componentCycle;
  return h(
    'section',
    { class: 'shape' },
    h('h2', null, 'The shape of the code'),
    table(['Metric', { text: 'Value', number: true }, { text: 'Share', number: true }, 'Counts'], rows),
    cycle.length
      ? h(
          'p',
          { class: 'muted' },
          `The largest cycle of components: ${cycle.slice(0, 20).join(', ')}${cycle.length > 20 ? ` and ${cycle.length - 20} more` : ''}.`,
        )
      : null,
  );
}
