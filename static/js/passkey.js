/* Passkeys: the button of a form asks the browser for one, and the form sends what it says. */
(() => {
  "use strict";

  const ways = {
    create: (options) => PublicKeyCredential.parseCreationOptionsFromJSON(options),
    get: (options) => PublicKeyCredential.parseRequestOptionsFromJSON(options),
  };

  const canDo = () =>
    "PublicKeyCredential" in window &&
    "parseCreationOptionsFromJSON" in PublicKeyCredential &&
    "toJSON" in PublicKeyCredential.prototype;

  const ask = async (form, told) => {
    const way = form.dataset.passkey;
    told.hidden = true;
    try {
      const publicKey = ways[way](JSON.parse(form.dataset.options).publicKey);
      const found = await navigator.credentials[way]({ publicKey });
      form.elements.passkey.value = JSON.stringify(found.toJSON());
      form.requestSubmit();
    } catch {
      told.hidden = false;
    }
  };

  const show = () => {
    if (!canDo()) return;
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      const told = form.querySelector("[data-passkey-told]");
      form.closest("[data-passkey-part]").hidden = false;
      form.querySelector("button[type=button]").addEventListener("click", () => ask(form, told));
    }
  };

  document.addEventListener("DOMContentLoaded", show);
})();
