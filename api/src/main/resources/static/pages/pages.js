"use strict";

// Reloads the list of devices when a session starts or ends. The page also works without this script.
(() => {
  const devices = document.querySelector("[data-events]");
  if (!devices) {
    return;
  }
  const stale = document.querySelector("#stale p");
  const RETRY_MILLIS = 5000;

  const refresh = () => htmx.trigger(devices, "refresh");

  devices.addEventListener("htmx:beforeRequest", () => devices.setAttribute("aria-busy", "true"));
  devices.addEventListener("htmx:afterRequest", (event) => {
    devices.removeAttribute("aria-busy");
    stale.classList.toggle("hidden", event.detail.successful === true);
  });

  // Refreshes after a broken stream, too: if the session has ended, the answer leads to the login page.
  const listen = () => {
    const events = new EventSource(devices.dataset.events);
    for (const name of ["sessions", "session-started", "session-ended"]) {
      events.addEventListener(name, refresh);
    }
    events.addEventListener("error", () => {
      refresh();
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(listen, RETRY_MILLIS);
      }
    });
  };
  listen();
})();
