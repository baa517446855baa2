// Drags an airing to another day and hour, and shows what a form would do while it is filled in.
// Everything here has a way without it: the same pages, by their forms.
"use strict";

const STEP = 15; // minutes between two places to drop
const FIRST = 4 * 60; // minutes after midnight at the top of a day
const LAST = 22 * 60;
const FAR = 8; // pixels before a press is a drag

function two(number) {
  return String(number).padStart(2, "0");
}

// Where the pointer is: which day, and which hour by how far down it.
function placeAt(week, x, y) {
  const day = [...week.querySelectorAll("[data-day]")].find((one) => {
    const box = one.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  if (!day) return null;
  const box = day.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (y - box.top) / box.height));
  const minutes = Math.round((FIRST + share * (LAST - FIRST)) / STEP) * STEP;
  return { day, hour: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}

function startDrag() {
  const week = document.querySelector("[data-week]");
  if (!week) return;
  const how = document.querySelector("[data-drag-how]");
  if (how) how.textContent = "Bấm vào tên chương trình để đổi, dời hoặc dừng; hoặc kéo tên sang ngày giờ khác.";
  let drag = null;

  function end() {
    if (!drag) return;
    drag.note.remove();
    week.classList.remove("dragging");
    week.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
    drag = null;
  }

  function over(event) {
    const place = placeAt(week, event.clientX, event.clientY);
    week.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
    drag.place = place;
    drag.note.textContent = place ? `Thả để dời sang ${place.day.dataset.name} lúc ${place.hour}` : "Thả ở đây là thôi";
    drag.note.style.left = `${Math.min(event.clientX + 12, window.innerWidth - 300)}px`;
    drag.note.style.top = `${event.clientY + 16}px`;
    if (place) place.day.classList.add("over");
  }

  week.addEventListener("dragstart", (event) => event.preventDefault()); // a link has a drag of its own
  week.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("[data-drag]");
    if (!link || event.button !== 0 || event.pointerType === "touch") return;
    const from = { x: event.clientX, y: event.clientY };
    const move = (moved) => {
      if (!drag && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > FAR) {
        const note = document.createElement("div");
        note.className = "drop-at";
        document.body.append(note);
        week.classList.add("dragging");
        drag = { note, place: null };
      }
      if (drag) over(moved);
    };
    const up = () => {
      const place = drag && drag.place;
      const dragged = drag !== null;
      stop();
      if (dragged) link.addEventListener("click", (click) => click.preventDefault(), { once: true });
      if (!place) return;
      const to = new URL(link.href);
      to.searchParams.set("sang", `${place.day.dataset.day}T${place.hour}`);
      location.href = `${to}#move`;
    };
    const key = (pressed) => { if (pressed.key === "Escape") stop(); };
    function stop() {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("keydown", key);
      end();
    }
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("keydown", key);
  });
}

// Lines of a programme's content change places; an empty line stays at the end.
function startPlay() {
  const play = document.querySelector("[data-play]");
  if (!play) return;

  function number() {
    [...play.children].forEach((line, index) => {
      const select = line.querySelector("select");
      select.name = `play.${index}`;
      line.querySelector("label").textContent = `Mục ${index + 1}`;
      line.querySelectorAll("button").forEach((button) => button.setAttribute("aria-label", `${button.title} mục ${index + 1}`));
    });
    const last = play.lastElementChild;
    if (last.querySelector("select").value) {
      const next = last.cloneNode(true);
      next.querySelector("select").selectedIndex = 0;
      next.querySelector("select").id = `play-${play.children.length}`;
      next.querySelector("label").htmlFor = `play-${play.children.length}`;
      next.querySelectorAll("button").forEach((button) => button.remove());
      play.append(next);
      equip(next);
      number();
    }
  }

  function equip(line) {
    for (const [sign, title, act] of [
      ["↑", "Đưa lên", () => line.previousElementSibling && line.previousElementSibling.before(line)],
      ["↓", "Đưa xuống", () => line.nextElementSibling && line.nextElementSibling.after(line)],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = title;
      button.addEventListener("click", () => { act(); number(); button.focus(); line.closest("form").dispatchEvent(new Event("input")); });
      line.append(button);
    }
  }

  [...play.children].forEach(equip);
  number();
  play.addEventListener("change", number);
}

// The preview follows what is typed; saving stays a press of a button.
function startPreview() {
  const form = document.querySelector("[data-programme]");
  if (!form) return;
  let later = null;
  let asked = 0;

  // What is shown must be what is saved: the button waits for the preview.
  const wait = (waits) => form.querySelectorAll("[formaction]").forEach((button) => { button.disabled = waits; });

  async function look() {
    if (!form.checkValidity()) return;
    const mine = ++asked;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    for (const part of form.querySelectorAll("[data-part]")) {
      const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (next && !part.contains(document.activeElement)) part.replaceWith(next);
    }
  }

  const soon = () => {
    clearTimeout(later);
    wait(true);
    later = setTimeout(() => look().catch(() => wait(false)), 700);
  };
  form.addEventListener("input", soon); // not "change": leaving a field for the button is none
}

startDrag();
startPlay();
startPreview();
