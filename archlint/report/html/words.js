// @ts-check
// Says what a violation is, by sign, colour and word: no meaning is in a colour alone.

/** What a kind of violation looks like: "up", "skip", "peer" or "other"; "fine" is what breaks nothing. */
const LOOKS = {
  fine: { sign: '', word: 'allowed' },
  up: { sign: '↑', word: 'upward' },
  other: { sign: '⊘', word: 'forbidden' },
  peer: { sign: '⇄', word: 'between peers' },
  skip: { sign: '↷', word: 'skips a layer' },
};
/** @typedef {keyof typeof LOOKS} Look */
/** The gravest first, for a place that has several. @type {Look[]} */
const GRAVITY = ['up', 'other', 'peer', 'skip'];
/** @type {Record<string, Look>} */
const KINDS = {
  back: 'up',
  cycle: 'up',
  unstable: 'up',
  skip: 'skip',
  shortcut: 'skip',
  sibling: 'peer',
  branch: 'peer',
  join: 'peer',
};
const STATES = ['new', 'known', 'waived'];

/** @param {string} kind @returns {Look} */
const lookOf = (kind) => KINDS[kind] ?? 'other';

/**
 * How some violations look together: as the gravest of the least excused ones.
 * @param {number[]} bad
 * @returns {{look: Look, state: string}}
 */
function together(bad) {
  const states = code.violations.field('state');
  const kinds = code.violations.field('kind');
  let state = '';
  let look = 'fine';
  for (const at of bad) {
    const graver = state === '' || STATES.indexOf(states[at]) < STATES.indexOf(state);
    const found = lookOf(kinds[at]);
    if (graver || (states[at] === state && GRAVITY.indexOf(found) < GRAVITY.indexOf(/** @type {Look} */ (look))))
      look = found;
    if (graver) state = states[at];
  }
  return { look: /** @type {Look} */ (look), state };
}

/**
 * @param {number[]} bad
 * @returns {Record<string, number>}
 */
function byState(bad) {
  const states = code.violations.field('state');
  const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
  for (const at of bad) counts[states[at]]++;
  return counts;
}

/**
 * "3 new and 12 known violations"; "" for none.
 * @param {number[]} bad
 */
function stateWords(bad) {
  const counts = byState(bad);
  const words = STATES.filter((state) => counts[state]).map((state) => `${fmt(counts[state])} ${state}`);
  return words.length ? `${words.join(' and ')} ${bad.length === 1 ? 'violation' : 'violations'}` : '';
}

/**
 * A small sign with a word, such as that of a rule.
 * @param {Look} look
 * @param {string} word
 */
const tag = (look, word, state = 'new') =>
  h(
    'span',
    { class: `tag ${look} ${state}` },
    LOOKS[look].sign ? h('span', { 'aria-hidden': 'true' }, LOOKS[look].sign) : null,
    word,
  );

/** @param {string} state */
const stateTag = (state) => h('span', { class: `tag state ${state}` }, state);

/**
 * One tag for each rule and kind among violations, with how many there are.
 * @param {number[]} bad
 */
function ruleTags(bad) {
  const rules = code.violations.field('rule');
  const kinds = code.violations.field('kind');
  const states = code.violations.field('state');
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const at of bad) {
    const key = JSON.stringify([rules[at], kinds[at], states[at]]);
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  return [...groups].slice(0, 6).flatMap(([key, group]) => {
    const [rule, kind, state] = JSON.parse(key);
    return [
      tag(lookOf(kind), `${rule}/${kind}: ${fmt(group.length)}${state === 'new' ? '' : ` ${state}`}`, state),
      ' ',
    ];
  });
}

/**
 * A place in a file; a link where the settings say where the code can be seen.
 * @param {string} path
 * @param {number} line
 */
function placeLink(path, line) {
  const text = line ? `${path}:${line}` : path;
  if (!code.sourceUrl || !path) return h('span', { class: 'mono place' }, text);
  const way = path.split('/').map(encodeURIComponent).join('/');
  /** @type {Record<string, string>} */
  const filled = { path: way, line: String(line || 1), rev: encodeURIComponent(code.commit.id || 'HEAD') };
  const href = code.sourceUrl.replace(/\{(path|line|rev)\}/g, (_, name) => filled[name]);
  return h('a', { class: 'mono place', href, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** @param {string} id */
const ruleOf = (id) => code.rules.find((rule) => rule.id === id);

/** Whether the rule that orders the components wants each to import the next one only. */
const isList = () => code.order.type === 'linked-list';

/** The revision that is shown, in words. */
function revisionWords() {
  const { id, day, tree } = code.commit;
  const at = [id.slice(0, 8), day].filter(Boolean).join(' · ');
  if (tree && tree !== ':index') return tree.startsWith(id.slice(0, 8)) ? at : [tree, at].filter(Boolean).join(' · ');
  return at && `on ${at}`;
}
