// @ts-check
// Places a small graph on ranks, top down, and leads its arrows between the boxes: Sugiyama, Tagawa and Toda 1981.

/** @typedef {{x: number, y: number, width: number}} Box */
/**
 * A box, or the place where a long arrow passes a rank.
 * @typedef {{node: number, rank: number, width: number, x: number, up: Item[], down: Item[]}} Item
 */
/** @typedef {{tail: number, head: number}} Link */
/** @typedef {{boxes: Box[], paths: string[], width: number, height: number}} Layout */

const BOX = 34;
const APART = 22;
const PASSAGE = 14;
const SWEEPS = 12;
const PULLS = 60;

/**
 * @param {{rank: number, width: number}[]} nodesGiven
 * @param {Link[]} links
 * @returns {Layout}
 */
function laidOut(nodesGiven, links) {
  const ranks = [...new Set(nodesGiven.map((one) => one.rank))].sort((a, b) => a - b);
  const items = nodesGiven.map(({ rank, width }, node) => item(node, ranks.indexOf(rank), width));
  /** @type {Item[][]} */
  const rows = ranks.map((_, rank) => items.filter((one) => one.rank === rank));
  const ways = links.map(({ tail, head }) => passages(items[tail], items[head], rows));
  untangled(rows);
  straightened(rows);
  const left = Math.min(...rows.flat().map((one) => one.x - one.width / 2));
  rows.flat().forEach((one) => (one.x -= left));
  const gap = Math.min(78, 46 + 2 * Math.max(0, ...rows.map((row) => row.length)));
  const tops = rows.map((_, rank) => rank * (BOX + gap));
  const routed = routes(ways, tops);
  return {
    boxes: items.map((one) => ({ x: one.x, y: tops[one.rank], width: one.width })),
    paths: routed,
    width: Math.max(...rows.flat().map((one) => one.x + one.width / 2)),
    height: tops[tops.length - 1] + BOX,
  };
}

/**
 * @param {number} node
 * @param {number} rank
 * @param {number} width
 * @returns {Item}
 */
const item = (node, rank, width) => ({ node, rank, width, x: 0, up: [], down: [] });

/**
 * What an arrow passes, from its tail to its head; the passages are put into the rows.
 * @param {Item} tail
 * @param {Item} head
 * @param {Item[][]} rows
 */
function passages(tail, head, rows) {
  const way = [tail];
  const step = Math.sign(head.rank - tail.rank);
  for (let rank = tail.rank + step; step && rank !== head.rank; rank += step) {
    const one = item(-1, rank, PASSAGE);
    rows[rank].push(one);
    way.push(one);
  }
  way.push(head);
  for (let at = 1; step && at < way.length; at++) {
    const [above, below] = step > 0 ? [way[at - 1], way[at]] : [way[at], way[at - 1]];
    above.down.push(below);
    below.up.push(above);
  }
  return way;
}

/**
 * Order each row by the middle of what its items hang on, down and up again, and keep the order with the fewest crossings.
 * @param {Item[][]} rows
 */
function untangled(rows) {
  let best = rows.map((row) => [...row]);
  let fewest = crossings(rows);
  for (let sweep = 0; sweep < SWEEPS && fewest; sweep++) {
    const down = sweep % 2 === 0;
    const order = down ? rows : [...rows].reverse();
    for (const row of order.slice(1)) sortByMiddle(row, rows, down);
    const found = crossings(rows);
    if (found < fewest) {
      fewest = found;
      best = rows.map((row) => [...row]);
    }
  }
  best.forEach((row, rank) => rows[rank].splice(0, row.length, ...row));
}

/**
 * @param {Item[]} row
 * @param {Item[][]} rows
 * @param {boolean} down
 */
function sortByMiddle(row, rows, down) {
  const beside = rows[row[0].rank + (down ? -1 : 1)];
  const place = new Map(beside.map((one, at) => [one, at]));
  const middle = new Map(
    row.map((one, at) => {
      const found = (down ? one.up : one.down).map((other) => place.get(other) ?? 0);
      return [one, found.length ? found.reduce((a, b) => a + b) / found.length : (at / row.length) * beside.length];
    }),
  );
  row.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
}

/** @param {Item[][]} rows */
function crossings(rows) {
  let count = 0;
  for (let rank = 1; rank < rows.length; rank++) {
    const place = new Map(rows[rank].map((one, at) => [one, at]));
    /** @type {number[]} */
    const ends = rows[rank - 1].flatMap((one) => one.down.map((other) => place.get(other) ?? 0).sort((a, b) => a - b));
    for (let a = 0; a < ends.length; a++) for (let b = a + 1; b < ends.length; b++) if (ends[a] > ends[b]) count++;
  }
  return count;
}

/**
 * Move items as near to what they hang on as their order and their widths allow.
 * @param {Item[][]} rows
 */
