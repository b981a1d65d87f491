// @ts-check
// The code as parts within parts, by components and by packages, and what leads from part to part.

/**
 * A component, a package or a module. `modules` are all first-party modules in it.
 * @typedef {{key: string, label: string, title: string, kids: Part[], up: Part | null, module: number,
 *   modules: number[], component: Component | null}} Part
 */
/**
 * What one part imports of another: positions of both in a list, the imports, the violations between them, and what
 * couples them besides, where that is wanted.
 * @typedef {{tail: number, head: number, edges: number[], bad: number[], wires: number[]}} Bundle
 */

/** @type {Map<string, Part>} */
const parts = new Map();
/** The importing and the imported module of each violation, -1 where that is none of ours. */
let tails = new Int32Array(0);
let heads = new Int32Array(0);
/** The violations that an import itself is, by its number. @type {Map<number, number[]>} */
const badEdges = new Map();

const NOWHERE = 'in no component';

/** Build all parts; called once. */
function divide() {
  place();
  const byPackage = part('.', 'all packages', null);
  const stem = grown(byPackage, '', allModules());
  if (stem) byPackage.label = byPackage.title = stem;
  const byComponent = part('*', 'all components', null);
  /** @type {number[][]} */
  const inside = code.components.map(() => []);
  /** @type {number[]} */
  const outside = [];
  code.home.forEach((component, module) => (component < 0 ? outside : inside[component]).push(module));
  code.components.forEach((component, at) => {
    const found = part(`*${component.label}`, component.label, byComponent);
    found.component = component;
    grown(found, `*${component.label}*`, inside[at]);
  });
  if (outside.length && code.components.length) {
    const left = part(`*${NOWHERE}`, NOWHERE, byComponent);
    grown(left, `*${NOWHERE}*`, outside);
  }
  byComponent.modules = allModules();
  for (const one of [...parts.values()])
    if (one.module >= 0 && one.kids.length) part(`${one.key}.__init__`, '__init__', null).modules.push(one.module);
  for (const level of levels()) parts.set(level.key, level);
}

function allModules() {
  return code.names.map((_, module) => module);
}

/** Find out where each violation stands. */
function place() {
  const { violations, index, edges } = code;
  const importers = violations.field('importer');
  const importeds = violations.field('imported');
  const steps = violations.field('steps');
  tails = Int32Array.from(importers, (name) => index.get(name) ?? -1);
  heads = Int32Array.from(importeds, (name) => index.get(name) ?? -1);
  steps.forEach((chain, at) => {
    const edge = chain.length ? -1 : edgeBetween(edges, tails[at], heads[at]);
    if (edge < 0) return;
    const found = badEdges.get(edge);
    if (found) found.push(at);
    else badEdges.set(edge, [at]);
  });
}

/**
 * @param {string} key
 * @param {string} label
 * @param {Part | null} up
 * @returns {Part}
 */
function part(key, label, up, title = label) {
  const made = { key, label, title, kids: [], up, module: -1, modules: [], component: null };
  parts.set(key, made);
  up?.kids.push(made);
  return made;
}

/**
 * Let packages grow in a part, out of some modules by name; a package that holds nothing but one other is that one.
 * @param {Part} root
 * @param {string} lead what keys begin with
 * @param {number[]} modules
 */
function grown(root, lead, modules) {
  root.modules = modules;
  const stem = sharedStem(modules.map((module) => code.names[module]));
  for (const module of modules) {
    const name = code.names[module];
    let at = root;
    for (let dot = stem.length; dot < name.length;) {
      const next = name.indexOf('.', dot + 1);
      const upTo = next < 0 ? name.length : next;
      const whole = name.slice(0, upTo);
      at = parts.get(lead + whole) ?? part(lead + whole, whole.slice(dot ? dot + 1 : 0), at, whole);
      if (upTo < name.length) at.modules.push(module);
      dot = upTo;
    }
    at.module = module;
    if (at !== root) at.modules.push(module);
  }
  return stem;
}

