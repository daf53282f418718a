// Copying a citation; without a script it is text to select.
for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
    button.addEventListener("blur", () => { button.textContent = words; }, { once: true });
  });
}
