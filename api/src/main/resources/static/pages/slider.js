"use strict";

// A slider that moves the field of the time. Without it the field and the button do.
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

  // The server's clock, as far as it can be known here.
  const now = () => shownAt + performance.now();

  const chosen = () => {
    const back = (1 - moment.value / moment.max) * span.value * HOUR_MILLIS;
    return new Date(Math.floor((now() - back) / 1000) * 1000);
  };

  const say = () => moment.setAttribute("aria-valuetext", `${words.format(chosen())} UTC`);

  moment.addEventListener("input", () => {
    at.value = chosen().toISOString().slice(0, 19);
    say();
    htmx.trigger(form, "slide");
  });

  span.addEventListener("change", () => {
    moment.max = span.selectedOptions[0].dataset.steps;
    moment.value = moment.max;
    say();
  });

  // What is wrong is said on the page that comes back.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  say();
  slider.hidden = false;
})();
