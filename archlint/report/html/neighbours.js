// @ts-check
// One module with those that import it on the left and those that it imports on the right.

const COLUMN = 268;
const BETWEEN = 130;
const PITCH = 42;

/** @param {number} module */
function neighbours(module) {
  const { query } = address();
  const onlyBad = query.get('bad') === '1';
  const from = Math.max(0, Number(query.get('from')) || 0);
  const { edges, names } = code;
  const wanted = (/** @type {number} */ edge) => !onlyBad || badEdges.has(edge);
  const incoming = graver(positions(edges.head, module).filter(wanted));
  const outgoing = graver(range(edges.start[module], edges.start[module + 1]).filter(wanted));
  const longest = Math.max(incoming.length, outgoing.length);
  const own = grouped(code.violations.field('importer')).get(names[module]) ?? [];
  const page = (/** @type {number[]} */ all) => all.slice(from, from + NEIGHBOURS);
  return [
    h('h1', { class: 'mono' }, names[module]),
    h(
      'p',
      { class: 'muted' },
      `${counted(incoming.length, 'module')} on the left import it; it imports ${fmt(outgoing.length)} on the right. `,
      own.length ? h('a', { href: link('violations', { q: names[module] }) }, stateWords(own)) : 'It breaks no rule.',
    ),
    h(
      'div',
      { class: 'tools' },
      onlyBadBox(onlyBad),
      h('a', { href: link('graph', { at: around(module).key }) }, `All of ${around(module).title}`),
      h('span', { class: 'gap' }),
      zoomButtons(),
    ),
    canvas(drawnNeighbours(module, page(incoming), page(outgoing)), `Neighbours of ${names[module]}`),
    longest > NEIGHBOURS ? neighbourFoot(from, longest) : null,
  ];
}

/** The part that a module lies in. @param {number} module */
const around = (module) => partOfModule(module)?.up ?? partOf('.');

/**
 * @param {Int32Array} values
 * @param {number} wanted
 */
function positions(values, wanted) {
  const found = [];
  for (let at = 0; at < values.length; at++) if (values[at] === wanted) found.push(at);
  return found;
}

const range = (/** @type {number} */ from, /** @type {number} */ to) =>
  Array.from({ length: to - from }, (_, at) => from + at);

/** What breaks a rule first. @param {number[]} edges */
const graver = (edges) => edges.sort((a, b) => Number(badEdges.has(b)) - Number(badEdges.has(a)) || a - b);

/**
 * @param {number} module
 * @param {number[]} incoming
 * @param {number[]} outgoing
 */
function drawnNeighbours(module, incoming, outgoing) {
  const { edges } = code;
  const middle = { x: 0, y: -BOX / 2, width: COLUMN };
  const side = COLUMN + BETWEEN;
  const top = (/** @type {number[]} */ list, /** @type {number} */ at) =>
    (at - (list.length - 1) / 2) * PITCH - BOX / 2;
  /** @type {any[]} */
  const arrows = [];
  const boxes = [moduleBox(module, middle, true)];
  const place = (/** @type {number[]} */ list, /** @type {-1 | 1} */ way) =>
    list.forEach((edge, at) => {
      const y = top(list, at);
      const other = way < 0 ? edges.tail[edge] : edges.head[edge];
      const box = moduleBox(other, { x: way * side, y, width: COLUMN }, false);
      const near = way * (COLUMN / 2);
      const far = way * (side - COLUMN / 2);
      const arrow = neighbourArrow(edge, way < 0 ? [far, y + BOX / 2, near - 2, 0] : [near, 0, far - 2, y + BOX / 2]);
      arrows.push(arrow);
      boxes.push(box);
    });
  place(incoming, -1);
  place(outgoing, 1);
  boxes.slice(1).forEach((box, at) =>
    dimOthers(
      box,
      arrows.filter((arrow) => arrow !== arrows[at]),
    ),
  );
  const rows = Math.max(1, incoming.length, outgoing.length);
  const height = rows * PITCH;
  const left = incoming.length ? side + COLUMN / 2 : COLUMN / 2;
  const right = outgoing.length ? side + COLUMN / 2 : COLUMN / 2;
  return { children: [...arrows, ...boxes], x: -left, y: -height / 2, width: left + right, height };
}

/**
 * @param {number} module
 * @param {Box} where
 * @param {boolean} picked
 */
function moduleBox(module, where, picked) {
  const one = /** @type {Part} */ (
    partOfModule(module) ?? {
      key: '',
      label: code.names[module],
      title: code.names[module],
      kids: [],
      module,
      component: null,
    }
  );
  return graphBox({ ...one, kids: [] }, clipped(code.names[module], 33), where, picked);
}

/**
 * @param {number} edge
 * @param {number[]} ends
 */
function neighbourArrow(edge, [x1, y1, x2, y2]) {
  const { edges, names } = code;
  const bad = badEdges.get(edge) ?? [];
  const { look, state } = together(bad);
  const middle = (x1 + x2) / 2;
  const d = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  const tail = partOfModule(edges.tail[edge]);
  const head = partOfModule(edges.head[edge]);
  const open = () => {
    if (bad.length) location.hash = violationLink(bad[0]);
    else if (tail && head) location.hash = pairLink(tail, head);
  };
  return h(
    'g',
    { class: `arrow ${look} ${state}`, onclick: open },
    h('path', { class: 'edge', d, 'stroke-width': 1.5, 'marker-end': `url(#head-${look})` }),
    h('path', { class: 'hit', d }),
    h('title', null, `${names[edges.tail[edge]]} imports ${names[edges.head[edge]]}: ${stateWords(bad) || 'allowed'}`),
  );
}

/**
 * @param {number} from
 * @param {number} longest
 */
const neighbourFoot = (from, longest) =>
  h(
    'div',
    { class: 'foot' },
    h(
      'button',
      { type: 'button', disabled: from === 0, onclick: () => turn({ from: Math.max(0, from - NEIGHBOURS) }) },
      'Back',
    ),
    h(
      'button',
      {
        type: 'button',
        disabled: from + NEIGHBOURS >= longest,
        onclick: () => turn({ from: from + NEIGHBOURS }),
      },
      'Next',
    ),
    h(
      'span',
      { class: 'muted' },
      `Rows ${fmt(from + 1)}–${fmt(Math.min(longest, from + NEIGHBOURS))} on each side, what breaks a rule first`,
    ),
  );
