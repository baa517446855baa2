// Hears a text without leaving the page, and shows what will be spoken while it is written. All of it works without.
"use strict";

const AGAIN = 1000; // milliseconds between two questions whether a sound is made

function swap(from, names) {
  for (const part of document.querySelectorAll("[data-part]")) {
    if (names && !names.includes(part.dataset.part)) continue;
    const next = from.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next && !part.contains(document.activeElement)) part.replaceWith(next);
    else if (next && names) part.replaceWith(next); // asked for from within it
  }
}

async function pageOf(answer) {
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Asks until the sound is there, then plays it, from a sentence if one was pressed.
async function hear(ask, names, start = 0) {
  for (;;) {
    const page = await pageOf(await ask());
    const waiting = page.querySelector("[data-waiting]"); // before its parts move into this page
    swap(page, names);
    equip();
    if (!waiting) break;
    await new Promise((done) => { setTimeout(done, AGAIN); });
  }
  play(start);
}

function play(start) {
  const sound = document.querySelector("[data-sound]");
  if (!sound) return;
  const begin = () => { sound.currentTime = start; sound.play().catch(() => {}); };
  if (sound.readyState >= 1) begin();
  else sound.addEventListener("loadedmetadata", begin, { once: true });
}

// Which sentence sounds now.
function follow(sound) {
  const marks = [...document.querySelectorAll("[data-start]")];
  sound.addEventListener("timeupdate", () => {
    const at = marks.filter((mark) => Number(mark.dataset.start) <= sound.currentTime + 0.05).pop();
    marks.forEach((mark) => mark.closest("li").classList.toggle("playing", mark === at && !sound.paused));
  });
}

function equip() {
  const sound = document.querySelector("[data-sound]");
  if (sound && !sound.dataset.followed) {
    sound.dataset.followed = "1";
    follow(sound);
  }
}

function startListening() {
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-start]");
    if (sentence) {
      event.preventDefault();
      play(Number(sentence.dataset.start));
      return;
    }
    const whole = event.target.closest("[data-hear]");
    if (!whole) return;
    event.preventDefault();
    const address = whole.href;
    hear(() => fetch(address), ["nghe"]).catch(() => { location.href = address; });
  });
  const listen = document.querySelector("[data-listen]");
  if (listen && listen.querySelector("[data-waiting]")) hear(() => fetch(listen.dataset.listen), ["nghe"]).catch(() => {});
}

// What was typed stays where it is: nothing is sent away to learn that the station does not answer.
function lament(form) {
  const said = document.createElement("p");
  said.className = "wrong";
  said.setAttribute("role", "alert");
  said.textContent = "Đài không trả lời. Lời đã viết vẫn còn trên trang này; chờ một lát rồi bấm lại.";
  form.querySelector('[data-part="trouble"]').replaceChildren(said);
}

function startWriting() {
  const form = document.querySelector("[data-writing]");
  if (!form) return;
  const address = form.dataset.writing;
  const send = (more) => {
    const fields = new URLSearchParams(new FormData(form));
    if (more) fields.set(more, "1");
    return fetch(address, { method: "POST", body: fields });
  };
  let later = null;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const page = await pageOf(await send());
    if (mine === asked) swap(page, null);
  }

  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(() => look().catch(() => {}), 900);
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-hear-form]")) {
      event.preventDefault();
      clearTimeout(later);
      asked += 1;
      hear(() => send("nghe"), ["look", "trouble"]).catch(() => lament(form));
    } else if (event.target.closest("[data-look]")) {
      event.preventDefault();
      look().catch(() => lament(form));
    }
  });
}

equip();
startListening();
startWriting();
