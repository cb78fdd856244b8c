// The editor of a report: tells how a sentence reads while somebody types it, and lets the server
// keep what is not saved yet, so that a closed tab or an ended session takes nothing.
//
// htmx carries both. Without this script the page is an ordinary form with a button that shows it.

const KEEP_MS = 2500;
const RETRY_MS = 15_000;
const ASK_MS = 20_000;
const TEXT = {
  unsaved: "Nog niet onthouden…",
  offline: "Geen verbinding. Uw tekst staat hier nog; wij proberen het vanzelf opnieuw.",
  signedOut:
    "U bent afgemeld. Laat deze pagina open en meld u in een nieuw tabblad aan; daarna onthouden wij uw tekst vanzelf.",
  refused: "Wij kunnen niet onthouden wat u typt. Kopieer uw tekst voordat u deze pagina sluit.",
  right: "klopt weer.",
};

const form = document.querySelector("form[data-report-text]");
const place = form?.querySelector("[data-unsaved]");
const aloud = form?.querySelector("[data-say]");
const box = form?.querySelector("[data-problem-keeping]");

// What is in the form, without the key that the server gives anew; now, and as the page came.
const fields = () =>
  [...form.elements].filter(({ name, type }) => name && name !== "csrfmiddlewaretoken" && type !== "submit");
const answer = () =>
  JSON.stringify(fields().map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
const given = () =>
  JSON.stringify(
    fields().map((field) => [field.name, field.type === "checkbox" ? field.defaultChecked : field.defaultValue]),
  );

let kept = null; // as the server has it, and what it said of that
let line = [];
let sent = null;
let timer = null;
let asked = null; // the button that waits until everything is kept
let isStuck = false; // signed out
let leaving = false;

const isDirty = () => answer() !== kept;

const complain = (text) => {
  if (box.textContent !== text) box.textContent = text;
  box.hidden = !text;
};

const keep = () => {
  clearTimeout(timer);
  if (isDirty()) window.htmx.trigger(place, "fn-keep");
};

const keepAfter = (milliseconds) => {
  clearTimeout(timer);
  timer = setTimeout(keep, milliseconds);
};

const submitWith = (button) => {
  leaving = true;
  form.requestSubmit(button);
};

const goOn = () => {
  if (!asked) return;
  if (isDirty()) keep();
  else submitWith(asked);
};

const failed = (status) => {
  const button = asked;
  asked = null;
  if (status === 401 || status === 403) {
    isStuck = true;
    complain(TEXT.signedOut);
  } else if (status === 0 || status === 429 || status >= 500) {
    complain(TEXT.offline);
    keepAfter(RETRY_MS);
  } else {
    complain(TEXT.refused);
    // More than can be kept; saving says what is wrong with it, beside the sentence.
    if (status === 422 && button) submitWith(button);
  }
};

// Whether somebody signed in again elsewhere: then there is a new key for the form.
const ask = () => {
  if (isStuck) window.htmx.ajax("GET", place.dataset.address, { source: place, target: place });
};

const keeping = () => {
  place.addEventListener("htmx:beforeSend", () => {
    sent = answer();
  });
  place.addEventListener("htmx:afterRequest", ({ detail }) => {
    const { status } = detail.xhr;
    const isAnswer = detail.requestConfig.verb === "post";
    if (status !== 200) return isAnswer ? failed(status) : undefined;
    complain("");
    if (isAnswer) {
      kept = sent;
      if (isDirty()) keepAfter(KEEP_MS);
      goOn();
    }
  });
  place.addEventListener("htmx:afterSwap", () => {
    line = [...place.childNodes];
    const key = place.querySelector("[data-csrf]")?.dataset.csrf;
    if (key) form.elements.csrfmiddlewaretoken.value = key;
    if (!isStuck) return;
    isStuck = false;
    keepAfter(0);
  });
  setInterval(ask, ASK_MS);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", keep);
};

const submitted = (event) => {
  if (leaving || !isDirty()) {
    leaving = true;
    return;
  }
  event.preventDefault();
  asked = event.submitter;
  keep();
};

// What is wrong with a sentence is told aloud once, and once more when it is right again.
const told = new WeakMap();

const tell = (sentence) => {
  const problem = sentence.querySelector("[data-reads] [data-problem]")?.textContent.trim() ?? "";
  const area = sentence.querySelector("textarea");
  const before = told.get(sentence) ?? (area.hasAttribute("aria-invalid") ? TEXT.right : "");
  area.toggleAttribute("aria-invalid", false);
  if (problem) area.setAttribute("aria-invalid", "true");
  sentence.querySelector(".utrecht-form-field-error-message")?.remove();
  sentence.querySelector(".fn-sentence__field--invalid")?.classList.remove("fn-sentence__field--invalid");
  if (before !== problem) {
    const label = sentence.querySelector("label");
    const name = `${label.firstChild.textContent}${label.querySelector("span").textContent}`.trim();
    aloud.textContent = `${name}: ${problem || TEXT.right}`;
  }
  told.set(sentence, problem);
};

const changed = ({ target }) => {
  if (isDirty()) place.replaceChildren(TEXT.unsaved);
  else place.replaceChildren(...line);
  keepAfter(KEEP_MS);
  const sentence = target.closest(".fn-sentence");
  if (!sentence) return;
  const area = sentence.querySelector("textarea");
  if (target === area) {
    const isSame = area.value === area.defaultValue;
    for (const part of sentence.querySelectorAll("[data-when-changed]")) part.hidden = isSame;
  } else if (target.checked) {
    const standard = sentence.querySelector("[data-standard]").cloneNode(true);
    standard.classList.remove("fn-small");
    sentence.querySelector("[data-reads]").replaceChildren(standard);
  } else {
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

// A number goes where the cursor was last.
const inserting = () => {
  let area = null;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) area = target;
  });
  for (const each of document.querySelectorAll("[data-insert], [data-insert-help]")) each.hidden = false;
  document.addEventListener("click", ({ target }) => {
    const field = target.closest("[data-insert]")?.dataset.insert;
    if (!field || !area) return;
    area.setRangeText(field, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
};

// What was typed before this script came, or put back by the browser.
const catchUp = () => {
  for (const area of form.querySelectorAll("textarea"))
    if (area.value !== area.defaultValue) area.dispatchEvent(new Event("input", { bubbles: true }));
  if (isDirty()) keepAfter(KEEP_MS);
};

if (form && window.htmx) {
  inserting();
  kept = given();
  line = [...place.childNodes];
  keeping();
  form.addEventListener("input", changed);
  form.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target.matches("[data-reads]")) tell(target.closest(".fn-sentence"));
  });
  form.addEventListener("submit", submitted);
  document.body.addEventListener("htmx:load", catchUp, { once: true });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
}
