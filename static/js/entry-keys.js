// The entry: from point to point by keys, or by the button to the next open one.
//
// Keys do nothing while somebody types, and can be switched off in the panel that lists them.

const sections = () => [...document.querySelectorAll(".fn-entry[data-prefix]")];

const isOpen = (section) => section.querySelector("[name$='-status'][value='unanswered']")?.checked;

const current = (all) => {
  const focused = document.activeElement?.closest(".fn-entry");
  return focused ? all.indexOf(focused) : -1;
};

const goTo = (section) => {
  if (!section) return;
  section.tabIndex = -1;
  section.scrollIntoView({ block: "start" });
  section.focus({ preventScroll: true });
};

const nextOpen = () => {
  const all = sections();
  const place = current(all);
  goTo(all.slice(place + 1).find(isOpen) ?? all.find(isOpen));
};

const choose = (section, number) => {
  const radio = section?.querySelectorAll("[name$='-status']")[number - 1];
  if (!radio || radio.disabled) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};

const KEYS = {
  n: (all, place) => goTo(all[place + 1]),
  v: (all, place) => goTo(all[place - 1]),
  o: () => nextOpen(),
  t: (all, place) => all[place]?.querySelector("textarea")?.focus(),
  "/": () => document.getElementById("zoek")?.focus(),
  "?": () => {
    const panel = document.querySelector("[data-keys]");
    panel.open = !panel.open;
    panel.querySelector("summary").focus();
  },
};

const listenToKeys = (panel) => {
  const box = panel.querySelector("[data-keys-on]");
  box.checked = localStorage.getItem("fn-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("fn-keys", box.checked ? "on" : "off"));
  panel.hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (event.key === "Escape" && typing) goTo(event.target.closest(".fn-entry"));
    if (typing || !box.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = sections();
    const place = current(all);
    if (/^[1-4]$/.test(event.key)) choose(all[place], Number(event.key));
    else if (KEYS[event.key]) KEYS[event.key](all, place);
    else return;
    event.preventDefault();
  });
};

const button = document.querySelector("[data-next-open]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", nextOpen);
}
const panel = document.querySelector("[data-keys]");
if (panel) listenToKeys(panel);
