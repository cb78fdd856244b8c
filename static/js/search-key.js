// Ctrl+K, and ⌘K on a Mac, go to the search field.
//
// A key with a modifier, so that it never gets in the way of who types or speaks letters.

const field = document.getElementById("zoekveld");
const hint = document.querySelector("[data-search-keys]");
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

if (field && hint) {
  field.setAttribute("aria-keyshortcuts", isMac ? "Meta+K" : "Control+K");
  hint.textContent = isMac ? "⌘K" : "Ctrl+K";
  hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    const modifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!modifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
