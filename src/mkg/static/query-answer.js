// An answer, better with a script: its views are tabs, its columns sort, a long table has pages.
const PAGE = 50;
const digits = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const block = document.getElementById("words");
const words = block ? JSON.parse(block.textContent) : {};
let kept = ""; // the view that was chosen last

/** Put values in the places of a sentence. */
export const said = (sentence, ...values) => values.reduce((text, value) => text.replace("{}", value), sentence);

/** Give an answer its tabs, its sorting and its pages. */
export function enhance(place) {
  for (const table of place.querySelectorAll(".view table")) paged(table, sortable(table));
  const views = [...place.querySelectorAll(".view")];
  if (views.length > 1) tabbed(views);
}

function tabbed(views) {
  const list = Object.assign(document.createElement("div"), { className: "tabs" });
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", words.views);
  const tabs = views.map((view) => {
    const tab = Object.assign(document.createElement("button"), { type: "button", id: `tab-${view.id}` });
    tab.textContent = view.querySelector("h3").textContent;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", view.id);
    view.setAttribute("role", "tabpanel");
    view.setAttribute("aria-labelledby", tab.id);
    view.querySelector("h3").hidden = true;
    return tab;
  });
  const choose = (chosen) =>
    tabs.forEach((tab, place) => {
      views[place].hidden = tab !== chosen;
      tab.setAttribute("aria-selected", tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    });
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(tab, (kept = views[place].id)));
  });
  list.addEventListener("keydown", (event) => walk(event, tabs));
  list.append(...tabs);
  views[0].before(list);
  choose(tabs[Math.max(0, views.findIndex((view) => view.id === kept))]);
}

function walk(event, tabs) {
  const onward = document.documentElement.dir === "rtl" ? -1 : 1;
  const step = { ArrowRight: onward, ArrowLeft: -onward }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
}

function sortable(table) {
  const shown = { update: () => {} };
  if (!words.sort) return shown;
  const heads = [...table.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sort" });
    button.append(...head.childNodes);
    button.title = words.sort;
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].sort((one, other) => compare(one.cells[column], other.cells[column]));
      table.tBodies[0].append(...(down ? rows.reverse() : rows));
      shown.update();
    });
  });
  return shown;
}

function compare(one, other) {
  const [a, b] = [one.dataset.number, other.dataset.number];
  return a && b ? a - b : collator.compare(one.textContent, other.textContent);
}

function paged(table, shown) {
  const all = table.tBodies[0].rows.length;
  if (all <= PAGE || !words.page) return;
  let first = 0;
  const told = Object.assign(document.createElement("span"), { className: "muted" });
  told.setAttribute("role", "status");
  const step = (name, sign) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    button.textContent = words[name];
    button.addEventListener("click", () => ((first += sign * PAGE), show()));
    return button;
  };
  const [back, onward] = [step("previous", -1), step("next", 1)];
  const show = () => {
    [...table.tBodies[0].rows].forEach((row, place) => (row.hidden = place < first || place >= first + PAGE));
    [back.disabled, onward.disabled] = [first === 0, first + PAGE >= all];
    told.textContent = said(words.page, ...[first + 1, Math.min(first + PAGE, all), all].map((n) => digits.format(n)));
  };
  const bar = Object.assign(document.createElement("div"), { className: "pages" });
  bar.append(back, told, onward);
  table.closest(".wide").after(bar);
  shown.update = () => ((first = 0), show());
  show();
}

const result = document.getElementById("result");
if (result) enhance(result);
