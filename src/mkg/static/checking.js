// Better with a script: the text is checked in place, marked where it is at fault, and checked again as it changes.
const form = document.querySelector("#check");
const field = form.querySelector("#data");
const [upload, named] = [form.querySelector("#upload"), form.querySelector("#file")];
const result = document.querySelector("#result");
const state = form.querySelector(".state");
const [behind, numbers] = [form.querySelector(".behind"), form.querySelector(".numbers")];
const PAUSE = 800; // milliseconds without a key before a text is checked again
const MANY = 5000; // lines beyond which no numbers are drawn
let asked, waiting;
let told = Boolean(result.querySelector("section")); // whether something was checked already

function places() {
  return [...result.querySelectorAll("a[data-line]")].map(({ dataset }) => ({
    line: +dataset.line, column: +dataset.column, width: +dataset.width, severity: dataset.severity,
  }));
}

// Columns count characters, a script counts half of some.
function span(line, { column, width }) {
  const characters = [...line];
  const start = characters.slice(0, column - 1).join("").length;
  return [start, start + Math.max(1, characters.slice(column - 1, column - 1 + width).join("").length)];
}

function element(name, severity, text) {
  const made = document.createElement(name);
  if (severity) made.className = severity;
  made.textContent = text;
  return made;
}

function draw(found) {
  const lines = field.value.split("\n");
  const at = Map.groupBy(found, (each) => Math.min(each.line, lines.length));
  numbers.replaceChildren(...(lines.length > MANY ? [] : lines.map((_, index) =>
    element(at.has(index + 1) ? "b" : "span", at.get(index + 1)?.[0].severity, `${index + 1}\n`))));
  const pieces = [];
  for (const [index, line] of lines.entries()) {
    let done = 0;
    const spans = (at.get(index + 1) ?? []).map((each) => [...span(line, each), each.severity]);
    for (const [start, end, severity] of spans.sort((a, b) => a[0] - b[0])) {
      if (start < done) continue;
      pieces.push(line.slice(done, start), element("mark", severity, line.slice(start, end) || " "));
      done = end;
    }
    pieces.push(`${line.slice(done)}\n`);
  }
  behind.replaceChildren(...pieces);
  follow();
}

function follow() {
  behind.scrollTop = numbers.scrollTop = field.scrollTop;
  behind.scrollLeft = field.scrollLeft;
}

function select(place) {
  const lines = field.value.split("\n");
  const before = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const [start, end] = span(lines[place.line - 1] ?? "", place);
  field.focus();
  field.setSelectionRange(before + start, before + end);
  field.scrollTop = (place.line - 3) * parseFloat(getComputedStyle(field).lineHeight);
}

async function check(lead) {
  clearTimeout(waiting);
  asked?.abort();
  const mine = (asked = new AbortController());
  result.setAttribute("aria-busy", "true");
  state.textContent = state.dataset.running;
  try {
    const reply = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "text/html" }, signal: mine.signal,
    });
    show(new DOMParser().parseFromString(await reply.text(), "text/html"), lead);
  } catch (error) {
    if (error.name === "AbortError") return;
    state.textContent = state.dataset.offline;
  }
  result.removeAttribute("aria-busy");
}

function show(page, lead) {
  const fault = page.querySelector("#check [role=alert], main p");
  result.replaceChildren(...(page.querySelector("#result section") ? page.querySelector("#result").childNodes : fault ? [fault] : []));
  if (upload.value) {
    // What was sent is to be mended here.
    field.value = page.querySelector("#data")?.value ?? field.value;
    named.value = page.querySelector("#file")?.value ?? "";
    upload.value = "";
    field.required = true;
  }
  state.textContent = result.querySelector("h2, p")?.textContent ?? "";
  form.querySelector(".live").hidden = told = true;
  draw(places());
  if (lead) (result.querySelector("h2") ?? result).scrollIntoView({ block: "nearest" });
}

form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  check(true);
});
field.addEventListener("input", () => {
  draw([]);
  clearTimeout(waiting);
  if (told) waiting = setTimeout(check, PAUSE);
});
field.addEventListener("scroll", follow);
upload.addEventListener("change", () => {
  named.value = "";
  field.required = !upload.value;
});
result.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  select({ line: +link.dataset.line, column: +link.dataset.column, width: +link.dataset.width });
});
form.querySelector(".live").hidden = told;
field.required = true;
draw(places());
