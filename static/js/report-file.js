// Says that a report is being made, for as long as that takes, and then hands over the file.
//
// Without this script the link downloads by itself, and the browser shows that it waits.

const status = document.querySelector("[data-fn-making]");
const MAKING = "Het rapport wordt gemaakt; dit duurt enkele seconden.";
const LONGER = "Dit duurt langer dan anders, omdat er meer tegelijk gebeurt. U hoeft niets te doen.";
const WAITING = "Er worden nu andere documenten gemaakt. Uw rapport komt daarna; u hoeft niets te doen.";
const DONE = "Het rapport is opgehaald.";
const SHOWN_MS = 6000;
const LONG_MS = 10_000;
const TRIES = 12;
let hiding;

function say(text, isLast = false) {
  clearTimeout(hiding);
  status.textContent = text;
  status.hidden = false;
  if (isLast) hiding = setTimeout(() => (status.hidden = true), SHOWN_MS);
}

function nameOf(response) {
  const found = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  return found ? found[1] : null;
}

async function save(response, name) {
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), SHOWN_MS);
}

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function make(address) {
  say(MAKING);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const long = setTimeout(() => say(LONGER), LONG_MS);
    const asking = fetch(address, { credentials: "same-origin", redirect: "follow" });
    const response = await asking.finally(() => clearTimeout(long));
    const name = nameOf(response);
    if (response.ok && name) {
      await save(response, name);
      say(DONE, true);
      return true;
    }
    if (response.status !== 503) return false;
    say(WAITING);
    await pause(Number(response.headers.get("Retry-After")) || 5);
  }
  return false;
}

if (status) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-fn-make]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // What went wrong is on the page behind the link; signed out, that is the sign-in page.
    const done = await make(link.href).catch(() => false);
    if (!done) window.location.assign(link.href);
  });
}