/**
 * The package that all names lie in or are; "" where there is none.
 * @param {string[]} names
 */
function sharedStem(names) {
  if (names.length < 2)
    return names.length && names[0].includes('.') ? names[0].slice(0, names[0].lastIndexOf('.')) : '';
  let stem = names[0];
  for (const name of names) {
    while (stem && name !== stem && !name.startsWith(`${stem}.`))
      stem = stem.slice(0, Math.max(0, stem.lastIndexOf('.')));
  }
  return stem;
}

/**
 * What a part consists of; the code of a package itself is one of its parts.
 * @param {Part} whole
 * @returns {Part[]}
 */
function kidsOf(whole) {
  const own = parts.get(`${whole.key}.__init__`);
  return own ? [...whole.kids, own] : whole.kids;
}

/**
 * The components that stand on one level, as parts, top first; the foundation comes last. Where no rule orders the
 * components, each is a level of its own.
 * @returns {Part[]}
 */
function levels() {
  const all = partOf('*').kids.filter((one) => one.component);
  /** @type {Map<string, Part[]>} */
  const rows = new Map();
  for (const one of layered(all)) {
    const { level, foundation, label } = /** @type {Component} */ (one.component);
    const key = !code.order.rule ? `only ${label}` : foundation ? 'foundation' : level === null ? '' : String(level);
    if (key) rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  return [...rows].map(([key, members]) => {
    const label = members.length === 1 ? members[0].label : members.map((one) => one.label).join(', ');
    const modules = members.flatMap((one) => one.modules);
    return {
      key: `level ${key}`,
      label,
      title: label,
      kids: members,
      up: null,
      module: -1,
      modules,
      component: members[0].component,
    };
  });
}

/**
 * What leads from one to another of some parts that have no module in common.
 * @param {Part[]} list
 * @param {boolean} withWires also what is no import
 * @returns {Bundle[]}
 */
function between(list, withWires = false) {
  const { edges, wires } = code;
  const owner = new Int32Array(code.names.length).fill(-1);
  list.forEach((one, at) => one.modules.forEach((module) => (owner[module] = at)));
  /** @type {Map<number, Bundle>} */
  const found = new Map();
  const bundle = (/** @type {number} */ tail, /** @type {number} */ head) => {
    const key = tail * list.length + head;
    let made = found.get(key);
    if (!made) found.set(key, (made = { tail, head, edges: [], bad: [], wires: [] }));
    return made;
  };
  for (let edge = 0; edge < edges.count; edge++) {
    const tail = owner[edges.tail[edge]];
    const head = owner[edges.head[edge]];
    if (tail >= 0 && head >= 0 && tail !== head) bundle(tail, head).edges.push(edge);
  }
  for (let at = 0; withWires && at < wires.count; at++) {
    const tail = owner[wires.tail[at]];
    const head = owner[wires.head[at]];
    if (tail >= 0 && head >= 0 && tail !== head) bundle(tail, head).wires.push(at);
  }
  for (let at = 0; at < tails.length; at++) {
    if (tails[at] < 0 || heads[at] < 0) continue;
    const tail = owner[tails[at]];
    const head = owner[heads[at]];
    if (tail >= 0 && head >= 0 && tail !== head) bundle(tail, head).bad.push(at);
  }
  return [...found.values()];
}

/**
 * The part of that key; all components, or all packages where there are none, if nothing is called so.
 * @param {string | null} key
 */
const partOf = (key) => /** @type {Part} */ (parts.get(key ?? '*') ?? parts.get(code.components.length ? '*' : '.'));

/**
 * The component that all of a part is in.
 * @param {Part} one
 * @returns {Component | null}
 */
function componentOf(one) {
  if (one.component) return one.component;
  const home = code.home[one.modules[0]] ?? -1;
  return home >= 0 && one.modules.every((module) => code.home[module] === home) ? code.components[home] : null;
}

/** @param {number} module */
const partOfModule = (module) => parts.get(code.names[module]);
