// @ts-check
// The layers, top first. Position says what is above: what skips a layer runs down on the right, what points up runs up
// on the left.

const MOST_LEVELS = 40;
const MOST_ARROWS = 80;
/** @typedef {{one: Bundle, look: Look, state: string, group: any[]}} Drawn */

function layers() {
  const rows = levels();
  if (!rows.length)
    return [
      h('h1', null, 'No components'),
      h('p', { class: 'muted' }, 'No module was read, so there is nothing to put in layers.'),
    ];
  const found = between(rows).filter((one) => !plainlyFoundation(rows, one));
  const intro = [
    h('h1', null, layersTitle()),
    h(
      'p',
      { class: 'muted' },
      'Arrows on the right pass over a layer, arrows on the left point up. Select an arrow to see its imports, a layer to see its own arrows.',
    ),
  ];
  if (rows.length > MOST_LEVELS) {
    return [
      ...intro,
      h(
        'p',
        null,
        `There are ${fmt(rows.length)} levels, more than a picture has room for. `,
        h('a', { href: link('matrix') }, 'The matrix'),
        ' shows them all.',
      ),
      bundleTable(rows, found),
    ];
  }
  const shown = [...found]
    .sort((a, b) => b.bad.length - a.bad.length || b.edges.length - a.edges.length)
    .slice(0, MOST_ARROWS);
  const picture = layerPicture(rows, shown);
  const left = found.length - shown.length;
  return [
    ...intro,
    h('div', { class: 'tools' }, picture.filters),
    h('div', { class: 'canvas scrolls', tabindex: 0, role: 'group', 'aria-label': 'Layer diagram' }, picture.svg),
    left ? h('p', { class: 'muted' }, `${counted(left, 'more arrow')}, all allowed, stand in the table only.`) : null,
    unplacedWords(),
    bundleTable(rows, found),
  ];
}

function layersTitle() {
  if (isList()) return 'Each layer may import only the next one';
  return code.order.rule
    ? `Layers as in rule ${code.order.rule}, top first`
    : 'No rule orders the components; in this order few imports point up';
}

/**
 * Whether it is just what a foundation is for.
 * @param {Part[]} rows
 * @param {Bundle} one
 */
const plainlyFoundation = (rows, one) => !one.bad.length && Boolean(rows[one.head].component?.foundation);

function unplacedWords() {
  const left = partOf('*').kids.filter(
    (one) => !one.component || (one.component.level === null && !one.component.foundation),
  );
  if (!code.order.rule || !left.length) return null;
  return h('p', { class: 'muted' }, 'The rule says nothing of ', partLinks('matrix', left), '.');
}

/**
 * @param {string} view
 * @param {Part[]} list
 */
const partLinks = (view, list) => [
  list.slice(0, 8).flatMap((one, at) => [
    at ? ', ' : '',
    h(
      'a',
      {
        href: one.kids.length ? link(view, { at: one.key }) : link('graph', { focus: code.names[one.module] }),
      },
      one.label,
    ),
  ]),
  list.length > 8 ? ` and ${list.length - 8} more` : '',
];

/**
 * What is shown of the picture: kinds of arrows by boxes to check, arrows of one layer by selecting it.
 * @param {Part[]} rows
 * @param {Drawn[]} drawn
 * @param {any[]} boxes
 */
function layerControls(rows, drawn, boxes) {
  const hidden = new Set((address().query.get('hide') ?? '').split(',').filter(Boolean));
  let picked = rows.findIndex((row) => row.key === address().query.get('at'));
  const apply = () => {
    boxes.forEach((box, at) => {
      box.classList.toggle('picked', at === picked);
      box.setAttribute('aria-pressed', String(at === picked));
    });
    for (const { one, look, state, group } of drawn) {
      for (const element of group) {
        element.classList.toggle('gone', hidden.has(look) || hidden.has(state));
        element.classList.toggle('dim', picked >= 0 && one.tail !== picked && one.head !== picked);
      }
    }
  };
  boxes.forEach((box, at) => {
    const pick = () => {
      picked = picked === at ? -1 : at;
      note({ at: picked < 0 ? null : rows[picked].key });
      apply();
    };
    box.addEventListener('click', pick);
    box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' || event.key === ' ') event.preventDefault();
      if (event.key === 'Enter' || event.key === ' ') pick();
    });
  });
  apply();
  return switches(drawn, hidden, apply);
}

/**
 * @param {Drawn[]} drawn
 * @param {Set<string>} hidden
 * @param {() => void} apply
 */
function switches(drawn, hidden, apply) {
  const looks = /** @type {Look[]} */ (Object.keys(LOOKS)).filter((look) => drawn.some((one) => one.look === look));
  const states = STATES.slice(1).filter((state) => drawn.some((one) => one.state === state));
  const toggle = (/** @type {string} */ name) => (/** @type {any} */ event) => {
    if (event.target.checked) hidden.delete(name);
    else hidden.add(name);
    note({ hide: [...hidden].join(',') });
    apply();
  };
  const box = (/** @type {string} */ name, /** @type {any} */ words) =>
    h('label', null, h('input', { type: 'checkbox', checked: !hidden.has(name), onchange: toggle(name) }), words);
  return [
    ...looks.map((look) => box(look, tag(look, LOOKS[look].word))),
    ...states.map((state) => box(state, stateTag(state))),
  ];
}

/**
 * The same as a table, for those who read instead of looking.
 * @param {Part[]} rows
 * @param {Bundle[]} found
 */
function bundleTable(rows, found) {
  const into = h('tbody');
  const sorted = [...found].sort((a, b) => b.bad.length - a.bad.length || b.edges.length - a.edges.length);
  const couplings = found.some((one) => one.wires.length);
  const row = (/** @type {Bundle} */ one) => {
    const { look, state } = together(one.bad);
    const name = `${rows[one.tail].label} → ${rows[one.head].label}`;
    return h(
      'tr',
      null,
      h('td', null, h('a', { href: pairLink(rows[one.tail], rows[one.head]) }, name)),
      h('td', null, tag(look, LOOKS[look].word, state)),
      numberCell(one.edges.length),
      couplings ? h('td', null, wireCounts(one.wires)) : null,
      numberCell(one.bad.length),
    );
  };
  const { foot } = pager(ROWS, listed(sorted, row), { into, noun: 'Rows' });
  const heads = ['From → to', 'Kind', { text: 'Imports', number: true }, { text: 'Violations', number: true }];
  if (couplings) heads.splice(3, 0, 'Without an import');
  const list = table(heads, null);
  list.querySelector('tbody').replaceWith(into);
  return h('details', null, h('summary', null, 'All of it as a table'), list, foot);
}
