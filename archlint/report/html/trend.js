// @ts-check
// How the numbers have moved, commit by commit, every one judged by the rules of today.

const FIRST_CHARTS = ['violations', 'kind skip', 'kind back', 'largest cycle'];
/** Told last, and of these more is neither good nor bad. */
const NEUTRAL = ['modules', 'imports'];
const MOST_CHARTS = 8;
const MOST_DOTS = 60;
const CHART = { width: 560, height: 220, left: 56, right: 18, top: 14, bottom: 30 };

function trend() {
  const points = code.history?.points ?? [];
  if (points.length < 2) {
    return [
      h('h1', null, 'No history yet'),
      h(
        'p',
        { class: 'none' },
        h('code', null, 'archlint history'),
        ' judges the commits of the past; the next report shows how its numbers have moved.',
      ),
    ];
  }
  const measured = Object.keys(points[points.length - 1].numbers);
  const first = [
    ...FIRST_CHARTS,
    ...measured.filter((name) => !FIRST_CHARTS.includes(name) && !NEUTRAL.includes(name)),
  ];
  const names = [...first, ...NEUTRAL].filter((name) => measured.includes(name));
  return [
    h('h1', null, trendTitle(points)),
    h(
      'p',
      { class: 'muted' },
      `${counted(points.length, 'commit')} from ${points[0].date} to ${points[points.length - 1].date}, each judged by the rules of today.`,
    ),
    h(
      'div',
      { class: 'charts' },
      names.slice(0, MOST_CHARTS).map((name) => chart(name, points)),
    ),
    happenings(code.history?.events ?? []),
    pointTable(points, names),
  ];
}

/** @param {Point[]} points */
function trendTitle(points) {
  const first = points[0].numbers.violations;
  const last = points[points.length - 1].numbers.violations;
  if (first === undefined || last === undefined) return 'How the numbers have moved';
  if (first === last) return `Violations stayed at ${fmt(last)} since ${points[0].date}`;
  return `Violations ${last > first ? 'rose' : 'fell'} from ${fmt(first)} to ${fmt(last)} since ${points[0].date}`;
}

/**
 * @param {string} name
 * @param {Point[]} points
 */
function chart(name, points) {
  const values = points.map((point) => point.numbers[name] ?? 0);
  const last = values.length - 1;
  const by = values[last] - values[0];
  const looks = by === 0 || NEUTRAL.includes(name) ? '' : by > 0 ? 'bad' : 'good';
  const title = h(
    'h2',
    null,
    name,
    ' ',
    h('span', { class: 'value' }, number(values[last])),
    ' ',
    h(
      'span',
      { class: `delta ${looks}` },
      `${by ? `${by > 0 ? '+' : '−'}${number(Math.abs(by))}` : 'unchanged'} since ${points[0].date}`,
    ),
  );
  return h('section', null, title, line(name, points, values, looks));
}

/** @param {number} value */
const number = (value) =>
  Number.isInteger(value) ? fmt(value) : String(Number(value.toFixed(Math.abs(value) < 1 ? 3 : 1)));

/**
 * @param {string} name
 * @param {Point[]} points
 * @param {number[]} values
 * @param {string} looks
 */
function line(name, points, values, looks) {
  const { width, height, left, right, top, bottom } = CHART;
  const days = points.map((point) => Date.parse(point.date));
  const whole = days[days.length - 1] - days[0];
  const share = (/** @type {number} */ at) => (whole > 0 ? (days[at] - days[0]) / whole : at / (days.length - 1));
  const { ticks, most } = scale(Math.max(...values));
  const x = (/** @type {number} */ at) => fine(left + share(at) * (width - left - right));
  const y = (/** @type {number} */ value) => fine(height - bottom - (value / most) * (height - top - bottom));
  const last = values.length - 1;
  const path = values.map((value, at) => `${at ? 'L' : 'M'}${x(at)} ${y(value)}`).join('');
  const dots = values.length <= MOST_DOTS ? values.map((_, at) => at) : [0, last];
  return h(
    'svg',
    {
      class: `chart ${looks}`,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${name} went from ${number(values[0])} to ${number(values[last])}`,
    },
    ticks.map((tick) => [
      h('line', { class: 'grid', x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
      h('text', { class: 'note', x: left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, number(tick)),
    ]),
    h('text', { class: 'note', x: left, y: height - 8 }, points[0].date),
    h('text', { class: 'note', x: width - right, y: height - 8, 'text-anchor': 'end' }, points[last].date),
    h('path', { class: 'area', d: `${path}L${x(last)} ${y(0)}L${x(0)} ${y(0)}Z` }),
    h('path', { class: 'line', d: path }),
    dots.map((at) =>
      h(
        'circle',
        { cx: x(at), cy: y(values[at]), r: at === last ? 4.5 : 2.5 },
        h('title', null, `${pointName(points[at])}: ${number(values[at])}`),
      ),
    ),
  );
}

/**
 * Round numbers from 0 to at least the greatest value.
 * @param {number} greatest
 */
function scale(greatest) {
  const rough = (greatest || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  // Half a violation is none.
  const step = Number.isInteger(greatest) ? Math.max(1, round) : round;
  const count = Math.max(1, Math.ceil((greatest || 1) / step - 1e-9));
  return { ticks: Array.from({ length: count + 1 }, (_, at) => at * step), most: count * step };
}

/** @param {Point} point */
const pointName = (point) => [point.date, point.commit.slice(0, 8), point.subject].filter(Boolean).join(' · ');

/**
 * @param {Point[]} points
 * @param {string[]} names
 */
function pointTable(points, names) {
  const into = h('tbody');
  const row = (/** @type {Point} */ point) =>
    h(
      'tr',
      null,
      h('td', null, point.date),
      h('td', { class: 'mono' }, point.commit.slice(0, 8)),
      numberCell(point.new),
      numberCell(point.fixed),
      names.map((name) => h('td', { class: 'n' }, number(point.numbers[name] ?? 0))),
    );
  const { foot } = pager(ROWS, listed([...points].reverse(), row), { into, noun: 'Commits' });
  const heads = [
    'Day',
    'Commit',
    { text: 'New', number: true },
    { text: 'Fixed', number: true },
    ...names.map((name) => ({ text: name, number: true })),
  ];
  const list = table(heads, null);
  list.querySelector('tbody').replaceWith(into);
  return h(
    'details',
    null,
    h('summary', null, 'The numbers'),
    h('div', { class: 'scrolls', tabindex: 0, role: 'group', 'aria-label': 'The numbers' }, list),
    foot,
  );
}

/**
 * What came and went, the newest first.
 * @param {Happening[]} events
 */
function happenings(events) {
  if (!events.length) return null;
  const into = h('ul', { class: 'changes' });
  const row = (/** @type {Happening} */ one) =>
    h(
      'li',
      null,
      h('span', { class: `delta ${{ appeared: 'bad', fixed: 'good' }[one.event] ?? ''}` }, one.event),
      ' ',
      one.message ?? one.component ?? '',
      h('div', { class: 'faint' }, [one.date, one.commit.slice(0, 8), one.subject].filter(Boolean).join(' · ')),
    );
  const { foot } = pager(20, listed([...events].reverse(), row), { into, noun: 'Events' });
  return h('section', { class: 'events' }, h('h2', null, 'What happened'), into, foot);
}
