// @ts-check
// One violation, told in full.

/** @param {string} fingerprint */
function violationNumber(fingerprint) {
  // A text of another rule may end alike, but one and the same fingerprint means one and the same violation.
  for (let at = 0; at < code.violations.count; at++) {
    if (spelledAt(at) === fingerprint) return at;
  }
  return -1;
}

/** @param {number} at */
function spelledAt(at) {
  const { violations } = code;
  const row = Object.fromEntries(HOLDERS.map((name) => [name, violations.field(name)[at]]));
  return spelled(violations.field('fingerprint')[at], row);
}

/** @param {number[]} chains violations that more than one import makes */
function chainList(chains) {
  const row = (/** @type {number} */ at) => {
    const one = code.violations.row(at);
    return h('li', null, h('div', { class: 'row' }, violationTag(at)), h('div', null, one.message), stepList(one));
  };
  return [h('h3', null, 'Several imports together'), paged(chains, row, 'Violations')];
}

/** @param {Violation} one */
function stepList(one) {
  const more = (/** @type {number} */ lines) =>
    lines > 1 ? h('span', { class: 'faint' }, ` and ${counted(lines - 1, 'more line')}`) : null;
  return h(
    'ol',
    { class: 'steps' },
    one.steps.map((step) =>
      h(
        'li',
        null,
        moduleLink(step.importer),
        ' → ',
        moduleLink(step.imported),
        h('div', null, placeLink(step.path, step.line), more(step.lines)),
      ),
    ),
  );
}

/** @param {string} name */
const moduleLink = (name) =>
  code.index.has(name)
    ? h('a', { class: 'mono', href: link('graph', { focus: name }) }, name)
    : h('span', { class: 'mono' }, name);

/** @param {number} at */
function violationPanel(at) {
  const one = code.violations.row(at);
  const owners = [...new Set([...one.owners.importer, ...one.owners.imported])];
  // Of a cycle and the like the chain is the set of its members.
  const members = one.steps.length || one.chain.length < 3 ? [] : one.chain;
  announce(one.message);
  return [
    panelTitle(one.message),
    h(
      'p',
      { class: 'tags' },
      tag(lookOf(one.kind), `${one.rule}/${one.kind}`, one.state),
      ' ',
      stateTag(one.state),
      one.severity === 'warning' ? [' ', stateTag('warning')] : null,
    ),
    reason(one, [at]),
    h(
      'ul',
      { class: 'imports' },
      h('li', null, placeLink(one.path, one.line), code.sources[at] ? h('code', null, code.sources[at]) : null),
    ),
    members.length
      ? section(
          'Together',
          h(
            'ul',
            { class: 'names' },
            members.map((name) => h('li', null, moduleLink(name))),
          ),
        )
      : null,
    one.steps.length ? section('By this chain', stepList(one)) : null,
    one.imported
      ? section('The modules', h('p', null, moduleLink(one.importer), ' → ', moduleLink(one.imported)))
      : null,
    one.cut?.length
      ? section(
          'The fewest imports to cut',
          h(
            'ul',
            { class: 'names' },
            one.cut.map(([tail, head]) => h('li', null, moduleLink(tail), ' → ', moduleLink(head))),
          ),
        )
      : null,
    owners.length ? section('Owners', h('p', null, owners.join(', '))) : null,
  ];
}

/**
 * @param {string} title
 * @param {any} content
 */
const section = (title, content) => [h('h3', null, title), content];
