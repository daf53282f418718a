// Copying what stands in a page, or the link to it; without a script it is text to select.
const words = new WeakMap();

/** Copy a text, and let the button say so until it is left. */
export async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  if (!words.has(button)) words.set(button, button.textContent);
  button.textContent = button.dataset.copied;
  button.addEventListener("blur", () => (button.textContent = words.get(button)), { once: true });
}

/** Show the buttons that copy, in a browser that lets a page do so. */
export function offer(place) {
  for (const button of place.querySelectorAll(".copy")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button, document.getElementById(button.dataset.copy).textContent);
});
offer(document);
