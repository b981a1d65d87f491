// @ts-check
// Takes apart what columns.py has put together.

/** @typedef {{all: any} | {values: any[], at: number[]}} Column */
/** @typedef {{count: number, columns: Record<string, Column>}} Packed */
/** @typedef {{importer: string, imported: string, path: string, line: number, lines: number}} Step */
/**
 * A violation as the JSON report has it.
 * @typedef {{
 *   rule: string, type: string, kind: string, severity: string, state: string, importer: string, imported: string,
 *   from: string, to: string, dependency: string, marks: string[], via: string, confidence: string, names: string[],
 *   path: string, line: number, column: number, end_line: number, end_column: number, lines: number[],
 *   chain: string[], cut: string[][] | null, message: string, because: string, help: string,
 *   owners: {importer: string[], imported: string[]}, fingerprint: string, steps: Step[], brought: boolean,
 *   other_end?: {path: string, line: number, column: number, topic: string},
 *   measured: {measure: string, value: number} | null,
 * }} Violation
 */
/** @typedef {(importer: string, imported: string) => {path: string, line: number}} Placing */

/** Fields whose values stand in other texts, each for the character of its position, from 1 on. */
const HOLDERS = ['importer', 'imported', 'from', 'to', 'dependency', 'kind', 'rule'];

/**
 * Numbers, of which each was told by how much it is greater than the one before.
 * @param {number[]} steps
 */
function summed(steps) {
  let at = 0;
  return steps.map((step) => (at += step));
}

/**
 * The values of a column, row by row.
 * @param {Column} column
 * @param {number} count
 * @returns {any[]}
 */
function cells(column, count) {
  if ('all' in column) return new Array(count).fill(column.all);
  return summed(column.at).map((at) => column.values[at]);
}

/**
 * Names, of which each was told by how many characters it shares with the one before, and the rest.
 * @param {(number | string)[]} coded
 */
function frontDecoded(coded) {
  /** @type {string[]} */
  const names = [];
  for (let at = 0; at < coded.length; at += 2) {
    const before = names[names.length - 1] ?? '';
    names.push(before.slice(0, Number(coded[at])) + coded[at + 1]);
  }
  return names;
}

/** Violations that came in columns: some fields of all of them at once, or all fields of one. */
class Ledger {
  /**
   * @param {Packed} packed
   * @param {Placing} place says where an import stands
   * @param {string[]} names of modules, which may be told by their numbers
   */
  constructor(packed, place, names) {
    this.count = packed.count;
    this.packed = packed;
    this.place = place;
    this.names = names;
    /** @type {Record<string, any[]>} */
    this.fields = {};
    /** @type {Map<number, Violation>} */
    this.rows = new Map();
  }

  /**
   * A field row by row; null where it follows from others.
   * @param {string} name
   */
  field(name) {
    const told = this.fields[name];
    if (told) return told;
    const found = cells(this.packed.columns[name] ?? { all: '' }, this.count);
    const named = name === 'importer' || name === 'imported' ? found.map((one) => this.named(one)) : found;
    return (this.fields[name] = named);
  }

  /** @param {string | number} module */
  named(module) {
    return typeof module === 'number' ? this.names[module] : module;
  }

  /**
   * One violation as the JSON report has it.
   * @param {number} at
   * @returns {Violation}
   */
  row(at) {
    const known = this.rows.get(at);
    if (known) return known;
    /** @type {any} */
    const row = {};
    for (const name of Object.keys(this.packed.columns)) row[name] = this.field(name)[at];
    row.chain = row.chain
      ? row.chain.map((/** @type {string | number} */ one) => this.named(one))
      : [row.importer, row.imported];
    const found = completed(row, this.place);
    this.rows.set(at, found);
    return found;
  }

  all() {
    return Array.from({ length: this.count }, (_, at) => this.row(at));
  }
}

/**
 * Fill in what follows from the other fields.
 * @param {any} row
 * @param {Placing} place
 * @returns {Violation}
 */
function completed(row, place) {
  const first = place(row.chain[0], row.chain[1]);
  row.path ??= first.path;
  row.line ??= first.line;
  row.lines ??= [row.line];
  row.end_line ??= row.line;
  if (row.cut === 'last') row.cut = [row.chain.slice(-2)];
  if (row.other_end === null) delete row.other_end;
  row.steps = row.steps.map((/** @type {number | Step} */ step, /** @type {number} */ at) => {
    if (typeof step !== 'number') return step;
    const [importer, imported] = row.chain.slice(at, at + 2);
    return { importer, imported, ...place(importer, imported), lines: step };
  });
  for (const name of ['message', 'help', 'fingerprint']) row[name] = spelled(row[name], row);
  return row;
}

/**
 * A text with the values of other fields where their signs stand.
 * @param {string | {plain: string}} text
 * @param {any} row
 */
function spelled(text, row) {
  if (typeof text !== 'string') return text.plain;
  return text.replace(/[\x01-\x07]/g, (sign) => row[HOLDERS[sign.charCodeAt(0) - 1]]);
}
