// The entry: saves each point while somebody types, and says how that stands.
//
// The server decides and tells: whether a point is saved, when, and with what it is in conflict.
// htmx carries it; this module says when to save ("fn-save"), what is not saved yet, and tries again
// when there is no connection. Without it the page is an ordinary form.

const TYPING_MS = 1200;
const PRESENCE_MS = 20_000;
const IDLE_MS = 5 * 60_000;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;
const ANSWER = /-(status|explanation|private_note|is_shared)$/;
const TEXT = {
  unsaved: "Nog niet opgeslagen.",
  saving: "Bezig met opslaan…",
  offline: "Geen verbinding. Uw tekst staat hier nog; wij proberen het vanzelf opnieuw.",
  signedOut:
    "Niet opgeslagen: u bent afgemeld. Laat deze pagina open en meld u in een nieuw tabblad aan; daarna slaan wij uw tekst vanzelf op.",
  refused: "Niet opgeslagen. Uw tekst staat hier nog; kopieer die en vernieuw de pagina.",
  allSaved: "Alles is opgeslagen.",
  someUnsaved: (count) =>
    count === 1 ? "1 punt is nog niet opgeslagen." : `${count} punten zijn nog niet opgeslagen.`,
};

const form = document.querySelector("form[data-entry]");
const sections = () => [...form.querySelectorAll(".fn-entry[data-prefix]")];
const points = new WeakMap();
let leaving = false;
let asked = null; // the button that waits until everything is saved
let touchedAt = Date.now();

// What somebody filled in, without the marks that the server keeps in the page.
const answer = (section) =>
  JSON.stringify([...new FormData(form)].filter(([name]) => name.startsWith(`${section.dataset.prefix}-`) && ANSWER.test(name)));

const hasConflict = (section) => section.querySelector(".fn-conflict") !== null;

const state = (section) => {
  if (!points.has(section)) {
    const saved = hasConflict(section) ? null : answer(section);
    points.set(section, {
      saved,
      sent: null,
      sending: false,
      refused: false,
      stuck: false,
      timer: null,
      wait: FIRST_RETRY_MS,
    });
  }
  return points.get(section);
};

const isDirty = (section) => state(section).saved !== answer(section);

const say = (section, text, problem = false) => {
  const slot = section.querySelector(".fn-save");
  if (hasConflict(section) || slot.textContent.trim() === text) return;
  const line = document.createElement("p");
  line.className = problem ? "fn-save__problem" : "fn-save__line";
  line.textContent = text;
  slot.replaceChildren(line);
};

const summarise = () => {
  const dirty = sections().filter(isDirty).length;
  const place = form.querySelector("[data-all-saved]");
  if (place) place.textContent = dirty ? TEXT.someUnsaved(dirty) : TEXT.allSaved;
  return dirty;
};

const save = (section) => {
  clearTimeout(state(section).timer);
  window.htmx.trigger(section, "fn-save");
};

const saveAfter = (section, milliseconds) => {
  const point = state(section);
  clearTimeout(point.timer);
  point.timer = setTimeout(() => save(section), milliseconds);
};

const changed = (event, milliseconds) => {
  const section = event.target.closest(".fn-entry[data-prefix]");
  if (!section || !ANSWER.test(event.target.name ?? "")) return;
  touchedAt = Date.now();
  const point = state(section);
  point.stuck = false;
  if (!isDirty(section)) {
    clearTimeout(point.timer);
    summarise();
    return;
  }
  say(section, TEXT.unsaved);
  summarise();
  // A conflict waits for a choice: to save again what is typed meanwhile would be refused again.
  if (!hasConflict(section)) saveAfter(section, milliseconds);
};

const retry = (section, text) => {
  const point = state(section);
  say(section, text, true);
  saveAfter(section, point.wait);
  point.wait = Math.min(point.wait * 2, LAST_RETRY_MS);
};

const failed = (section, status) => {
  if (status === 401 || status === 403) {
    state(section).stuck = true;
    say(section, TEXT.signedOut, true);
  } else if (status === 0 || status === 429 || status >= 500) {
    retry(section, TEXT.offline);
  } else {
    state(section).refused = true;
    // What was typed meanwhile waits for the choice too; saving it would take a choice away.
    if (hasConflict(section)) clearTimeout(state(section).timer);
    if (status !== 409 && status !== 422) say(section, TEXT.refused, true);
  }
};

