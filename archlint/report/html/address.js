// @ts-check
// The address holds all that is seen: the view, what it is about, and what is open beside it.

/** Of these the panel beside the view is made; the view itself does not depend on them. */
const PANEL = ['tail', 'head', 'violation'];

/** @typedef {Record<string, string | number | null | undefined | false>} Query */

/** What the address says now. */
function address() {
  const [view, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: view || 'overview', query: new URLSearchParams(query ?? '') };
}

/**
 * The address of a view.
 * @param {string} view
 * @param {Query} [query]
 */
function link(view, query = {}) {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) said.set(name, String(value));
  const text = said.toString();
  return `#/${view}${text ? `?${text}` : ''}`;
}

/**
 * The address of what is seen now, with some of it changed.
 * @param {Query} changes
 */
function changed(changes) {
  const { view, query } = address();
  return link(view, { ...Object.fromEntries(query), ...changes });
}

/** @param {Query} changes */
function turn(changes) {
  location.hash = changed(changes);
}

/**
 * Note in the address what is seen already.
 * @param {Query} changes
 */
function note(changes) {
  history.replaceState(null, '', changed(changes));
}

/** What the view depends on, of an address. */
function viewPart() {
  const { view, query } = address();
  for (const name of PANEL) query.delete(name);
  query.sort();
  return `${view}?${query}`;
}

/**
 * The address that opens, beside what is seen now, what leads from one part to another.
 * @param {Part} tail
 * @param {Part} head
 */
const pairLink = (tail, head) => changed({ violation: null, tail: tail.key, head: head.key });

/** @param {number} at the number of a violation */
const violationLink = (at) => changed({ tail: null, head: null, violation: code.violations.row(at).fingerprint });
