// @ts-check
// The table of the matrix: its rows, its cells, and what a cell says.

/**
 * Whether the order lets one part import another: the cell is room for imports, also where there are none.
 * @param {Part} tail
 * @param {Part} head
 */
function mayImport(tail, head) {
  const from = componentOf(tail);
  const to = componentOf(head);
  if (!code.order.rule || !from || !to || from === to) return false;
  if (to.foundation) return true;
  if (from.level === null || to.level === null) return false;
  return isList() ? to.level === from.level + 1 : to.level > from.level;
}

/**
 * @param {Grid} grid
 * @param {any} says where a sentence about the cell stands
 * @param {Set<string>} opened
 */
function gridTable(grid, says, opened) {
  const { lines, from } = grid;
  const named = lines.length <= MOST_NAMED;
  const band = lines.map((line, at) => at > 0 && bandOf(line.part) !== bandOf(lines[at - 1].part));
  const cells = lines.map((row, i) => lines.map((column, j) => gridCell(grid, i, j, band[j])));
  const columns = lines.map((line, j) =>
    h(
      'th',
      {
        scope: 'col',
        class: `${band[j] ? 'band ' : ''}${named ? 'tall' : ''}`,
        title: line.part.title,
        'aria-label': line.part.title,
      },
      named ? h('span', null, clipped(line.part.label, 16)) : from + j + 1,
    ),
  );
  const body = lines.map((line, i) =>
    h('tr', { class: band[i] ? 'band' : null }, rowHead(grid, i, opened, named), cells[i]),
  );
  const made = h(
    'table',
    {
      role: 'grid',
      class: lines.length <= MOST_ROOMY ? 'named roomy' : named ? 'named' : null,
      'aria-label': 'Dependency matrix',
    },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'imports →'), columns)),
    h('tbody', null, body),
  );
  if (cells.length) cells[0][0].tabIndex = 0;
  return walked(
    made,
    cells,
    (/** @type {number} */ i, /** @type {number} */ j) => says.replaceChildren(...nodes(cellSentence(grid, i, j))),
    (i, j) => openCell(grid, i, j),
  );
}

/** @param {Part} one */
const bandOf = (one) => {
  const component = componentOf(one);
  return component ? (component.foundation ? 'foundation' : component.level) : undefined;
};

/**
 * The component that begins with a row, where rows are packages.
 * @param {Line[]} lines
 * @param {number} i
 */
function bandName(lines, i) {
  const component = componentOf(lines[i].part);
  const before = i ? componentOf(lines[i - 1].part) : null;
  const same = component === before || lines[i].part.component || !lines[i].part.key.match(/^[^*]/);
  return component && !same ? h('span', { class: 'number' }, component.label) : null;
}

/**
 * @param {Grid} grid
 * @param {number} i
 * @param {Set<string>} opened
 * @param {boolean} named
 */
function rowHead({ lines, knotted, from }, i, opened, named) {
  const { part, depth, opened: open } = lines[i];
  const can = part.kids.length > 0;
  const toggle = () => {
    const keys = new Set(opened);
    if (open) keys.delete(part.key);
    else keys.add(part.key);
    turn({ open: [...keys].join(',') });
  };
  const twist = can
    ? h(
        'button',
        {
          type: 'button',
          class: 'twist',
          'aria-expanded': String(open),
          'aria-label': `${open ? 'Close' : 'Open'} ${part.title} in place`,
          onclick: toggle,
        },
        open ? '−' : '+',
      )
    : h('span', { class: 'twist' });
  const href = can ? link('matrix', { at: part.key }) : link('graph', { focus: part.title });
  return h(
    'th',
    { scope: 'row', title: part.title },
    h(
      'div',
      { vars: { depth } },
      twist,
      h('a', { href }, clipped(part.label, 34)),
      knotted.has(part)
        ? h('span', { class: 'faint', title: 'in a cycle at this level', role: 'img', 'aria-label': 'in a cycle' }, '⟳')
        : null,
      named ? bandName(lines, i) : h('span', { class: 'number' }, from + i + 1),
    ),
  );
}

/**
 * @param {Grid} grid
 * @param {number} i
 * @param {number} j
 * @param {boolean} band
 */
function gridCell({ lines, cells }, i, j, band) {
  const one = cells.get(i * MOST_ROWS + j);
  const { look, state } = together(one?.bad ?? []);
  const room = !one && i !== j && mayImport(lines[i].part, lines[j].part);
  const classes = [band && 'band', i === j && 'self', one && `has ${look} ${state}`, room && 'room'].filter(Boolean);
  const says =
    i === j
      ? lines[i].part.label
      : one
        ? bundleWords(
            lines.map((line) => line.part),
            one,
          )
        : 'no import';
  const count = one?.edges.length ?? 0;
  const text = one
    ? count > 9999
      ? `${Math.round(count / 1000)}k`
      : count > 999
        ? `${(count / 1000).toFixed(1)}k`
        : count || (one.wires.length ? '∘' : '⋯')
    : '';
  return h(
    'td',
    {
      role: 'gridcell',
      class: classes.join(' ') || null,
      tabindex: -1,
      'data-i': i,
      'data-j': j,
      'aria-label': says,
    },
    text,
  );
}

/**
 * What a cell says, as a sentence.
 * @param {Grid} grid
 * @param {number} i
 * @param {number} j
 */
function cellSentence({ lines, cells }, i, j) {
  const tail = h('b', null, lines[i].part.title);
  if (i === j) return [tail, ' itself'];
  const one = cells.get(i * MOST_ROWS + j);
  const head = h('b', null, lines[j].part.title);
  if (!one)
    return [tail, ' does not import ', head, mayImport(lines[i].part, lines[j].part) ? ', though it may' : '', '.'];
  const chained = one.wires.length ? 'no import' : 'no import of its own, but by a chain';
  const imports = one.edges.length ? counted(one.edges.length, 'import') : chained;
  const says = [imports, wireCounts(one.wires)].filter(Boolean).join(', ');
  const verb = unseen(one) ? ' depends on ' : ' imports ';
  return [tail, verb, head, ': ', says, one.bad.length ? [', ', ruleTags(one.bad)] : ', all allowed.'];
}

/**
 * @param {Grid} grid
 * @param {number} i
 * @param {number} j
 */
function openCell({ lines, cells }, i, j) {
  if (cells.has(i * MOST_ROWS + j)) location.hash = pairLink(lines[i].part, lines[j].part);
}
