// @ts-check
// Puts parts in an order in which few imports point up, where no rule says which is above.

/**
 * Positions of parts, importers first, each with the number of the cycle that it is in.
 * @typedef {{at: number, knot: number, knotted: boolean}} Placed
 */

/**
 * Order parts: strongly connected ones stay together, those that import most of the others of their knot first.
 * @param {number} count
 * @param {Bundle[]} bundles
 * @returns {Placed[]}
 */
function inOrder(count, bundles) {
  /** @type {Map<number, number>[]} */
  const out = Array.from({ length: count }, () => new Map());
  for (const { tail, head, edges } of bundles) if (edges.length) out[tail].set(head, edges.length);
  return knots(out).flatMap((knot, number) => {
    const knotted = knot.length > 1;
    const pull = knotted ? pulls(knot, out) : new Map();
    const sorted = knot.sort((a, b) => (pull.get(b) ?? 0) - (pull.get(a) ?? 0) || a - b);
    return sorted.map((at) => ({ at, knot: number, knotted }));
  });
}

/**
 * How many more imports lead from each to the others of a knot than back.
 * @param {number[]} knot
 * @param {Map<number, number>[]} out
 */
function pulls(knot, out) {
  const pull = new Map(knot.map((at) => [at, 0]));
  for (const tail of knot) {
    for (const [head, imports] of out[tail]) {
      if (!pull.has(head)) continue;
      pull.set(tail, (pull.get(tail) ?? 0) + imports);
      pull.set(head, (pull.get(head) ?? 0) - imports);
    }
  }
  return pull;
}

/**
 * The strongly connected components, importers first: Tarjan 1972, without recursion, as code may be deep.
 * @param {Map<number, number>[]} out
 * @returns {number[][]}
 */
function knots(out) {
  const order = new Int32Array(out.length).fill(-1);
  const low = new Int32Array(out.length);
  const waiting = new Uint8Array(out.length);
  /** @type {number[]} */
  const stack = [];
  /** @type {number[][]} */
  const found = [];
  let count = 0;
  const enter = (/** @type {number} */ at) => {
    order[at] = low[at] = count++;
    stack.push(at);
    waiting[at] = 1;
    return { at, next: out[at].keys() };
  };
  const leave = (/** @type {number} */ at) => {
    const knot = [];
    for (let member = -1; member !== at;) {
      member = /** @type {number} */ (stack.pop());
      waiting[member] = 0;
      knot.push(member);
    }
    found.push(knot);
  };
  for (let start = 0; start < out.length; start++) {
    const work = order[start] < 0 ? [enter(start)] : [];
    while (work.length) {
      const { at, next } = work[work.length - 1];
      const { value, done } = next.next();
      if (!done && order[value] < 0) work.push(enter(value));
      else if (!done && waiting[value]) low[at] = Math.min(low[at], order[value]);
      else if (done) {
        work.pop();
        const above = work[work.length - 1];
        if (above) low[above.at] = Math.min(low[above.at], low[at]);
        if (low[at] === order[at]) leave(at);
      }
    }
  }
  return found.reverse();
}

/**
 * Parts in the order in which a reader meets them: components as the picture has them, others importers first.
 * @param {Part[]} list
 * @param {Bundle[]} bundles
 * @returns {{list: Part[], knotted: Set<Part>}}
 */
function readerOrder(list, bundles) {
  const placed = inOrder(list.length, bundles);
  const knotted = new Set(placed.filter((one) => one.knotted).map((one) => list[one.at]));
  const components = list.some((one) => one.component);
  return { list: layered(components ? list : placed.map((one) => list[one.at])), knotted };
}

/**
 * Parts by the level of their component, top first; those on no level follow, then the foundation, then what is in no
 * component. Those on one level stay as they were.
 * @param {Part[]} list
 */
function layered(list) {
  const rank = (/** @type {Part} */ one) => {
    const component = componentOf(one);
    if (!component) return 1e7;
    if (component.foundation) return 1e6;
    return component.level ?? (code.order.rule ? 1e5 : 0);
  };
  return list
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}
