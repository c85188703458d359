// Answers end after an hour without a new one, and after a day at most. Ten minutes before we say
// so, and the person may keep them. When they have ended, they are not left on the screen.
(function () {
  "use strict";

  var LOOK = 5000; // milliseconds; the clock is read each time, as timers stop while a device sleeps
  var HOUR = 60 * 60 * 1000;
  var BEFORE = 10 * 60 * 1000;
  var news = document.querySelector("[data-soon-over]");
  if (!news || !window.fetch) return;

  var endsAt = Date.now() + Number(news.dataset.endsIn) * 1000;
  var lastAt = Date.now() + Number(news.dataset.atMost) * 1000;
  var said = false;
  var over = false;
  var place;

  function say(words) {
    var template = document.querySelector("[data-soon-over-words=" + words + "]");
    news.replaceChildren(template.content.cloneNode(true));
  }

  // The server knows whether another tab has kept them, and says what can be done now.
  function end() {
    over = true;
    document.getElementById("main").hidden = true;
    window.location.replace(window.location.pathname);
  }

  function look() {
    var now = Date.now();
    if (over) return;
    if (now >= endsAt) return end();
    if (said || endsAt - now > BEFORE) return;
    said = true;
    say(lastAt - now > HOUR ? "soon" : "last");
  }

  function kept() {
    endsAt = Math.min(Date.now() + HOUR, lastAt);
    said = false;
    say("kept");
    if (place && place.isConnected) place.focus({ preventScroll: true });
  }

  function keep() {
    var token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(news.dataset.stay, {
      method: "POST",
      credentials: "same-origin",
      body: new URLSearchParams({ csrfmiddlewaretoken: token }),
    }).then(function (answer) {
      if (answer.ok) kept();
      else if (answer.status < 500) end();
      else say("failed");
    }).catch(function () {
      say("failed");
    });
  }

  news.addEventListener("click", function (event) {
    if (event.target.closest("[data-keep]")) keep();
  });

  // Whoever keeps them goes on where they were.
  document.addEventListener("focusin", function (event) {
    if (!news.contains(event.target)) place = event.target;
  });

  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
})();
