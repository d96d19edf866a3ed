"use strict";

// Reloads the list of devices when a session starts or ends. The page works without this script too.
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

  // A reload sends an ended session to the login page, so reload after a broken stream too.
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
