"use strict";

// A slider that sets the time field. Without this script, people use the field and the button.
(() => {
  const slider = document.querySelector("#slider");
  const form = document.querySelector("#when");
  const at = document.querySelector("#at");
  const span = document.querySelector("#span");
  const moment = document.querySelector("#moment");
  const HOUR_MILLIS = 3600000;
  const shownAt = Date.parse(slider.dataset.now) - performance.now();
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "UTC",
  });

  // The server's time, estimated from the time when the page was rendered.
  const now = () => shownAt + performance.now();

  const chosen = () => {
    const back = (1 - moment.value / moment.max) * span.value * HOUR_MILLIS;
    return new Date(Math.floor((now() - back) / 1000) * 1000);
  };

  const announce = () => moment.setAttribute("aria-valuetext", `${words.format(chosen())} UTC`);

  moment.addEventListener("input", () => {
    at.value = chosen().toISOString().slice(0, 19);
    announce();
    htmx.trigger(form, "slide");
  });

  span.addEventListener("change", () => {
    moment.max = span.selectedOptions[0].dataset.steps;
    moment.value = moment.max;
    announce();
  });

  // The page in a 400 response explains the error, so show it.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  announce();
  slider.hidden = false;
})();
