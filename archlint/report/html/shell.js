// @ts-check
// What stands around the views: tabs, theme, keys; and the start.

/** @type {Record<string, {title: string, draw: () => any}>} */
const VIEWS = {
  overview: { title: 'Overview', draw: overview },
  layers: { title: 'Layers', draw: layers },
  matrix: { title: 'Matrix', draw: matrix },
  graph: { title: 'Graph', draw: graph },
  violations: { title: 'Violations', draw: violations },
  trend: { title: 'Trend', draw: trend },
  compare: { title: 'Compare', draw: compare },
};

/** The part of the address that the view shown was drawn from. */
let drawnFrom = '';

/** Show what the address says: draw the view anew only where it is about something else. */
function show() {
  const wanted = viewPart();
  if (wanted !== drawnFrom) {
    drawnFrom = wanted;
    const name = address().view in VIEWS ? address().view : 'overview';
    shownCanvas = null;
    for (const tab of must('#tabs').children) {
      if (tab.getAttribute('href') === link(name)) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    must('#tabs [aria-current]').scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const main = must('#main');
    main.dataset.view = name;
    main.replaceChildren(...nodes(VIEWS[name].draw()));
    document.title = `${VIEWS[name].title} · ${code.project}`;
    scrollTo(0, 0);
  }
  fillPanel();
}

function themes() {
  const button = must('#theme');
  const root = document.documentElement;
  const dark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const tell = () => {
    button.textContent = dark() ? '☀' : '☾';
    button.setAttribute('aria-label', `Switch to ${dark() ? 'light' : 'dark'} colours`);
  };
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    tell();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  tell();
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const names = Object.keys(VIEWS);
  const number = Number(event.key);
  if (event.key === '/') {
    event.preventDefault();
    must('#find').focus();
  } else if (event.key === 'Escape') closePanel();
  else if (number >= 1 && number <= names.length) location.hash = link(names[number - 1]);
  else if (event.key === '+' || event.key === '=') shownCanvas?.zoom(1.25);
  else if (event.key === '-') shownCanvas?.zoom(0.8);
  else if (event.key === '0') shownCanvas?.fit();
}

async function start() {
  const began = performance.now();
  code = understood(await carried());
  divide();
  must('#project').textContent = code.project;
  must('#revision').textContent = revisionWords();
  must('#tabs').append(...Object.entries(VIEWS).map(([name, { title }]) => h('a', { href: link(name) }, title)));
  // The address belongs to the views, so that a jump inside of the page may not change it.
  must('.jump').addEventListener(
    'click',
    (/** @type {Event} */ event) => (event.preventDefault(), must('#main').focus()),
  );
  themes();
  searchBox();
  addEventListener('hashchange', show);
  addEventListener('keydown', pressed);
  addEventListener('resize', () => shownCanvas?.fit());
  show();
  // For whoever wants the facts instead of the picture: archlint.report() in the console.
  Object.assign(globalThis, { archlint: { report: wholeReport } });
  document.documentElement.dataset.ready = String(Math.round(performance.now() - began));
}

start().catch((error) => {
  must('#main').replaceChildren(
    h('h1', null, 'This page could not be read'),
    h('p', null, `${error}`),
    h('p', null, 'It needs a browser of 2023 or later. `archlint check` tells the same in a terminal.'),
  );
  throw error;
});
