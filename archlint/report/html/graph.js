// @ts-check
// A small graph: the strongest parts of one part, or one module with those around it. Never the whole code.

const MOST_NODES = 40;
const ARROW_CHOICES = [20, 60, 150, 600];
const NEIGHBOURS = 20;
const PER_RANK = 9;

function graph() {
  const { query } = address();
  const focus = code.index.get(query.get('focus') ?? '');
  return focus === undefined ? partGraph() : neighbours(focus);
}

function partGraph() {
  const { query } = address();
  const whole = partOf(query.get('at'));
  const most = ARROW_CHOICES.includes(Number(query.get('max'))) ? Number(query.get('max')) : ARROW_CHOICES[1];
  const onlyBad = query.get('bad') === '1';
  const all = kidsOf(whole);
  const kept = strongest(all);
  const bundles = between(kept, wired()).filter((one) => !onlyBad || one.bad.length);
  const drawn = [...bundles]
    .sort((a, b) => Number(b.bad.length > 0) - Number(a.bad.length > 0) || weightOf(b) - weightOf(a))
    .slice(0, most);
  const { list, shown, alone } = joined(kept, drawn);
  const head = [
    h('h1', null, whole.up ? whole.title : 'How the parts depend on one another'),
    crumbs('graph', whole),
    h('div', { class: 'tools' }, onlyBadBox(onlyBad), wiresBox(), mostBox(most), h('span', { class: 'gap' }), zoomButtons()),
  ];
  if (!list.length)
    return [
      ...head,
      h('p', { class: 'none' }, onlyBad ? 'Nothing here breaks a rule.' : 'None of its parts imports another.'),
    ];
  return [
    ...head,
    canvas(drawnParts(list, shown), 'Graph of parts'),
    shownWords(kept.length, all.length, shown.length, bundles.length),
    wiresWords(shown.some(unseen)),
    alone.length
      ? h('p', { class: 'muted' }, 'No arrow shown leads to or from ', partLinks('graph', alone), '.')
      : null,
    bundleTable(list, shown),
  ];
}

/**
 * The parts that arrows join, with the arrows as they lead between these; and the others.
 * @param {Part[]} kept
 * @param {Bundle[]} drawn
 */
function joined(kept, drawn) {
  const used = new Set(drawn.flatMap((one) => [one.tail, one.head]));
  const list = kept.filter((_, at) => used.has(at));
  const place = new Map(list.map((one, at) => [one, at]));
  const moved = (/** @type {number} */ at) => /** @type {number} */ (place.get(kept[at]));
  const shown = drawn.map((one) => ({ ...one, tail: moved(one.tail), head: moved(one.head) }));
  return { list, shown, alone: kept.filter((_, at) => !used.has(at)) };
}

/**
 * What is left out: never in silence.
 * @param {number} kept
 * @param {number} all
 * @param {number} shown
 * @param {number} arrows
 */
function shownWords(kept, all, shown, arrows) {
  const words = [
    kept < all ? `the ${kept} most coupled of ${counted(all, 'part')}` : '',
    shown < arrows ? `the ${shown} strongest of ${counted(arrows, 'arrow')}, what breaks a rule first` : '',
  ].filter(Boolean);
  return words.length ? h('p', { class: 'muted' }, `Shown are ${words.join(', and ')}.`) : null;
}

const weightOf = (/** @type {Bundle} */ one) => one.edges.length + one.bad.length + one.wires.length;

/** Whether nothing but strings and channels is behind an arrow. @param {Bundle} one */
const unseen = (one) => one.wires.length > 0 && !one.edges.length;

/** @param {number} most */
const mostBox = (most) =>
  h(
    'label',
    null,
    'Arrows',
    h(
      'select',
      { onchange: (/** @type {any} */ event) => turn({ max: event.target.value }) },
      ARROW_CHOICES.map((choice) => h('option', { value: choice, selected: choice === most }, choice)),
    ),
  );

/**
 * The parts that a picture has room for: those that violations lead from and to, then the most coupled.
 * @param {Part[]} all
 */
function strongest(all) {
  if (all.length <= MOST_NODES) return readerOrder(all, between(all)).list;
  const weight = new Map(all.map((one) => [one, 0]));
  for (const one of between(all)) {
    for (const part of [all[one.tail], all[one.head]])
      weight.set(part, (weight.get(part) ?? 0) + one.edges.length + 1000 * one.bad.length);
  }
  const kept = new Set([...all].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0)).slice(0, MOST_NODES));
  const list = all.filter((one) => kept.has(one));
  return readerOrder(list, between(list)).list;
}

