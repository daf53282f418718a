// Better with a script: the list of questions is narrowed while somebody types.
const box = document.getElementById("sift");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const items = [...document.querySelectorAll(".theme li")].map((item) => [item, plain(item.textContent)]);

function sift() {
  const words = plain(box.value).split(/\s+/);
  for (const [item, text] of items) item.hidden = !words.every((word) => text.includes(word));
  for (const theme of document.querySelectorAll(".theme")) theme.hidden = !theme.querySelector("li:not([hidden])");
  const left = items.filter(([item]) => !item.hidden).length;
  document.querySelector(".none").hidden = left > 0;
  document.querySelector(".sift [role=status]").textContent = left;
}

if (box) {
  document.querySelector(".sift").hidden = false;
  box.addEventListener("input", sift);
  sift();
}
