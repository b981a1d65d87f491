// @ts-check
// Reads what the page carries with it, once, and gives it to all views as `code`.

/** @typedef {{label: string, modules: number, level: number | null, foundation: boolean}} Component */
/** @typedef {{id: string, type: string, name: string, severity: string, sentence: string, because: string,
 *   path: string, line: number, judged: boolean, folder: string}} Rule */
/** @typedef {{path: string, line: number, column: number, message: string}} Place */
/** @typedef {{message: string, help: string, path: string, line: number}} Note */
/** @typedef {{metric: string, value: number, of: number, share: number | null, says: string}} Measure */
/** @typedef {{from: string, to: string, imports: number}} Dependency */
/**
 * What `archlint check --against` tells, or `archlint compare`.
 * @typedef {{
 *   revision: string, base: string, new: number, remained: number, fixed: Ledger, shifted: Ledger,
 *   components: {added: string[], removed: string[]}, dependencies: {added: Dependency[], removed: Dependency[]},
 *   metrics: Record<string, {before: number, after: number}>, policy: string[], loosened: boolean,
 * }} Comparison
 */
/**
 * The code at one commit, judged by the rules of today, as `archlint history --format json` tells it.
 * @typedef {{commit: string, date: string, subject: string, new: number, fixed: number,
 *   numbers: Record<string, number>}} Point
 */
/** @typedef {{commit: string, date: string, subject: string, event: string, kind?: string, message?: string,
 *   component?: string}} Happening */
/** @typedef {{of: {components: string, order: string, component_count: number, imports_between: number},
 *   numbers: Measure[], decomposition: {label: string, says: string, imports: number}[], componentCycle: string[],
 *   cut: Dependency[]}} Metrics */
/** @typedef {{count: number, tail: Int32Array, head: Int32Array, start: Int32Array, lines: number[], kinds: number[],
 *   kindNames: string[], paths: Record<number, string>}} Edges */
/**
 * @typedef {{
 *   project: string, commit: {id: string, day: string, tree: string}, sourceUrl: string, only: string[],
 *   report: Record<string, any>, summary: Record<string, any>, rules: Rule[], violations: Ledger, sources: string[],
 *   against: Comparison | null, history: {points: Point[], events?: Happening[]} | null, names: string[], paths: string[],
 *   home: number[], components: Component[], order: {rule: string, type: string}, edges: Edges, wires: Wires,
 *   metrics: Metrics | null, index: Map<string, number>,
 * }} Code
 */

/** @type {Code} */
let code;

/** Read the data of the page, and free the text that carried it. */
async function carried() {
  const holder = must('#data');
  const packed = Uint8Array.from(atob((holder.textContent ?? '').trim()), (character) => character.charCodeAt(0));
  holder.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/**
 * @param {any} told what document.py gives
 * @returns {Code}
 */
function understood(told) {
  const names = frontDecoded(told.modules.names);
  const index = new Map(names.map((name, at) => [name, at]));
  const paths = cells(told.modules.paths, names.length).map((path, at) => pathOf(names[at], path));
  const edges = connected(told.edges, names.length);
  /** @type {Placing} */
  const place = (importer, imported) => {
    const edge = edgeBetween(edges, index.get(importer) ?? -1, index.get(imported) ?? -1);
    return edge < 0 ? { path: '', line: 0 } : placeOf(edges, paths, edge);
  };
  const violations = new Ledger(told.report.violations, place, names);
  const against = told.report.against;
  const nowhere = () => ({ path: '', line: 0 });
  return {
    ...told,
    project:
      told.project.slice(0, 2).join(', ') + (told.project.length > 2 ? ` and ${told.project.length - 2} more` : ''),
    report: told.report,
    summary: told.report.summary,
    rules: told.report.rules,
    violations,
    sources: cells(told.sources, violations.count),
    against: against && {
      ...against,
      fixed: new Ledger(against.fixed, nowhere, []),
      shifted: new Ledger(against.shifted, nowhere, []),
    },
    names,
    paths,
    home: cells(told.modules.components, names.length),
    edges,
    wires: wiresOf(told.wires),
    index,
  };
}

/**
 * @param {string} name
 * @param {string | number | null} path
 */
function pathOf(name, path) {
  if (typeof path === 'string') return path;
  return name.replaceAll('.', '/') + (path ? '/__init__.py' : '.py');
}

/**
 * The imports as arrays: those of module m are the ones from start[m] to start[m + 1].
 * @param {any} told
 * @param {number} modules
 * @returns {Edges}
 */
function connected(told, modules) {
  const count = told.lines.length;
  const tail = new Int32Array(count);
  const head = new Int32Array(count);
  const start = new Int32Array(modules + 1);
  let at = 0;
  summed(told.tails).forEach((importer, row) => {
    for (const imported of summed(told.heads[row])) {
      tail[at] = importer;
      head[at++] = imported;
      start[importer + 1]++;
    }
  });
  for (let module = 0; module < modules; module++) start[module + 1] += start[module];
  return { ...told, count, tail, head, start, kinds: cells(told.kinds, count) };
}

/**
 * The number of the import from one module to another; -1 where there is none.
 * @param {Edges} edges
 * @param {number} tail
 * @param {number} head
 */
function edgeBetween(edges, tail, head) {
  if (tail < 0 || head < 0) return -1;
  let low = edges.start[tail];
  let high = edges.start[tail + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (edges.head[middle] === head) return middle;
    if (edges.head[middle] < head) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * @param {Edges} edges
 * @param {string[]} paths
 * @param {number} edge
 */
function placeOf(edges, paths, edge) {
  return { path: edges.paths[edge] ?? paths[edges.tail[edge]], line: edges.lines[edge] };
}

/** The JSON report that this page was made of: what `archlint check --format json` prints. */
function wholeReport() {
  const { report, violations, against } = code;
  return {
    ...report,
    violations: violations.all(),
    outside: frontDecoded(report.outside),
    against: against && {
      ...report.against,
      fixed: against.fixed.all(),
      shifted: against.shifted.all(),
    },
  };
}
