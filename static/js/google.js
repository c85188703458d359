// "Send with Google's check": nothing is asked of Google before that button is pressed. Whatever
// goes wrong, the form is sent without the check.
(function () {
  "use strict";

  var PATIENCE = 8000; // milliseconds
  var form = document.querySelector("form[data-site-key]");
  if (!form) return;

  var key = form.dataset.siteKey;
  var token = form.querySelector("[data-token]");
  var sent = false;

  function send(answer) {
    if (sent) return;
    sent = true;
    token.value = answer || "";
    form.submit();
  }

  function ask() {
    window.grecaptcha.ready(function () {
      window.grecaptcha.execute(key, { action: form.dataset.action }).then(send, function () {
        send("");
      });
    });
  }

  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    if (!event.submitter || !event.submitter.hasAttribute("data-google")) {
      sent = true;
      return;
    }
    event.preventDefault();
    var script = document.createElement("script");
    script.src = "https://www.google.com/recaptcha/api.js?render=" + encodeURIComponent(key);
    script.onload = function () {
      try {
        ask();
      } catch (fault) {
        send("");
      }
    };
    script.onerror = function () {
      send("");
    };
    document.head.append(script);
    setTimeout(send, PATIENCE);
  });
})();
