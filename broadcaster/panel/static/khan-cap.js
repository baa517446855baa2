// The urgent page: what will be said is shown and heard as it is filled in, and airing needs a finger that stays down.
"use strict";

const HOLD = 1500; // milliseconds a person holds the button of an urgent announcement

async function send(form, address, more = {}) {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  const answer = await fetch(address, { method: "POST", body: fields, headers: { "x-form-key": formKey } });
  return { ok: answer.ok, landed: answer.url, text: await answer.text() };
}

function startUrgent() {
  const form = document.querySelector("[data-urgent]");
  if (!form) return;
  const shown = form.querySelector("[data-preview]");
  const heard = form.querySelector("[data-heard]");
  const hear = form.querySelector("[data-hear]");
  const hold = form.querySelector("[data-hold]");
  const unheard = "Không hỏi được đài; hãy thử lại.";

  let seen = "";
  let refused = false;
  async function look() {
    try {
      const { text } = await send(form, "/khan-cap/xem");
      if (text !== seen) shown.innerHTML = text; // what has not changed is not read out again
      seen = text;
    } catch {
      shown.textContent = seen = unheard;
    }
  }

  async function listen() {
    if (!form.reportValidity() || hear.disabled) return;
    hear.disabled = true;
    put(form, "hear-word", "Máy đang đọc…");
    try {
      heard.innerHTML = (await send(form, "/khan-cap/nghe")).text;
    } catch {
      heard.textContent = unheard;
    }
    hear.disabled = false;
    put(form, "hear-word", "Nghe thử");
  }

  async function air() {
    for (const audio of document.querySelectorAll("audio")) audio.pause();
    hold.disabled = true;
    hold.classList.add("sent");
    try {
      const answer = await send(form, "/khan-cap", { sure: "1" });
      if (answer.ok) location.href = answer.landed;
      refused = !answer.ok;
      if (refused) shown.innerHTML = seen = answer.text;
    } catch {
      refused = true;
      shown.textContent = seen = unheard;
    }
    hold.disabled = false;
    hold.classList.remove("sent");
  }

  hold.hidden = false;
  form.querySelector("[data-hold-how]").hidden = false;
  form.querySelector("[data-look]").hidden = true; // it is shown anyway
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter && event.submitter === hear) listen();
    else if (form.querySelector("[data-sure]").checked) air();
    else if (form.reportValidity()) look();
  });
  makeHold(hold, () => { if (form.reportValidity()) air(); });
  let later = null;
  form.addEventListener("input", () => {
    refused = false;
    if (heard) heard.replaceChildren();
    clearTimeout(later);
    later = setTimeout(() => { if (form.checkValidity()) look(); }, 500);
  });
  const stillSo = () => {
    if (!refused && !document.hidden && !hold.matches(".holding, .sent") && form.checkValidity()) look();
  };
  stillSo();
  setInterval(stillSo, 10000); // what it breaks into may be another by now
}

// Pressing begins, letting go early gives up; the keyboard holds as a finger does.
function makeHold(button, done) {
  let timer = null;
  const begin = () => {
    if (timer || button.disabled) return;
    button.classList.add("holding");
    timer = setTimeout(() => { end(); done(); }, HOLD);
  };
  const end = () => {
    clearTimeout(timer);
    timer = null;
    button.classList.remove("holding");
  };
  button.addEventListener("pointerdown", (event) => { if (event.button === 0) begin(); });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur"]) button.addEventListener(name, end);
  button.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) begin();
  });
  button.addEventListener("keyup", end);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
}

startUrgent();
