// @ts-check
// A drawing that can be moved and zoomed, by mouse, by buttons and by the keys + - 0.

/** What the buttons do to the drawing that is shown. @type {{zoom: (by: number) => void, fit: () => void} | null} */
let shownCanvas = null;

const zoomButtons = () =>
  h(
    'span',
    { class: 'buttons' },
    h('button', { type: 'button', 'aria-label': 'Zoom out', onclick: () => shownCanvas?.zoom(0.8) }, '−'),
    h('button', { type: 'button', 'aria-label': 'Zoom in', onclick: () => shownCanvas?.zoom(1.25) }, '+'),
    h('button', { type: 'button', onclick: () => shownCanvas?.fit() }, 'Fit'),
  );

const BORDER = 24;
const LARGEST = 1.15;

/**
 * @param {{children: any[], x: number, y: number, width: number, height: number}} drawing
 * @param {string} label
 */
function canvas(drawing, label) {
  const svg = h('svg', { class: 'canvas', role: 'group', 'aria-label': label }, arrowHeads(), drawing.children);
  const x = drawing.x - BORDER;
  const y = drawing.y - BORDER;
  const width = drawing.width + 2 * BORDER;
  const height = drawing.height + 2 * BORDER;
  const scaled = Math.min(1, (must('#main').clientWidth - 2 * BORDER) / width);
  svg.style.setProperty('--wanted', `${Math.ceil(height * scaled)}px`);
  let view = [x, y, width, height];
  const set = () => svg.setAttribute('viewBox', view.map((number) => number.toFixed(1)).join(' '));
  const fit = () => {
    const box = svg.getBoundingClientRect();
    const scale = Math.min(LARGEST, box.width / width, box.height / height) || 1;
    const [wide, high] = [box.width / scale, box.height / scale];
    view = [x - (wide - width) / 2, y - (high - height) / 2, wide, high];
    set();
  };
  const zoom = (/** @type {number} */ by, at = [0.5, 0.5]) => {
    const [left, top, wide, high] = view;
    view = [left + wide * at[0] * (1 - 1 / by), top + high * at[1] * (1 - 1 / by), wide / by, high / by];
    set();
  };
  moved(
    svg,
    (dx, dy) => {
      view = [view[0] - dx * view[2], view[1] - dy * view[3], view[2], view[3]];
      set();
    },
    zoom,
  );
  shownCanvas = { zoom, fit };
  requestAnimationFrame(() => svg.isConnected && fit());
  return svg;
}

/**
 * @param {any} svg
 * @param {(dx: number, dy: number) => void} move by shares of what is seen
 * @param {(by: number, at: number[]) => void} zoom
 */
function moved(svg, move, zoom) {
  /** @type {number[] | null} */
  let held = null;
  svg.addEventListener(
    'wheel',
    (/** @type {WheelEvent} */ event) => {
      // Without a key the wheel scrolls the page, as everywhere.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY * 0.002), [
        (event.clientX - box.left) / box.width,
        (event.clientY - box.top) / box.height,
      ]);
    },
    { passive: false },
  );
  svg.addEventListener('pointerdown', (/** @type {any} */ event) => {
    if (event.target.closest('g.box, g.arrow')) return;
    held = [event.clientX, event.clientY];
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => {
    if (!held) return;
    const box = svg.getBoundingClientRect();
    move((event.clientX - held[0]) / box.width, (event.clientY - held[1]) / box.height);
    held = [event.clientX, event.clientY];
  });
  for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => (held = null));
}
