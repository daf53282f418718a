// Better with a script: claims are chosen at once, the address follows, and whoever follows a link sees its claim open.
const form = document.querySelector(".sieve");
const claims = [...document.querySelectorAll(".claim")];
const marks = new Map([...document.querySelectorAll(".map a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const facets = ["verdict", "kind", "about"];
const has = (claim, facet, value) => ` ${claim.dataset[facet]} `.includes(` ${value} `);
const chosen = () => Object.fromEntries(facets.map((facet) => [facet, form.elements[facet].value]));
const digits = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });

function fits(claim, choice, but) {
  return facets.every((facet) => facet === but || !choice[facet] || has(claim, facet, choice[facet]));
}

function count(choice) {
  for (const facet of facets) {
    const others = claims.filter((claim) => fits(claim, choice, facet));
    const of = (value) => digits.format(others.filter((claim) => has(claim, facet, value)).length);
    for (const radio of form.querySelectorAll(`input[name="${facet}"]`))
      if (radio.value) radio.closest("label").querySelector(".n").textContent = of(radio.value);
    for (const option of form.querySelectorAll(`select[name="${facet}"] option`))
      if (option.value) option.text = option.text.replace(/\([^()]*\)$/, `(${of(option.value)})`);
  }
}

function address(choice) {
  const asked = new URLSearchParams(location.search);
  for (const facet of facets) choice[facet] ? asked.set(facet, choice[facet]) : asked.delete(facet);
  return asked;
}

function show() {
  const choice = chosen();
  for (const claim of claims) {
    claim.hidden = !fits(claim, choice);
    const mark = marks.get(claim.id);
    mark.classList.toggle("off", claim.hidden);
    mark.href = `#${encodeURIComponent(claim.id)}`;
  }
  for (const sentence of document.querySelectorAll(".sentence"))
    sentence.hidden = !sentence.querySelector(".claim:not([hidden])");
  const shown = claims.filter((claim) => !claim.hidden).length;
  document.querySelector(".none").hidden = shown > 0;
  form.querySelector(".now").textContent = digits.format(shown);
  form.querySelector(".clear").hidden = !Object.values(choice).some(Boolean);
  count(choice);
  const asked = address(choice);
  for (const file of form.querySelectorAll(".files a")) {
    const format = new URL(file.href).searchParams.get("format");
    file.href = `${form.getAttribute("action").split("#")[0]}?${new URLSearchParams([...asked, ["format", format]])}`;
  }
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
}

function chooseAll() {
  for (const first of form.querySelectorAll('input[type="radio"][value=""]')) first.checked = true;
  form.elements.about.value = "";
  show();
}

function open() {
  const claim = claims.find((each) => `#${encodeURIComponent(each.id)}` === location.hash);
  if (!claim) return;
  if (claim.hidden) chooseAll();
  claim.querySelector("details").open = true;
  claim.scrollIntoView();
}

for (const claim of claims) marks.get(claim.id).title = claim.querySelector("h5").textContent;
form.dataset.live = "";
form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", open);
addEventListener("beforeprint", () => claims.forEach((claim) => (claim.querySelector("details").open = true)));
document.addEventListener("click", (event) => {
  const link = event.target.closest(".clear, .none a");
  if (!link) return;
  event.preventDefault();
  chooseAll();
});
const unfold = form.querySelector(".unfold");
unfold.hidden = false;
unfold.addEventListener("click", () => {
  const closed = claims.some((claim) => !claim.hidden && !claim.querySelector("details").open);
  for (const claim of claims) claim.querySelector("details").open = closed;
});
show();
open();