function straightened(rows) {
  for (const row of rows)
    settle(
      row,
      row.map(() => 0),
    );
  for (let sweep = 0; sweep < PULLS; sweep++) {
    for (const row of sweep % 2 ? [...rows].reverse() : rows) {
      settle(
        row,
        row.map((one) => {
          const hung = [...one.up, ...one.down];
          // A long arrow looks best straight, so its passages pull more than boxes do.
          const weight = (/** @type {Item} */ other) => (one.node < 0 && other.node < 0 ? 8 : 1);
          const sum = hung.reduce((all, other) => all + weight(other), 0);
          return sum ? hung.reduce((all, other) => all + other.x * weight(other), 0) / sum : one.x;
        }),
      );
    }
  }
}

/**
 * Place a row as near to wished positions as its order allows, by least squares: pools of adjacent violators.
 * @param {Item[]} row
 * @param {number[]} wished
 */
function settle(row, wished) {
  let offset = 0;
  const offsets = row.map((one, at) => (offset += at ? (row[at - 1].width + one.width) / 2 + APART : 0));
  /** @type {{sum: number, count: number}[]} */
  const pools = [];
  const mean = (/** @type {{sum: number, count: number}} */ pool) => pool.sum / pool.count;
  wished.forEach((x, at) => {
    let pool = { sum: x - offsets[at], count: 1 };
    while (pools.length && mean(pools[pools.length - 1]) > mean(pool)) {
      const before = /** @type {{sum: number, count: number}} */ (pools.pop());
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
    }
    pools.push(pool);
  });
  let at = 0;
  for (const pool of pools) for (let one = 0; one < pool.count; one++, at++) row[at].x = mean(pool) + offsets[at];
}

/**
 * The ways of arrows as curves; at a box they leave and arrive side by side.
 * @param {Item[][]} ways
 * @param {number[]} tops
 */
function routes(ways, tops) {
  /** @type {Map<string, {x: number, way: number}[]>} */
  const ports = new Map();
  const port = (
    /** @type {Item} */ one,
    /** @type {string} */ edge,
    /** @type {number} */ x,
    /** @type {number} */ way,
  ) => {
    const key = `${one.node} ${edge}`;
    ports.set(key, [...(ports.get(key) ?? []), { x, way }]);
  };
  const side = (/** @type {Item[]} */ way, /** @type {boolean} */ first) => {
    const [one, other] = first ? [way[0], way[1]] : [way[way.length - 1], way[way.length - 2]];
    return { one, other, edge: other.rank < one.rank ? 'top' : 'bottom' };
  };
  ways.forEach((way, at) => {
    for (const first of [true, false]) {
      const { one, other, edge } = side(way, first);
      port(one, edge, other.x, at);
    }
  });
  for (const found of ports.values()) found.sort((a, b) => a.x - b.x || a.way - b.way);
  const at = (/** @type {Item[]} */ way, /** @type {number} */ number, /** @type {boolean} */ first) => {
    const { one, edge } = side(way, first);
    const found = ports.get(`${one.node} ${edge}`) ?? [];
    const step = Math.min(18, (one.width - 24) / Math.max(1, found.length - 1));
    const place = found.findIndex((each) => each.way === number);
    return { x: one.x + (place - (found.length - 1) / 2) * step, y: tops[one.rank] + (edge === 'top' ? 0 : BOX) };
  };
  return ways.map((way, number) => curve(way, at(way, number, true), at(way, number, false), tops));
}

/**
 * @param {Item[]} way
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {number[]} tops
 */
function curve(way, from, to, tops) {
  if (way[0].rank === way[way.length - 1].rank) {
    const depth = from.y + 16 + Math.min(24, Math.abs(to.x - from.x) * 0.06);
    return `M${fine(from.x)} ${from.y}C${fine(from.x)} ${fine(depth)} ${fine(to.x)} ${fine(depth)} ${fine(to.x)} ${from.y + 2}`;
  }
  const down = from.y < to.y;
  let path = `M${fine(from.x)} ${from.y}`;
  let last = from;
  const bend = (/** @type {number} */ x, /** @type {number} */ y) => {
    const middle = (last.y + y) / 2;
    path += `C${fine(last.x)} ${fine(middle)} ${fine(x)} ${fine(middle)} ${fine(x)} ${fine(y)}`;
    last = { x, y };
  };
  for (const one of way.slice(1, -1)) {
    bend(one.x, tops[one.rank] + (down ? 0 : BOX));
    last = { x: one.x, y: tops[one.rank] + (down ? BOX : 0) };
    path += `V${last.y}`;
  }
  bend(to.x, to.y + (down ? -2 : 2));
  return path;
}

const fine = (/** @type {number} */ number) => Math.round(number * 10) / 10;
