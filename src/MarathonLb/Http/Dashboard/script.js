(function () {
  "use strict";
  // Shows the page anew from time to time: without it everything works, too. Whoever types or selects is left alone.
  var pause = 5000;
  function busy() {
    var active = document.activeElement;
    var selection = document.getSelection();
    return document.hidden || (active && /^(INPUT|SELECT)$/.test(active.tagName)) || (selection && !selection.isCollapsed);
  }
  function show(text) {
    var next = new DOMParser().parseFromString(text, "text/html");
    var from = next.getElementById("content"), to = document.getElementById("content");
    if (!from || !to) return;
    to.querySelectorAll("details[open]").forEach(function (open) {
      var same = open.id && next.getElementById(open.id);
      if (same) same.setAttribute("open", "");
    });
    to.replaceWith(document.adoptNode(from));
    document.title = next.title;
    document.body.classList.remove("stale");
  }
  function look() {
    if (busy()) return wait();
    fetch(location.href, { cache: "no-store", credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) { if (!busy()) show(text); })
      .catch(function () { document.title = "[no answer] marathon-lb"; document.body.classList.add("stale"); })
      .then(wait);
  }
  function wait() { setTimeout(look, pause); }
  if (location.pathname !== "/_mlb/diff") wait();
})();
