// Better with a script: suggestions while somebody types, and a menu that closes. Without it, the form leads to
// the page of what is found. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

const PAUSE = 120; // milliseconds between the last key and the question

function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function suggesting(form, input) {
  const label = form.querySelector(`label[for="${input.id}"]`)?.textContent ?? "";
  const list = made("div", { role: "listbox", id: "suggestions", class: "suggestions", "aria-label": label });
  let options = [], at = -1, timer = 0, asking = null;

  function mark(number) {
    options[at]?.setAttribute("aria-selected", "false");
    at = number;
    const option = options[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    mark(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function option(found, number) {
    const href = new URL(found.href, location.href);
    const words = made("bdi", { lang: found.lang, dir: found.dir }, found.label);
    const element = made("div", { role: "option", id: `suggestion-${number}`, "aria-selected": "false" }, words);
    if (found.matched) element.append(" ", made("bdi", { class: "matched", dir: "auto" }, found.matched));
    if (/^https?:$/.test(href.protocol)) element.dataset.href = href;
    return element;
  }

  function show(found) {
    mark(-1);
    const groups = new Map();
    for (const each of found) groups.set(each.kind, [...(groups.get(each.kind) ?? []), each]);
    options = [];
    list.replaceChildren(...[...groups.values()].map((group) => {
      const head = made("div", { class: "kind", "aria-hidden": "true" }, group[0].kindLabel);
      const told = group.map((each, number) => option(each, options.length + number));
      options.push(...told);
      return made("div", { role: "group", "aria-label": group[0].kindLabel }, head, ...told);
    }));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking, address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", input.value.trim());
    address.searchParams.set("lang", document.documentElement.lang);
    try {
      const reply = await fetch(address, { signal, headers: { Accept: "application/json" } });
      const found = reply.ok ? await reply.json() : [];
      if (!signal.aborted) show(found);
    } catch {
      // Nobody waits for suggestions: without an answer, or a network, there are none.
      if (!signal.aborted) show([]);
    }
  }

  const open = (element) => element?.dataset.href && location.assign(element.dataset.href);

  const keys = {
    ArrowDown: () => mark(at + 1 < options.length ? at + 1 : -1),
    ArrowUp: () => mark(at < 0 ? options.length - 1 : at - 1),
    Escape: close,
    Enter: () => open(options[at]),
  };

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  list.hidden = true;
  form.append(list);

  input.addEventListener("focus", () => {
    const look = import.meta.url.replace("site.js", "suggest.css");
    document.head.append(made("link", { rel: "stylesheet", href: look }));
  }, { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden || !keys[event.key] || (event.key === "Enter" && at < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => open(event.target.closest("[role=option]")));
}

function closing(menu) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => menu.contains(event.target) || close());
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
}

for (const form of document.querySelectorAll("form[data-suggest]")) {
  suggesting(form, form.querySelector("input[type=search]"));
}
for (const menu of document.querySelectorAll("details.browse")) closing(menu);
