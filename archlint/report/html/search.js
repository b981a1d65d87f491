// @ts-check
// Finds a module, a package or a component by a piece of its name.

const MOST_FOUND = 12;

function searchBox() {
  const input = must('#find');
  const list = must('#found');
  /** @type {Part[]} */
  let hits = [];
  let chosenHit = 0;
  const go = (/** @type {Part} */ one) => {
    input.value = '';
    show();
    input.blur();
    location.hash = one.kids.length
      ? link('matrix', { at: one.key })
      : link('graph', { focus: code.names[one.module] ?? null, at: one.module < 0 ? one.key : null });
  };
  const mark = () => {
    [...list.children].forEach((child, at) =>
      child.setAttribute('aria-selected', String(at === chosenHit && hits.length > 0)),
    );
    if (hits.length) input.setAttribute('aria-activedescendant', `hit-${chosenHit}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const show = () => {
    const wanted = input.value.trim().toLowerCase();
    hits = wanted ? hitsOf(wanted) : [];
    chosenHit = 0;
    list.hidden = !wanted;
    input.setAttribute('aria-expanded', String(Boolean(wanted)));
    const options = hits.map((one, at) =>
      h(
        'li',
        {
          role: 'option',
          id: `hit-${at}`,
          onmousedown: (/** @type {any} */ event) => (event.preventDefault(), go(one)),
        },
        one.title,
      ),
    );
    list.replaceChildren(
      ...(hits.length || !wanted
        ? options
        : [h('li', { class: 'muted', role: 'option', 'aria-disabled': 'true' }, 'Nothing is called like that')]),
    );
    mark();
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', () => (list.hidden = true));
  input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step) {
      event.preventDefault();
      chosenHit = Math.max(0, Math.min(hits.length - 1, chosenHit + step));
      mark();
    } else if (event.key === 'Enter' && hits[chosenHit]) go(hits[chosenHit]);
    else if (event.key === 'Escape') {
      event.stopPropagation();
      input.value = '';
      show();
      input.blur();
    }
  });
}

/**
 * The best first: what ends with the wanted, then what has a part that begins with it; of these the shortest.
 * @param {string} wanted
 */
function hitsOf(wanted) {
  /** @type {{one: Part, rank: number, title: string}[]} */
  const found = [];
  for (const one of parts.values()) {
    const name = one.title.toLowerCase();
    const at = name.indexOf(wanted);
    if (
      at < 0 ||
      (one.key.startsWith('*') && !one.component) ||
      one.key.startsWith('level ') ||
      one.label === '__init__'
    )
      continue;
    const rank = at + wanted.length === name.length ? 0 : at === 0 || name[at - 1] === '.' ? 1 : 2;
    found.push({ one, rank, title: one.title });
  }
  found.sort((a, b) => a.rank - b.rank || a.title.length - b.title.length || (a.title < b.title ? -1 : 1));
  const told = new Set();
  return found
    .filter(({ title }) => !told.has(title) && told.add(title))
    .slice(0, MOST_FOUND)
    .map(({ one }) => one);
}
