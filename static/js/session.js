/* Says before the session ends, lets it go on, and hides the file once it has ended. */
(() => {
  "use strict";

  const WARN_BEFORE_MS = 120000;
  const GRACE_MS = 2000; // the clock of the server decides, not ours
  const bar = document.querySelector("[data-session-left]");
  const { sessionLeft, sessionMost, sessionIdle, sessionPage, sessionForms } = bar.dataset;
  const last = Date.now() + sessionMost * 1000;
  let ends = Date.now() + sessionLeft * 1000;
  // A form came back with errors, or in another language: with what was typed.
  const isBack = document.querySelector(".error-summary, .field--wrong") || new URLSearchParams(location.search).has("kept");
  let hasTyped = Boolean(isBack && document.querySelector(`main :is(${sessionForms})`));
  let shown = "";
  let timer;
  let place = null; // where the person was before the warning

  document.addEventListener("input", (event) => {
    hasTyped = hasTyped || Boolean(event.target.closest(`main :is(${sessionForms})`));
  });

  document.addEventListener("focusin", ({ target }) => {
    if (!bar.contains(target)) place = target;
  });

  const show = (name) => {
    if (name === shown) return;
    shown = name;
    const isInBar = bar.contains(document.activeElement);
    const words = name && document.querySelector(`template[data-session-${name}]`).content.cloneNode(true);
    bar.replaceChildren(...(words ? [words] : []));
    const stay = bar.querySelector("[data-session-stay]");
    if (stay) stay.hidden = last - ends < GRACE_MS; // it ends then, whatever is done
    if (isInBar) (place?.isConnected ? place : document.querySelector("main")).focus();
  };

  const look = () => {
    clearTimeout(timer);
    const left = ends - Date.now();
    if (left > -GRACE_MS) {
      show(left > WARN_BEFORE_MS ? "" : "soon");
      timer = setTimeout(look, shown ? left + GRACE_MS : left - WARN_BEFORE_MS);
    } else if (hasTyped) show("over");
    // The server says whether it has ended: another tab may have been used. This never sends a form again.
    else location.replace(location.pathname + location.search);
  };

  const goOn = () => {
    ends = Math.min(Date.now() + sessionIdle * 1000, last);
    const until = document.querySelector(".site-head__until");
    if (until) until.hidden = true;
  };

  // What a page asks by itself, such as how far a batch is, counts as use too.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const isElsewhere = new URL(detail.xhr.responseURL || location.href).pathname !== new URL(detail.pathInfo.requestPath, location.href).pathname;
    if (!detail.successful || isElsewhere) return; // elsewhere: signed out, it got the page for signing in
    goOn();
    look();
  });

  bar.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-session-stay]")) return;
    const answer = await fetch(sessionPage, { method: "HEAD" }).catch(() => null);
    if (!answer) return;
    if (answer.redirected) ends = 0;
    else goOn();
    look();
  });

  document.addEventListener("visibilitychange", look);
  look();
})();
