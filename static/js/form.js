// The journey's pages: small helps on top of forms that work without them.
(function () {
  "use strict";

  var HIDDEN = "--hidden";
  var root = document.documentElement;
  root.classList.add("govuk-frontend-supported");

  // What is wrong is read out first, and each line of it leads to its question.
  var summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
    summary.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      var input = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!input) return;
      event.preventDefault();
      var group = input.closest("fieldset, .govuk-form-group") || input;
      group.scrollIntoView();
      input.focus({ preventScroll: true });
    });
  }

  // A follow-up question appears under the choice it belongs to, and goes when that is not chosen.
  function reveal(input) {
    var box = document.getElementById(input.getAttribute("aria-controls"));
    if (!box) return;
    var kind = box.className.split(" ")[0];
    var hasError = box.querySelector(".govuk-form-group--error");
    // A radio may not say that it is expanded (ARIA 1.2); a checkbox may.
    if (input.type === "checkbox") input.setAttribute("aria-expanded", String(input.checked));
    box.classList.toggle(kind + HIDDEN, !input.checked && !hasError);
  }

  function revealAll(scope) {
    scope.querySelectorAll("[aria-controls]").forEach(reveal);
  }

  document.querySelectorAll("[data-aria-controls]").forEach(function (input) {
    input.setAttribute("aria-controls", input.dataset.ariaControls);
    input.removeAttribute("data-aria-controls");
  });
  revealAll(document);

  // "None of these" and the others cannot both be ticked.
  function untick(changed) {
    var alone = changed.dataset.behaviour === "exclusive";
    changed.form.querySelectorAll("input[type=checkbox]").forEach(function (other) {
      if (other === changed || other.name !== changed.name) return;
      if (alone || other.dataset.behaviour === "exclusive") other.checked = false;
    });
  }

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.form || !/^(radio|checkbox)$/.test(input.type)) return;
    if (input.type === "checkbox" && input.checked) untick(input);
    revealAll(input.form);
  });

  // A second press of the same button is not a second answer. After a while the person may try
  // again: the network may have failed.
  document.querySelectorAll("form[data-form]").forEach(function (form) {
    var sent = 0;
    form.addEventListener("submit", function (event) {
      var now = Date.now();
      if (now - sent < 4000) event.preventDefault();
      else sent = now;
    });
  });
})();
