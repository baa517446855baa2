// Underlines the mistakes of a file where one types; without it the lines stand above the text, marked when it is sent.
"use strict";

function startEditor() {
  const form = document.querySelector("[data-yaml]");
  const sheet = form && form.querySelector("[data-sheet]");
  if (!sheet) return;
  const area = sheet.querySelector("textarea");
  let later = null;
  let asked = 0;

  function fit() {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  // Until the station has answered, what is typed keeps its line numbers and loses its marks.
  function plain() {
    const lines = sheet.querySelector("[data-part=lines]");
    const fresh = area.value.split("\n").map((text, index) => {
      const line = document.createElement("div");
      line.className = "l";
      line.id = `dong-${index + 1}`;
      line.textContent = `${text}\u200b`;
      return line;
    });
    lines.replaceChildren(...fresh);
  }

  async function look() {
    const mine = ++asked;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    for (const part of form.querySelectorAll("[data-part]")) {
      const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (next && !part.contains(document.activeElement)) part.replaceWith(next);
    }
  }

  function goTo(line, column) {
    const before = area.value.split("\n").slice(0, Math.max(0, line - 1));
    const start = before.reduce((sum, text) => sum + text.length + 1, 0) + Math.max(0, column - 1);
    area.focus();
    area.setSelectionRange(start, start + 1);
    const shown = document.getElementById(`dong-${line}`);
    if (shown) shown.scrollIntoView({ block: "center" });
  }

  sheet.classList.add("live");
  sheet.querySelector("[data-part=lines]").setAttribute("aria-hidden", "true");
  fit();
  area.addEventListener("input", () => {
    fit();
    plain();
    clearTimeout(later);
    later = setTimeout(() => look().catch(() => {}), 600);
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.line), Number(link.dataset.column));
  });
  window.addEventListener("resize", fit);
}

startEditor();
