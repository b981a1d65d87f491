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
  const wanted = (/** @type {Near} */ one) => !onlyBad || one.bad.length > 0;
  const importing = positions(edges.head, module).map((edge) => near(edges.tail[edge], module, edge));
  const imported = range(edges.start[module], edges.start[module + 1]).map((edge) => near(module, edges.head[edge], edge));
  const incoming = graver(withWires(importing, module, 'tail').filter(wanted));
  const outgoing = graver(withWires(imported, module, 'head').filter(wanted));
  const longest = Math.max(incoming.length, outgoing.length);
  const own = grouped(code.violations.field('importer')).get(names[module]) ?? [];
  const page = (/** @type {Near[]} */ all) => all.slice(from, from + NEIGHBOURS);
  return [
    h('h1', { class: 'mono' }, names[module]),
    h(
      'p',
      { class: 'muted' },
      besides(incoming, outgoing),
      own.length ? h('a', { href: link('violations', { q: names[module] }) }, stateWords(own)) : 'It breaks no rule.',
    ),
    h(
      'div',
      { class: 'tools' },
      onlyBadBox(onlyBad),
      wiresBox(),
      h('a', { href: link('graph', { at: around(module).key }) }, `All of ${around(module).title}`),
      h('span', { class: 'gap' }),
      zoomButtons(),
    ),
    canvas(drawnNeighbours(module, page(incoming), page(outgoing)), `Neighbours of ${names[module]}`),
    wiresWords([...page(incoming), ...page(outgoing)].some((one) => one.edge < 0)),
    longest > NEIGHBOURS ? neighbourFoot(from, longest) : null,
  ];
}

/**
 * A module beside the one that is looked at: the import between them, -1 for none, what couples them without one, and
 * the violations between them.
 * @typedef {{tail: number, head: number, edge: number, wires: number[], bad: number[]}} Near
 */

/**
 * @param {number} tail
 * @param {number} head
 * @param {number} edge
 * @returns {Near}
 */
const near = (tail, head, edge) => ({ tail, head, edge, wires: [], bad: badEdges.get(edge) ?? [] });

/**
 * The same neighbours, and those that are some by a string or a channel alone, where these are wanted.
 * @param {Near[]} found
 * @param {number} module
 * @param {'tail' | 'head'} end at which the neighbours are
 */
function withWires(found, module, end) {
  if (!wired()) return found;
  const { wires } = code;
  const own = end === 'tail' ? wires.head : wires.tail;
  const known = new Map(found.map((one) => [one[end], one]));
  for (let at = 0; at < wires.count; at++) {
    if (own[at] !== module) continue;
    const other = wires[end][at];
    if (!known.has(other)) known.set(other, near(wires.tail[at], wires.head[at], -1));
    known.get(other)?.wires.push(at);
  }
  const owners = end === 'tail' ? heads : tails;
  const others = end === 'tail' ? tails : heads;
  owners.forEach((owner, at) => {
    const one = owner === module ? known.get(others[at]) : undefined;
    if (one && one.edge < 0) one.bad.push(at);
  });
  return [...known.values()];
}

/**
 * @param {Near[]} incoming
 * @param {Near[]} outgoing
 */
function besides(incoming, outgoing) {
  const imports = (/** @type {Near[]} */ all) => all.filter((one) => one.edge >= 0).length;
  const unseenOnes = incoming.length + outgoing.length - imports(incoming) - imports(outgoing);
  return [
    `${counted(imports(incoming), 'module')} on the left import it; it imports ${fmt(imports(outgoing))} on the right. `,
    unseenOnes ? `${counted(unseenOnes, 'module')} more ${unseenOnes === 1 ? 'is' : 'are'} coupled with it without an import. ` : '',
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

/** What breaks a rule first. @param {Near[]} found */
const graver = (found) =>
  found.sort((a, b) => Number(b.bad.length > 0) - Number(a.bad.length > 0) || a.tail - b.tail || a.head - b.head);

/**
 * @param {number} module
 * @param {Near[]} incoming
 * @param {Near[]} outgoing
 */
function drawnNeighbours(module, incoming, outgoing) {
  const middle = { x: 0, y: -BOX / 2, width: COLUMN };
  const side = COLUMN + BETWEEN;
  const top = (/** @type {Near[]} */ list, /** @type {number} */ at) =>
    (at - (list.length - 1) / 2) * PITCH - BOX / 2;
  /** @type {any[]} */
  const arrows = [];
  const boxes = [moduleBox(module, middle, true)];
  const place = (/** @type {Near[]} */ list, /** @type {-1 | 1} */ way) =>
    list.forEach((one, at) => {
      const y = top(list, at);
      const box = moduleBox(way < 0 ? one.tail : one.head, { x: way * side, y, width: COLUMN }, false);
      const inner = way * (COLUMN / 2);
      const far = way * (side - COLUMN / 2);
      const arrow = neighbourArrow(one, way < 0 ? [far, y + BOX / 2, inner - 2, 0] : [inner, 0, far - 2, y + BOX / 2]);
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
 * @param {Near} one
 * @param {number[]} ends
 */
function neighbourArrow(one, [x1, y1, x2, y2]) {
  const { names } = code;
  const { bad } = one;
  const alone = one.edge < 0;
  const { look, state } = together(bad);
  const middle = (x1 + x2) / 2;
  const d = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  const tail = partOfModule(one.tail);
  const head = partOfModule(one.head);
  const open = () => {
    if (bad.length) location.hash = violationLink(bad[0]);
    else if (tail && head) location.hash = pairLink(tail, head);
  };
  return h(
    'g',
    { class: `arrow ${look} ${state}${alone ? ' wired' : ''}`, onclick: open },
    h('path', { class: 'edge', d, 'stroke-width': 1.5, 'marker-end': `url(#${alone ? 'ring' : 'head'}-${look})` }),
    h('path', { class: 'hit', d }),
    h(
      'title',
      null,
      `${names[one.tail]} ${alone ? `depends, by ${wireCounts(one.wires)}, on` : 'imports'} ${names[one.head]}: ${stateWords(bad) || 'allowed'}`,
    ),
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
