// "Leave this site": the page goes blank, then the server is told, then the browser goes elsewhere.
// Without this file the button still works: it is a form that posts to the same address.
(function () {
  "use strict";

  var WITHIN = 5000; // milliseconds between two presses of Shift
  var PATIENCE = 3000; // milliseconds until we go without an answer, or try again
  var form = document.querySelector("[data-exit]");
  if (!form) return;

  var root = document.documentElement;
  root.classList.add("scripted");
  var isPrivate = root.classList.contains("private");
  var says = form.querySelector("[data-exit-says]");
  var address = form.getAttribute("action");
  var elsewhere = form.dataset.to;
  var left = false;
  var timer;

  // A page that answers a form keeps, on the disk, all that was sent to it. From now on it does not.
  if (window.history.replaceState) window.history.replaceState(null, "", window.location.href);

  function blank() {
    root.hidden = true;
    document.body.textContent = "";
    document.head.textContent = "";
    document.title = "\u2026";
  }

  function go() {
    window.location.replace(elsewhere);
  }

  // The draft and our cookies go first. Without a connection the page stays, blank, and tries
  // again: the browser's own page would show our address, and could tell nobody.
  function tell() {
    clearTimeout(timer);
    window.removeEventListener("online", tell);
    if (!window.fetch) return window.location.replace(address);
    timer = setTimeout(function () {
      if (navigator.sendBeacon) navigator.sendBeacon(address);
      go();
    }, PATIENCE);
    fetch(address, {
      method: "POST", credentials: "same-origin", keepalive: true, redirect: "manual",
    }).then(go, function () {
      clearTimeout(timer);
      timer = setTimeout(tell, PATIENCE);
      window.addEventListener("online", tell);
    });
  }

  function leave() {
    if (left) return;
    left = true;
    blank();
    tell();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    leave();
  });

  // Shift counts when it is pressed alone, and three times with nothing in between: capitals do
  // not leave, typed with sticky keys either.
  var words = { 1: form.dataset.two, 2: form.dataset.one };
  var presses = 0;
  var alone = false;

  function somethingElse() {
    clearTimeout(timer);
    presses = 0;
    alone = false;
    says.textContent = "";
  }

  function down(event) {
    if (left || (event.key === "Shift" && event.repeat)) return;
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) somethingElse();
    else alone = true;
  }

  function up(event) {
    if (left || event.key !== "Shift" || !alone) return;
    clearTimeout(timer);
    alone = false;
    presses += 1;
    if (presses === 3) return leave();
    says.textContent = words[presses];
    timer = setTimeout(somethingElse, WITHIN);
  }

  if (form.dataset.shift !== "off") {
    document.addEventListener("keydown", down);
    document.addEventListener("keyup", up);
    document.addEventListener("pointerdown", function () { if (!left) somethingElse(); });
    window.addEventListener("blur", function () { if (!left) somethingElse(); });
  }

  // "Back" must not show what was on the screen. What the browser keeps in memory of a page of the
  // journey is blank, and the server is asked for the page again.
  window.addEventListener("pagehide", function (event) {
    if (event.persisted && isPrivate) blank();
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted && (left || isPrivate)) {
      blank();
      window.location.reload();
    }
  });

  // The small pictures of open pages, on a phone or over a tab, show nothing of the journey.
  document.addEventListener("visibilitychange", function () {
    if (isPrivate) root.classList.toggle("covered", document.hidden);
  });
})();
