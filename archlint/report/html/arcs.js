// @ts-check
// Leads arrows around a stack of boxes: down the right side, up the left side, each in a lane of its own.

/** @typedef {{top: number, height: number}} Row */
/**
 * An arrow around the stack, and the way that was found for it.
 * @typedef {{from: number, to: number, lane: number, fromY: number, toY: number}} Arc
 */

const PILL = 20;
const PORT = 23;
const ARRIVAL = 10;
const MARGIN = 12;

/**
 * Give each arrow a lane such that arrows of one lane never overlap; short ones are near the boxes.
 * @param {{from: number, to: number}[]} arrows of one side
 * @returns {Arc[]} in the same order
 */
function inLanes(arrows) {
  const arcs = arrows.map(({ from, to }) => ({ from, to, lane: -1, fromY: 0, toY: 0 }));
  /** @type {Arc[][]} */
  const lanes = [];
  const span = (/** @type {Arc} */ arc) => Math.abs(arc.to - arc.from);
  for (const arc of [...arcs].sort((a, b) => span(a) - span(b) || upper(a) - upper(b))) {
    // Arrows that only meet at a box can share a lane: what arrives there from above does so above what leaves.
    let lane = lanes.findIndex((taken) =>
      taken.every((other) => lower(other) <= upper(arc) || upper(other) >= lower(arc)),
    );
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane].push(arc);
    arc.lane = lane;
  }
  return arcs;
}

const upper = (/** @type {Arc} */ arc) => Math.min(arc.from, arc.to);
const lower = (/** @type {Arc} */ arc) => Math.max(arc.from, arc.to);

/**
 * The ends of arrows at one box, in the order from top to bottom in which no two of them cross.
 * @param {Arc[]} arcs of one side
 * @param {number} row
 */
function ends(arcs, row) {
  const above = arcs.filter((arc) => lower(arc) === row).sort((a, b) => a.lane - b.lane);
  const below = arcs.filter((arc) => upper(arc) === row).sort((a, b) => b.lane - a.lane);
  return [...above, ...below].map((arc) => ({ arc, leaves: arc.from === row }));
}

/** @param {{leaves: boolean}[]} found */
const room = (found) => found.reduce((sum, { leaves }) => sum + (leaves ? PORT : ARRIVAL), 0);

/**
 * Place rows below one another, each as high as its arrows need, and say at which height each arrow leaves and arrives.
 * @param {Arc[][]} sides
 * @param {number} count
 * @param {{least: number, gap: number}} sizes
 * @returns {Row[]}
 */
function stacked(sides, count, { least, gap }) {
  /** @type {Row[]} */
  const rows = [];
  let top = MARGIN;
  for (let row = 0; row < count; row++) {
    const found = sides.map((arcs) => ends(arcs, row));
    const height = Math.max(least, ...found.map((one) => room(one) + MARGIN));
    for (const one of found) spread(one, row, top + (height - room(one)) / 2);
    rows.push({ top, height });
    top += height + gap;
  }
  return rows;
}

/**
 * @param {{arc: Arc, leaves: boolean}[]} found
 * @param {number} row
 * @param {number} y
 */
function spread(found, row, y) {
  for (const { arc, leaves } of found) {
    const size = leaves ? PORT : ARRIVAL;
    if (arc.from === row) arc.fromY = y + size / 2;
    else arc.toY = y + size / 2;
    y += size;
  }
}

/**
 * The way of an arrow: out of a box, along its lane, into the other box.
 * @param {Arc} arc
 * @param {{side: 1 | -1, edge: number, lanes: number, step: number}} where x of the boxes' edge, x of the first lane
 */
function arcPath(arc, { side, edge, lanes, step }) {
  const x = lanes + side * arc.lane * step;
  const down = arc.toY > arc.fromY ? 1 : -1;
  const bend = Math.min(9, Math.abs(arc.toY - arc.fromY) / 2);
  return [
    `M${edge} ${arc.fromY}H${x - side * bend}`,
    `Q${x} ${arc.fromY} ${x} ${arc.fromY + down * bend}V${arc.toY - down * bend}`,
    `Q${x} ${arc.toY} ${x - side * bend} ${arc.toY}H${edge + side * 3}`,
  ].join('');
}
