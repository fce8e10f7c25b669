/* Says before the session ends, lets it go on, and hides the file once it has ended. */
(() => {
  "use strict";

  const WARN_BEFORE_MS = 120000;
  const GRACE_MS = 2000; // the clock of the server decides, not ours
  const bar = document.querySelector("[data-session-left]");
  if (!bar) return;
  const { sessionLeft, sessionMost, sessionIdle, sessionPage } = bar.dataset;
  const stay = bar.querySelector("[data-session-stay]");
  const last = Date.now() + sessionMost * 1000;
  let ends = Date.now() + sessionLeft * 1000;
  let hasTyped = false;
  let timer;

  document.addEventListener("input", (event) => {
    hasTyped = hasTyped || Boolean(event.target.closest("form[data-typed]"));
  });

  const finish = () => {
    bar.hidden = true;
    if (hasTyped) document.querySelector("[data-session-over]").hidden = false;
    else location.reload(); // the server says whether it has ended: another tab may have been used
  };

  const look = () => {
    clearTimeout(timer);
    const left = ends - Date.now();
    if (left <= -GRACE_MS) {
      finish();
      return;
    }
    bar.hidden = left > WARN_BEFORE_MS;
    stay.hidden = last - ends < GRACE_MS;
    timer = setTimeout(look, bar.hidden ? left - WARN_BEFORE_MS : left + GRACE_MS);
  };

  stay.addEventListener("click", async () => {
    const answer = await fetch(sessionPage, { method: "HEAD" }).catch(() => null);
    if (!answer) return;
    if (answer.redirected) ends = 0;
    else ends = Math.min(Date.now() + sessionIdle * 1000, last);
    document.querySelector(".site-head__until").hidden = true;
    look();
  });

  document.addEventListener("visibilitychange", look);
  look();
})();
