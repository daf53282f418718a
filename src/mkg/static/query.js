// The query page, better with a script: an editor, answers without leaving the page, and a way to stop.
import { copy, offer } from "./copy.js";
import { enhance, said } from "./query-answer.js";

const LONGEST = 8000; // characters of an address that every server on the way takes
const form = document.getElementById("ask");
const area = form.elements.query;
const words = JSON.parse(document.getElementById("words").textContent);
const fault = document.getElementById("fault");
const [cancel, share] = [form.querySelector(".cancel"), form.querySelector(".share")];
const state = form.querySelector(".state");
let waiting = null;
let editor = null;

const address = (query = area.value) => `${form.action}?${new URLSearchParams({ query })}`;

async function run({ remember = true } = {}) {
  waiting?.abort();
  const asked = (waiting = new AbortController());
  const query = area.value;
  const stop = clock(performance.now());
  begin();
  try {
    const response = await send(query, asked.signal);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    state.textContent = show(page) ? said(words.answered, stop()) : "";
    if (remember && address(query).length <= LONGEST) history.pushState(null, "", address(query));
  } catch (error) {
    stop();
    if (waiting !== asked) return; // another query took its place
    if (asked.signal.aborted) state.textContent = words.cancelled;
    else tell(words.offline);
  }
  if (waiting === asked) end();
}

function begin() {
  state.textContent = words.running;
  cancel.hidden = false;
  form.dataset.busy = "";
  editor?.clear();
  fault.replaceChildren();
}

function end() {
  waiting = null;
  cancel.hidden = true;
  delete form.dataset.busy;
}

function send(query, signal) {
  const headers = { Accept: "text/html" };
  if (address(query).length <= LONGEST) return fetch(address(query), { headers, signal });
  return fetch(form.action, { method: "POST", body: new URLSearchParams({ query }), headers, signal });
}

function show(page) {
  const result = page.getElementById("result");
  if (!result) {
    tell(page.getElementById("detail")?.textContent ?? words.offline);
    return false;
  }
  document.getElementById("result").replaceChildren(...result.childNodes);
  fault.replaceChildren(...page.getElementById("fault").childNodes);
  const programs = document.getElementById("programs");
  page.getElementById("programs").open = programs.open;
  programs.replaceWith(page.getElementById("programs"));
  offer(document);
  enhance(document.getElementById("result"));
  point();
  document.getElementById("answer")?.scrollIntoView({ block: "nearest" });
  return !fault.firstElementChild;
}

function tell(sentence) {
  document.getElementById("result").replaceChildren();
  fault.replaceChildren(Object.assign(document.createElement("p"), { className: "bad", textContent: sentence }));
  state.textContent = "";
}

/** Mark the place of a fault in the editor, and offer the way there. */
function point() {
  const told = fault.querySelector("[data-line]");
  if (!told || !editor) return;
  const place = [Number(told.dataset.line), Number(told.dataset.column)];
  editor.mark(...place);
  fault.querySelector(".excerpt")?.remove();
  const go = Object.assign(document.createElement("button"), { type: "button", className: "quiet go" });
  go.textContent = words.place;
  go.addEventListener("click", () => editor.go(...place));
  fault.append(go);
}

function clock(begun) {
  const shown = form.querySelector(".clock");
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  const ticks = setInterval(() => (shown.textContent = `${seconds()} s`), 100);
  return () => {
    clearInterval(ticks);
    const taken = ((performance.now() - begun) / 1000).toFixed(2);
    shown.textContent = `${taken} s`;
    return taken;
  };
}

async function edit() {
  try {
    const { edit: make } = await import("./query-editor.js");
    editor = await make(form);
    form.querySelector(".keys").hidden = false;
    point();
  } catch (error) {
    console.warn(error); // the textarea works as well
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
cancel.addEventListener("click", () => {
  waiting?.abort();
  form.querySelector(".bar button").focus();
});
share.hidden = !navigator.clipboard;
share.addEventListener("click", () => copy(share, address()));
addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search).get("query");
  if (query === null) return location.reload();
  area.value = query;
  editor?.set(query);
  run({ remember: false });
});
// The editor is large: what is there already is painted first.
requestAnimationFrame(() => setTimeout(edit));
