// The query page's editor: Yasqe, the editor of YASGUI, in the place of the textarea with the id "query".
//
// Exports: `Yasqe`, the class; `mount(textarea, options)`, which returns an editor; `editor`, the one that this
// module mounted, or null on a page without such a textarea, or whose own script mounts it (`data-later`).
// Nothing is kept in the browser, nothing is fetched.
import { Yasqe } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

export { Yasqe };

// Lists of the default settings are merged with ours place by place: ours has to be the default itself.
Yasqe.defaults.autocompleters = ["variables", "prefixes"];

/**
 * Put an editor in the place of a textarea, which keeps the same text and is sent with its form as before.
 *
 * `prefixes` are offered after PREFIX and inserted when used, as `{name: IRI}`. Ctrl+Enter sends the form; Tab
 * leaves the editor, since a keyboard must not be caught in it (WCAG 2.1.2).
 */
export function mount(textarea, { prefixes = {} } = {}) {
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes",
    persistenceId: null,
    get: () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  });
  const place = document.createElement("div");
  place.dir = "ltr";
  textarea.before(place);
  const editor = new Yasqe(place, settings(textarea));
  editor.on("change", () => {
    textarea.value = editor.getValue();
  });
  // What is hidden cannot be told to be filled in.
  textarea.required = false;
  textarea.hidden = true;
  for (const label of textarea.labels) label.addEventListener("click", () => editor.focus());
  return editor;
}

function settings(textarea) {
  const send = () => textarea.form?.requestSubmit();
  return {
    value: textarea.value,
    screenReaderLabel: textarea.labels[0]?.textContent.trim(),
    extraKeys: { "Ctrl-Enter": send, "Cmd-Enter": send, Tab: false, "Shift-Tab": false },
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
  };
}

const textarea = document.getElementById("query");
export const editor = textarea && !("later" in textarea.dataset) ? mount(textarea) : null;
