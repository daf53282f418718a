// What could stand where somebody types: classes, properties and things of the graph, by their names too.
const MOST = 40;
const KEYWORDS = (
  "ASK AS ASC BASE BIND BY CONSTRUCT COUNT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING IN LIMIT " +
  "MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SAMPLE SELECT SERVICE UNDEF UNION VALUES WHERE"
).split(" ");

/** Return a completer for the editor: it asks the addresses that the form names. */
export function completer(form, prefixes) {
  const known = new Map();
  let terms;
  const asked = () => (terms ??= fetch(form.dataset.terms).then((response) => response.json()));
  const things = (words) =>
    fetch(`${form.dataset.things}&q=${encodeURIComponent(words)}`).then((response) => (response.ok ? response.json() : []));
  return {
    name: "ours",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => Boolean(position(editor)),
    // Yasqe's own tokens end at letters that no keyword has.
    preProcessToken(editor, token) {
      const { ch } = editor.getCursor();
      const string = word(editor);
      return Object.assign(token, { string, from: { ch: ch - string.length }, to: { ch } });
    },
    async get(editor, token) {
      const where = position(editor);
      const typed = token.string;
      if (!where) return [];
      const namespaces = { ...prefixes, ...editor.getPrefixesFromQuery() };
      const found = where === "things" ? await things(plain(typed, namespaces)) : (await asked())[where];
      const written = found.map(([iri, name, note]) => ({ text: write(iri, namespaces), iri, name, note }));
      const fitting = written.filter((each) => fits(each, typed, where));
      if (fitting.some((each) => each.text === typed)) return [];
      // Things come with the best first, whatever they are called.
      const ranked = where !== "things" || typed.includes(":");
      const first = fitting.filter((each) => ranked && begins(each, typed));
      const told = [...first, ...fitting.filter((each) => !first.includes(each))].slice(0, MOST);
      told.forEach((each) => known.set(each.text, each));
      return told.map((each) => each.text);
    },
    postprocessHints: (editor, hints) =>
      hints.map((hint) => ({ ...hint, render: (place) => draw(place, known.get(hint.text)) })),
  };
}

/** Return what was typed of a name: the IRI or the word before the cursor. */
function word(editor) {
  const { line, ch } = editor.getCursor();
  return editor.getLine(line).slice(0, ch).match(/(<[^<>\s]*|[\p{L}][\p{L}\p{M}\p{N}_:.%-]*)?$/u)[0];
}

/** Tell what could stand where the cursor is: "classes", "properties", "things" or nothing of these. */
function position(editor) {
  const token = editor.getCompleteToken();
  const typed = word(editor);
  const { line, ch } = editor.getCursor();
  const text = editor.getRange({ line: 0, ch: 0 }, { line, ch: ch - typed.length });
  const before = text.trimEnd();
  const last = before.match(/\S+$/)?.[0] ?? "";
  if (!typed || /[?$@"'_:-]$/.test(text) || token.type === "string" || /#[^\n<>]*$/.test(before)) return null;
  if (token.state.inPrefixDecl || /^(prefix|base)$/i.test(last)) return null;
  if (!typed.includes(":") && KEYWORDS.some((word) => word.startsWith(typed.toUpperCase()))) return null;
  const possible = token.state.possibleCurrent ?? [];
  if (["a", "rdf:type"].includes(last)) return "classes";
  if (possible.includes("a") || last.endsWith(";")) return "properties";
  return typed.length > 1 && possible.some((each) => ["IRI_REF", "PNAME_LN"].includes(each)) ? "things" : null;
}

/** Write an IRI with the longest prefix that fits, else in full. */
function write(iri, namespaces) {
  const [prefix, namespace] = Object.entries(namespaces)
    .filter(([, start]) => iri.startsWith(start) && /^\w[\w-]*$/.test(iri.slice(start.length)))
    .reduce((best, each) => (each[1].length > best[1].length ? each : best), ["", ""]);
  return namespace ? `${prefix}:${iri.slice(namespace.length)}` : `<${iri}>`;
}

/** Return the words to look for: those of a slug behind its prefix, or what was typed. */
function plain(typed, namespaces) {
  const [prefix, local] = typed.split(":", 2);
  return prefix in namespaces && local !== undefined ? local.replaceAll("-", " ") : typed.replace(/^<.*\//, "");
}

/** Whether the name of a term, in its IRI or for people, begins as was typed. */
function begins({ iri, name }, typed) {
  const wanted = typed.toLowerCase().split(":").at(-1);
  return [iri.split(/[#/]/).at(-1), name].some((each) => each.toLowerCase().startsWith(wanted));
}

function fits({ text, iri, name, note }, typed, where) {
  const wanted = typed.toLowerCase();
  if (["ns", "question"].includes(note)) return false;
  if (wanted.startsWith("<")) return `<${iri}`.toLowerCase().startsWith(wanted);
  if (where === "things") return !wanted.includes(":") || text.startsWith(wanted.split(":")[0] + ":");
  if (wanted.includes(":")) return text.toLowerCase().startsWith(wanted);
  return text.toLowerCase().includes(wanted) || ` ${name}`.toLowerCase().includes(` ${wanted}`);
}

function draw(place, { text, name, note }) {
  const [code, called, count] = ["code", "bdi", "small"].map((tag) => document.createElement(tag));
  [code.textContent, called.textContent, count.textContent] = [text, name, note];
  place.append(code, " ", called, " ", count);
}
