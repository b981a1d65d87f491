// @ts-check
// Draws the stack of layers with its arrows, at the size at which it is read.

/**
 * @param {Part[]} rows
 * @param {Bundle[]} found
 */
function layerPicture(rows, found) {
  const narrow = must('#main').clientWidth < 700;
  const compact = rows.length > 12;
  const straight = found.filter((one) => one.head === one.tail + 1);
  const right = found.filter((one) => one.head > one.tail + 1);
  const left = found.filter((one) => one.head < one.tail);
  const toArrow = (/** @type {Bundle} */ one) => ({ from: one.tail, to: one.head });
  const arcs = { right: inLanes(right.map(toArrow)), left: inLanes(left.map(toArrow)) };
  const stack = stacked([arcs.right, arcs.left], rows.length, { least: compact ? 34 : 62, gap: compact ? 24 : 32 });
  const step = narrow ? 9 : 14;
  const pills = narrow ? 62 : 74;
  const wide = (/** @type {Arc[]} */ side) =>
    side.length ? pills + step * (1 + Math.max(...side.map((arc) => arc.lane))) + 8 : 12;
  const margins = { left: wide(arcs.left), right: wide(arcs.right) };
  const width = narrow ? 190 : 380;
  const x0 = margins.left;
  const last = stack[stack.length - 1];
  const svg = h('svg', {
    width: x0 + width + margins.right,
    height: last.top + last.height + MARGIN,
    role: 'group',
    'aria-label': 'Layers and the arrows between them',
  });
  svg.append(arrowHeads());
  /** @type {Drawn[]} */
  const drawn = [];
  left.forEach((one, at) =>
    drawn.push(drawArc(rows, one, arcs.left[at], { side: -1, edge: x0, lanes: x0 - pills, step })),
  );
  right.forEach((one, at) =>
    drawn.push(drawArc(rows, one, arcs.right[at], { side: 1, edge: x0 + width, lanes: x0 + width + pills, step })),
  );
  straight.forEach((one) => drawn.push(drawStep(rows, one, stack, x0 + width / 2)));
  for (const { group } of drawn) svg.append(group[0]);
  const boxes = rows.map((row, at) => layerBox(row, stack[at], x0, width, { compact, narrow }));
  svg.append(...boxes);
  for (const { group } of drawn) svg.append(group[1]);
  return { svg, filters: layerControls(rows, drawn, boxes) };
}

/** The heads of arrows in all looks, and their rings. */
function arrowHeads() {
  const marker = (/** @type {string} */ id, /** @type {any} */ sign) =>
    h(
      'marker',
      {
        id,
        viewBox: '0 0 10 10',
        refX: 9,
        refY: 5,
        markerWidth: 8,
        markerHeight: 8,
        markerUnits: 'userSpaceOnUse',
        orient: 'auto',
      },
      sign,
    );
  const head = (/** @type {string} */ look) =>
    marker(`head-${look}`, h('path', { class: `head ${look}`, d: 'M0 0L10 5L0 10z' }));
  const ring = (/** @type {string} */ look) =>
    marker(`ring-${look}`, h('circle', { class: `head ring ${look}`, cx: 5, cy: 5, r: 4 }));
  return h('defs', null, [...Object.keys(LOOKS), 'change'].map(head), Object.keys(LOOKS).map(ring));
}

/**
 * An arrow and its pill; both open its imports.
 * @param {Part[]} rows
 * @param {Bundle} one
 * @param {string} d
 * @param {number} x of the pill
 * @param {number} y
 * @returns {Drawn}
 */
function drawBundle(rows, one, d, x, y) {
  const { look, state } = together(one.bad);
  const says = bundleWords(rows, one);
  const text = `${LOOKS[look].sign} ${pillWords(one)}`.trim();
  const size = text.length * 7.4 + 14;
  const open = () => (location.hash = pairLink(rows[one.tail], rows[one.head]));
  const pick = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  };
  const line = h(
    'g',
    { class: `arrow ${look} ${state}`, onclick: open },
    h('path', { class: 'edge', d, 'stroke-width': thickness(one), 'marker-end': `url(#head-${look})` }),
    h('path', { class: 'hit', d }),
    h('title', null, says),
  );
  const pill = h(
    'g',
    {
      class: `pill ${look} ${state}`,
      tabindex: 0,
      role: 'button',
      'aria-label': says,
      onclick: open,
      onkeydown: pick,
    },
    h('rect', { x: x - size / 2, y: y - PILL / 2, width: size, height: PILL, rx: PILL / 2 }),
    h('text', { x, y: y + 4, 'text-anchor': 'middle' }, text),
    h('title', null, says),
  );
  const light = (/** @type {boolean} */ on) => [line, pill].forEach((element) => element.classList.toggle('lit', on));
  for (const element of [line, pill]) {
    for (const event of ['mouseenter', 'focus']) element.addEventListener(event, () => light(true));
    for (const event of ['mouseleave', 'blur']) element.addEventListener(event, () => light(false));
  }
  return { one, look, state, group: [line, pill] };
}

