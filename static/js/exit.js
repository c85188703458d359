// "Leave this site": the page goes blank first, then the browser goes somewhere ordinary.
// Without this file the button still works: it is a form that posts to the same address.
(function () {
  "use strict";

  var WITHIN = 5000; // milliseconds between two presses of Shift
  var form = document.querySelector("[data-exit]");
  if (!form) return;

  var says = form.querySelector("[data-exit-says]");
  var address = form.getAttribute("action");
  var words = { 1: form.dataset.two, 2: form.dataset.one };
  var presses = 0;
  var alone = false;
  var gone = false;
  var timer;

  function blank() {
    gone = true;
    document.documentElement.hidden = true;
    document.body.replaceChildren();
    document.head.replaceChildren();
    document.title = "\u2026";
  }

  function forget() {
    if (navigator.sendBeacon && navigator.sendBeacon(address)) return;
    fetch(address, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(function () {});
  }

  function leave() {
    blank();
    forget();
    // With no connection the browser's own page would show our address; an empty one shows nothing.
    if (navigator.onLine !== false) window.location.replace(address);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Shift" && !event.repeat) alone = true;
    else if (event.key !== "Shift") alone = false;
  });

  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) {
      presses = 0;
      return;
    }
    clearTimeout(timer);
    presses += 1;
    if (presses === 3) {
      leave();
      return;
    }
    says.textContent = words[presses];
    timer = setTimeout(function () {
      presses = 0;
      says.textContent = "";
    }, WITHIN);
  });

  // "Back" must not show what was on the screen: a page of the journey that the browser kept in
  // memory, or any page that was left, is asked for again.
  window.addEventListener("pageshow", function (event) {
    var isPrivate = document.documentElement.classList.contains("private");
    if (event.persisted && (gone || isPrivate)) {
      blank();
      window.location.reload();
    }
  });
})();
