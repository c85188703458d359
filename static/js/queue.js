// The queue keeps itself up to date: it asks every second for a few letters, and for the list
// only when they have changed. Without this script there is a link to refresh.
(function () {
  "use strict";

  var EVERY = 500;
  var AFTER_FAILURE = 5000;
  var SIGNED_OUT = [401, 403];

  var region = document.getElementById("queue");
  var news = document.getElementById("queue-news");
  if (!region || !news || !window.fetch) return;

  function hideRefresh() {
    region.querySelectorAll("[data-no-script]").forEach(function (link) {
      link.hidden = true;
    });
  }

  function say(words) {
    if (news.textContent !== words) news.textContent = words;
  }

  function ask(address) {
    return fetch(address, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (SIGNED_OUT.includes(answer.status)) throw { signedOut: true };
      if (!answer.ok) throw new Error("the server answered " + answer.status);
      return answer.text();
    });
  }

  // The keyboard's place in the list stays where it was.
  function focused() {
    var active = document.activeElement;
    return region.contains(active) && active.getAttribute("href");
  }

  function replace(markup) {
    var fresh = new DOMParser().parseFromString(markup, "text/html").getElementById("queue");
    if (!fresh) throw new Error("there is no list in the answer");
    var place = focused();
    var arrived = Number(fresh.dataset.count) > Number(region.dataset.count);
    fresh = document.importNode(fresh, true);
    region.replaceWith(fresh);
    region = fresh;
    hideRefresh();
    if (place) {
      var link = Array.from(region.querySelectorAll("a")).find(function (each) {
        return each.getAttribute("href") === place;
      });
      if (link) link.focus({ preventScroll: true });
    }
    say(arrived ? news.dataset.arrived : "");
  }

  function look() {
    if (document.hidden) return again(EVERY);
    ask(region.dataset.latest)
      .then(function (token) {
        if (token === region.dataset.token) return null;
        return ask(region.dataset.list + location.search).then(replace);
      })
      .then(function () {
        news.classList.add("govuk-visually-hidden");
        if (news.textContent === news.dataset.cutOff) say("");
        again(EVERY);
      })
      .catch(function (problem) {
        if (problem.signedOut) return location.reload();
        news.classList.remove("govuk-visually-hidden");
        say(news.dataset.cutOff);
        again(AFTER_FAILURE);
      });
  }

  function again(wait) {
    setTimeout(look, wait);
  }

  hideRefresh();
  again(EVERY);
})();