/**
 * How many imports an arrow stands for, and how many of them break a rule; three dots are a chain of others.
 * @param {Bundle} one
 */
function pillWords({ edges, bad }) {
  const wrong = edges.filter((edge) => badEdges.has(edge)).length;
  if (!edges.length) return '⋯';
  return bad.length && wrong < edges.length ? `${wrong ? fmt(wrong) : '⋯'} of ${fmt(edges.length)}` : fmt(edges.length);
}

/** @param {Bundle} one */
const thickness = (one) => (1 + Math.log2(one.edges.length + 1) * 0.2).toFixed(2);

/**
 * @param {Part[]} rows
 * @param {Bundle} one
 * @param {Arc} arc
 * @param {{side: 1 | -1, edge: number, lanes: number, step: number}} where
 */
const drawArc = (rows, one, arc, where) =>
  drawBundle(rows, one, arcPath(arc, where), (where.edge + where.lanes) / 2 - where.side * 4, arc.fromY);

/**
 * @param {Part[]} rows
 * @param {Bundle} one
 * @param {Row[]} stack
 * @param {number} x
 */
function drawStep(rows, one, stack, x) {
  const from = stack[one.tail].top + stack[one.tail].height;
  const to = stack[one.head].top;
  return drawBundle(rows, one, `M${x} ${from}V${to - 2}`, x, (from + to) / 2 - 2);
}

/**
 * @param {Part[]} rows
 * @param {Bundle} one
 */
function bundleWords(rows, one) {
  const imports = one.edges.length ? counted(one.edges.length, 'import') : 'no import of its own';
  const says = [imports, wireCounts(one.wires), stateWords(one.bad) || 'allowed'].filter(Boolean).join(', ');
  return `${rows[one.tail].label} ${unseen(one) ? 'depends on' : 'imports'} ${rows[one.head].label}: ${says}`;
}

/**
 * @param {Part} row
 * @param {Row} where
 * @param {number} x
 * @param {number} width
 * @param {{compact: boolean, narrow: boolean}} how
 */
function layerBox(row, { top, height }, x, width, { compact, narrow }) {
  const several = row.kids.length > 1;
  const foundation = row.component?.foundation;
  const title = several ? (foundation ? 'foundation' : counted(row.kids.length, 'component')) : row.label;
  const inside = several
    ? row.label
    : kidsOf(row.kids[0])
        .map((one) => one.label)
        .join(', ');
  const under = foundation && !several ? `foundation: ${inside}` : inside;
  const middle = top + height / 2;
  const two = under && !compact;
  const count = counted(row.modules.length, 'module');
  const note = narrow ? fmt(row.modules.length) : count;
  const titleRoom = Math.floor((width - 44 - note.length * 7.7) / 9.7);
  return h(
    'g',
    {
      class: `box${foundation ? ' foundation' : ''}`,
      tabindex: 0,
      role: 'button',
      'aria-pressed': 'false',
      'aria-label': `${row.label}, ${count}. Show only its arrows`,
    },
    h('rect', { x, y: top, width, height, rx: 8 }),
    h('text', { class: 'title', x: x + 16, y: middle + (two ? -4 : 5) }, clipped(title, titleRoom)),
    two
      ? h('text', { class: 'mono', x: x + 16, y: middle + 16 }, shortened(under, Math.floor((width - 32) / 7.3)))
      : null,
    h('text', { class: 'note', x: x + width - 14, y: middle + (two ? -4 : 5), 'text-anchor': 'end' }, note),
    h('title', null, row.label),
  );
}

/**
 * The beginning of a text that has no room: of a list the first.
 * @param {string} text
 * @param {number} most
 */
const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
