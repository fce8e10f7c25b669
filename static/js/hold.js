/* The hold of a file: kept while its page is looked at, let go when the page is left. Without scripts it just ends. */
(() => {
  "use strict";

  const RENEW_MS = 60 * 1000;
  const hold = document.querySelector("form[data-hold]");
  if (!hold) return;

  let goesOn = false;
  const tell = (act) => {
    const said = new FormData(hold);
    said.set("act", act);
    navigator.sendBeacon(hold.action, said);
  };
  /* Another page of the same file, such as its note, keeps the hold. */
  const isOfFile = (address) => new URL(address, location.href).pathname.startsWith(hold.dataset.hold);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    goesOn = Boolean(link) && !event.ctrlKey && !event.metaKey && link.target !== "_blank" && isOfFile(link.href);
  });
  document.addEventListener("submit", (event) => {
    goesOn = isOfFile(event.target.action);
  });
  window.addEventListener("pagehide", () => {
    if (!goesOn) tell("leave");
  });
  window.addEventListener("pageshow", (event) => {
    goesOn = false;
    if (event.persisted) location.reload();
  });
  setInterval(() => {
    if (!document.hidden) tell("renew");
  }, RENEW_MS);
})();
