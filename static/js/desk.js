/* Keys for the desk: j and k through the rows, / to search, ? for the list. Every page works without. */
(() => {
  "use strict";

  const STORE = "desk-keys-off";
  const isOff = () => localStorage.getItem(STORE) === "1";
  const isTyping = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement);
    const next = rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    if (next) next.focus();
  };

  /* Acts on the row that has the focus: what in it is named by that key. */
  const press = (key) => () => {
    const row = document.activeElement.closest("tr");
    const act = row && row.querySelector(`[data-key="${key}"]`);
    if (!act) return false;
    act.click();
    return true;
  };

  const acts = {
    a: press("a"),
    s: press("s"),
    p: press("p"),
    j: () => step(1),
    k: () => step(-1),
    "/": () => {
      const field = document.querySelector("[data-find]") || document.querySelector("[data-search]");
      if (field) field.focus();
      return Boolean(field);
    },
    "?": () => {
      const list = document.getElementById("desk-keys");
      if (list && list.togglePopover) list.togglePopover();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const act = acts[event.key];
    if (!act || (isOff() && event.key !== "?")) return;
    if (act() !== false) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const open = document.querySelector("[data-keys-open]");
    const turn = document.querySelector("[data-keys-switch]");
    if (open) open.hidden = false;
    if (!turn) return;
    const say = () => (turn.textContent = isOff() ? turn.dataset.on : turn.dataset.off);
    say();
    turn.addEventListener("click", () => {
      localStorage.setItem(STORE, isOff() ? "0" : "1");
      say();
    });
  });
})();