const listenToHtmx = () => {
  // Only the point's own fields go along, not those of the whole form around it.
  form.addEventListener("htmx:configRequest", ({ target, detail }) => {
    const section = target.closest(".fn-entry[data-prefix]");
    if (!section) return;
    for (const name of [...detail.formData.keys()]) {
      if (!name.startsWith(`${section.dataset.prefix}-`)) detail.formData.delete(name);
    }
    detail.headers["X-CSRFToken"] = form.elements.csrfmiddlewaretoken.value;
  });
  form.addEventListener("htmx:beforeSend", ({ target }) => {
    const section = target.closest(".fn-entry[data-prefix]");
    if (!section) return;
    const point = state(section);
    point.sent = answer(section);
    point.sending = true;
    point.refused = false;
    say(section, TEXT.saving);
  });
  form.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    const section = target.closest(".fn-entry[data-prefix]");
    if (!section) return;
    const point = state(section);
    point.sending = false;
    if (detail.xhr.status === 200) {
      point.wait = FIRST_RETRY_MS;
      point.saved = point.sent;
      if (section.isConnected && isDirty(section) && !hasConflict(section)) {
        say(section, TEXT.unsaved);
        saveAfter(section, asked ? 0 : TYPING_MS);
      }
    } else {
      failed(section, detail.xhr.status);
    }
    summarise();
    goOnWhenSaved();
  });
  // The whole point came anew: the keyboard goes on from there.
  document.body.addEventListener("htmx:load", ({ target }) => {
    if (!target.matches?.(".fn-entry[data-prefix]")) return;
    state(target);
    if (document.activeElement === document.body) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    summarise();
  });
};

const watchPresence = () => {
  const place = document.querySelector("[data-presence]");
  if (!place) return;
  place.addEventListener("htmx:configRequest", ({ detail }) => {
    const section = document.activeElement?.closest(".fn-entry");
    detail.parameters.punt = section ? section.id.replace("punt-", "") : "";
  });
  place.addEventListener("htmx:afterSwap", () => {
    const key = place.querySelector("[data-csrf]")?.dataset.csrf;
    if (key) form.elements.csrfmiddlewaretoken.value = key;
    for (const section of sections().filter((each) => state(each).stuck)) {
      state(section).stuck = false;
      save(section);
    }
  });
  const isStuck = () => sections().some((section) => state(section).stuck);
  const ask = () => {
    const isHere = document.visibilityState === "visible" && Date.now() - touchedAt < IDLE_MS;
    if (isHere || isStuck()) window.htmx.trigger(place, "fn-presence");
  };
  setInterval(ask, PRESENCE_MS);
  document.addEventListener("visibilitychange", ask);
  ask();
};

// The buttons save by the same way, so that nothing is lost when that fails; only then they go on.
const goOnWhenSaved = () => {
  if (!asked) return;
  const dirty = sections().filter(isDirty);
  if (dirty.some((section) => state(section).sending)) return;
  const problem = dirty.find((section) => state(section).refused);
  if (dirty.length > 0 && !problem) return;
  const button = asked;
  asked = null;
  if (problem) {
    problem.tabIndex = -1;
    problem.focus();
  } else if (button.name !== "opslaan") {
    leaving = true;
    form.requestSubmit(button);
  }
};

const saveAll = (event) => {
  const dirty = sections().filter(isDirty);
  if (leaving || (dirty.length === 0 && event.submitter?.name !== "opslaan")) {
    leaving = true;
    return;
  }
  event.preventDefault();
  asked = event.submitter;
  for (const section of dirty) {
    if (hasConflict(section)) state(section).refused = true;
    else if (!state(section).sending) save(section);
  }
  summarise();
  goOnWhenSaved();
};

const warnOnLeaving = () => {
  form.addEventListener("submit", saveAll);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && summarise() > 0) event.preventDefault();
  });
  window.addEventListener("online", () => sections().filter(isDirty).forEach(save));
};

if (form && window.htmx) {
  sections().forEach(state);
  form.addEventListener("input", (event) => changed(event, TYPING_MS));
  form.addEventListener("change", (event) => changed(event, 0));
  listenToHtmx();
  watchPresence();
  warnOnLeaving();
}