/**
 * On which rank each part stands: on its level where the order has one, else below all that import it.
 * @param {Part[]} list in the reader's order
 * @param {Bundle[]} bundles
 */
function ranked(list, bundles) {
  // Within one component the levels say nothing.
  const levelled = code.order.rule && new Set(list.map(componentOf)).size > 1;
  const rank = list.map((one) => (levelled ? (componentOf(one)?.level ?? -1) : -1));
  const top = Math.max(-1, ...rank);
  list.forEach((one, at) => {
    if (levelled && componentOf(one)?.foundation) rank[at] = top + 2;
  });
  for (let at = 0; at < list.length; at++) {
    if (rank[at] >= 0) continue;
    // Only what comes earlier in the order is above: else a cycle would push its own parts down without end.
    const above = bundles
      .filter((one) => one.head === at && one.tail < at && one.edges.length)
      .map((one) => rank[one.tail]);
    rank[at] = Math.max(-1, ...above) + 1;
  }
  return spreadOut(rank);
}

/**
 * The same, with no more on a rank than can be read beside one another.
 * @param {number[]} rank
 */
function spreadOut(rank) {
  const made = new Array(rank.length).fill(0);
  let next = 0;
  for (const level of [...new Set(rank)].sort((a, b) => a - b)) {
    const members = rank.flatMap((one, at) => (one === level ? [at] : []));
    const rows = Math.ceil(members.length / PER_RANK);
    members.forEach((at, number) => (made[at] = next + Math.floor((number * rows) / members.length)));
    next += rows;
  }
  return made;
}

/**
 * @param {Part[]} list
 * @param {Bundle[]} bundles
 */
function drawnParts(list, bundles) {
  const rank = ranked(list, bundles);
  const labels = list.map((one) => clipped(one.label, 26));
  const sizes = list.map((one, at) => ({
    rank: rank[at],
    width: Math.max(96, labels[at].length * 7.5 + fmt(one.modules.length).length * 7 + 42),
  }));
  const found = laidOut(sizes, bundles);
  const arrows = bundles.map((one, at) => graphArrow(list, one, found.paths[at]));
  const boxes = list.map((one, at) => graphBox(one, labels[at], found.boxes[at]));
  boxes.forEach((box, at) =>
    dimOthers(
      box,
      arrows.filter((_, number) => bundles[number].tail !== at && bundles[number].head !== at),
    ),
  );
  return { children: [...arrows, ...boxes], x: 0, y: 0, width: found.width, height: found.height };
}

/**
 * @param {Part[]} list
 * @param {Bundle} one
 * @param {string} d
 */
function graphArrow(list, one, d) {
  const { look, state } = together(one.bad);
  const says = bundleWords(list, one);
  return h(
    'g',
    {
      class: `arrow ${look} ${state}${unseen(one) ? ' wired' : ''}`,
      onclick: () => (location.hash = pairLink(list[one.tail], list[one.head])),
    },
    h('path', {
      class: 'edge',
      d,
      'stroke-width': thickness(one),
      'marker-end': `url(#${unseen(one) ? 'ring' : 'head'}-${look})`,
    }),
    h('path', { class: 'hit', d }),
    h('title', null, says),
  );
}

/**
 * @param {Part} one
 * @param {string} label
 * @param {Box} where
 */
function graphBox(one, label, { x, y, width }, picked = false) {
  const can = one.kids.length > 0;
  const open = () =>
    (location.hash = can ? link('graph', { at: one.key }) : link('graph', { focus: code.names[one.module] }));
  const count = can
    ? h('text', { class: 'note', x: x + width / 2 - 10, y: y + 22, 'text-anchor': 'end' }, fmt(one.modules.length))
    : null;
  return h(
    'g',
    {
      class: `box small${picked ? ' picked' : ''}${one.component?.foundation ? ' foundation' : ''}`,
      tabindex: 0,
      role: 'link',
      'aria-label': can
        ? `${one.title}, ${counted(one.modules.length, 'module')}. Opens it`
        : `${one.title}. Shows its neighbours`,
      onclick: open,
      onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && open(),
    },
    h('rect', { x: x - width / 2, y, width, height: BOX, rx: 7 }),
    h('text', { class: 'mono', x: x - width / 2 + 12, y: y + 22 }, label),
    count,
    h('title', null, one.title),
  );
}

/**
 * @param {any} box
 * @param {any[]} others
 */
function dimOthers(box, others) {
  const dim = (/** @type {boolean} */ on) => others.forEach((arrow) => arrow.classList.toggle('dim', on));
  for (const event of ['mouseenter', 'focus']) box.addEventListener(event, () => dim(true));
  for (const event of ['mouseleave', 'blur']) box.addEventListener(event, () => dim(false));
}
