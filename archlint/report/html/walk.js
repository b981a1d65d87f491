// @ts-check
// Lets one walk a grid of cells by mouse and keyboard, with the row and the column of a cell lit.

/**
 * @param {any} made the table
 * @param {any[][]} cells
 * @param {(i: number, j: number) => void} say about the cell that is looked at
 * @param {(i: number, j: number) => void} open
 */
function walked(made, cells, say, open) {
  /** @type {any[]} */
  let lit = [];
  const rows = made.tBodies[0].rows;
  const spot = (/** @type {any} */ event) => {
    const cell = event.target.closest('td');
    return cell ? { cell, i: Number(cell.dataset.i), j: Number(cell.dataset.j) } : null;
  };
  const light = (/** @type {any} */ event) => {
    const at = spot(event);
    if (!at) return;
    for (const element of lit) element.classList.remove('lit');
    lit = [rows[at.i].cells[0], made.tHead.rows[0].cells[at.j + 1], ...cells[at.i], ...cells.map((row) => row[at.j])];
    for (const element of lit) element.classList.add('lit');
    say(at.i, at.j);
  };
  const step = (/** @type {KeyboardEvent} */ event) => {
    const at = spot(event);
    if (!at) return;
    if (event.key === 'Enter') return open(at.i, at.j);
    const next = stepped(event.key, at.i, at.j, cells.length - 1);
    if (!next) return;
    event.preventDefault();
    at.cell.tabIndex = -1;
    const cell = cells[next[0]][next[1]];
    cell.tabIndex = 0;
    cell.focus();
  };
  made.addEventListener('mouseover', light);
  made.addEventListener('focusin', light);
  made.addEventListener('keydown', step);
  made.addEventListener('click', (/** @type {any} */ event) => {
    const at = spot(event);
    if (!at) return;
    at.cell.focus();
    open(at.i, at.j);
  });
  return made;
}

/**
 * Where a key leads from a cell; nothing for other keys.
 * @param {string} key
 * @param {number} i
 * @param {number} j
 * @param {number} last
 */
function stepped(key, i, j, last) {
  if (key === 'ArrowRight') return [i, Math.min(last, j + 1)];
  if (key === 'ArrowLeft') return [i, Math.max(0, j - 1)];
  if (key === 'ArrowDown') return [Math.min(last, i + 1), j];
  if (key === 'ArrowUp') return [Math.max(0, i - 1), j];
  if (key === 'Home') return [i, 0];
  if (key === 'End') return [i, last];
  return null;
}
