// The editor of the query page: loaded when the page is there, it completes what the graph holds and marks faults.
import { completer } from "./query-complete.js";

/** Put the editor in the place of the textarea; `mark`, `go`, `clear` and `set` act on it. */
export async function edit(form) {
  const [{ Yasqe, mount }] = await Promise.all([import(new URL(form.dataset.editor, location)), styled(form)]);
  const prefixes = JSON.parse(document.getElementById("prefixes").textContent);
  Yasqe.registerAutocompleter(completer(form, prefixes));
  const editor = mount(form.elements.query, { prefixes });
  editor.setSize(null, null);
  editor.getInputField().setAttribute("aria-describedby", "keys");
  return { ...marking(editor), set: (text) => editor.setValue(text) };
}

function styled(form) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: form.dataset.style });
  const loaded = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
  // Before our own, which are to win.
  document.querySelector('link[href*="query.css"]').before(style);
  return loaded;
}

function marking(editor) {
  let marks = [];
  const clear = () => {
    for (const unmark of marks) unmark();
    marks = [];
  };
  const at = (line, column) => {
    const text = editor.getLine(line - 1) ?? "";
    // The server counts characters, the editor the units of UTF-16.
    return { line: line - 1, ch: [...text].slice(0, column - 1).join("").length };
  };
  const mark = (line, column) => {
    clear();
    const place = at(line, column);
    const length = editor.getLine(place.line)?.length ?? 0;
    const from = { line: place.line, ch: Math.max(0, Math.min(place.ch, length - 1)) };
    const made = editor.markText(from, { line: place.line, ch: from.ch + 1 }, { className: "fault-place" });
    const row = editor.addLineClass(place.line, "background", "fault-line");
    marks = [() => made.clear(), () => editor.removeLineClass(row, "background", "fault-line")];
    editor.scrollIntoView(from, 40);
  };
  const go = (line, column) => {
    editor.setCursor(at(line, column));
    editor.focus();
  };
  editor.on("change", clear);
  return { mark, go, clear };
}
