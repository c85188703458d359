// In the CMS: what is being typed may be in the directory already. Asks our own server, half a second
// after the last letter, and shows what it finds under the name. Without this script a message after
// the first saving says the same.
(function () {
  "use strict";

  var WAIT = 500; // milliseconds
  var tag = document.currentScript;
  var where = /\/snippets\/directory\/(service|organisation)\/(?:add|edit\/([^/]+))\//.exec(
    window.location.pathname
  );
  var name = document.getElementById("id_name");
  if (!where || !name || !tag || !window.fetch) return;

  var form = name.form;
  var news = document.createElement("div");
  news.className = "help-block help-warning";
  news.setAttribute("role", "status");
  news.hidden = true;
  name.insertAdjacentElement("afterend", news);
  var timer;
  var asked = "";

  function query() {
    var said = new URLSearchParams();
    said.set("kind", where[1]);
    said.set("but", where[2] || "");
    said.set("name", name.value);
    var site = form.elements.namedItem(where[1] === "service" ? "url" : "website");
    said.set("url", site ? site.value : "");
    form.querySelectorAll("[name^=phones-][name$=-number]").forEach(function (each) {
      if (each.value) said.append("phone", each.value);
    });
    return said.toString();
  }

  function show(found) {
    news.replaceChildren();
    news.hidden = !found.length;
    if (!found.length) return;
    news.append(tag.dataset.words);
    var list = document.createElement("ul");
    found.forEach(function (each) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = each.url;
      link.target = "_blank";
      link.rel = "noreferrer";
      link.textContent = each.name;
      item.append(link, " (" + each.why + ")");
      list.append(item);
    });
    news.append(list);
  }

  function ask() {
    var now = query();
    if (now === asked) return;
    asked = now;
    fetch(tag.dataset.similar + "?" + now, { headers: { Accept: "application/json" } })
      .then(function (answer) {
        return answer.ok ? answer.json() : { found: [] };
      })
      .then(function (said) {
        if (now === asked) show(said.found);
      })
      .catch(function () {
        show([]);
      });
  }

  form.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
})();
