// Spares an officer reloading; every page works without it. No library: the station's own few lines.
"use strict";

const formKey = document.body.dataset.formKey;

function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} giây`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest ? `${minutes} phút ${String(rest).padStart(2, "0")} giây` : `${minutes} phút`;
  const left = minutes % 60;
  return `${Math.floor(minutes / 60)} giờ${left ? ` ${String(left).padStart(2, "0")} phút` : ""}`;
}

function put(part, name, text) {
  const place = part.querySelector(`[data-${name}]`);
  if (place && place.textContent !== text) place.textContent = text;
}

// The station's clock, not the visitor's: it moves on from what the station last said.
function startClock() {
  const face = document.querySelector("[data-clock]");
  if (!face) return { set() {} };
  const zone = face.dataset.clock.slice(-6);
  let shift = Date.parse(face.dataset.clock) - Date.now();
  const minutes = zone.includes(":") ? (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) : 0;
  setInterval(() => {
    face.textContent = new Date(Date.now() + shift + minutes * 60000).toISOString().slice(11, 19);
  }, 1000);
  return { set: (now) => { shift = Date.parse(now) - Date.now(); } };
}

// What must look different when it changes; all else is patched in place.
function shapeOf(status) {
  const air = status.on_air;
  return JSON.stringify([
    air && air.airing, air && air.item, (status.next || []).map((entry) => entry.id), status.standing,
    status.output.ok, status.clock.trusted, status.notices, status.preparing, status.waiting,
  ]);
}

function startLive(clock) {
  const live = document.querySelector("[data-live]");
  if (!live || !window.EventSource) return;
  let shape = null;
  let renewing = false;

  async function renew() {
    if (renewing) return;
    renewing = true;
    try {
      const answer = await fetch(location.pathname);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of live.querySelectorAll("[data-part]")) {
        const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
        if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceWith(next);
      }
    } finally {
      renewing = false;
    }
  }

  const events = new EventSource("/api/v1/events");
  events.onmessage = (event) => {
    const status = JSON.parse(event.data);
    clock.set(status.now);
    document.body.classList.remove("lost");
    const changed = shapeOf(status);
    if (shape !== null && shape !== changed) {
      renew();
      setTimeout(renew, 2500); // the log tells what became of it a moment after it ended
    }
    shape = changed;
    patch(live, status);
  };
  events.onerror = () => document.body.classList.add("lost");
  setInterval(renew, 60000);
}

// How long until something, as the server says it.
function wait(seconds) {
  if (seconds < 1) return "ngay bây giờ";
  if (seconds < 60) return `${Math.round(seconds)} giây nữa`;
  return seconds < 48 * 3600 ? `${length(Math.floor(seconds / 60) * 60)} nữa` : `${Math.round(seconds / 86400)} ngày nữa`;
}

function patch(live, status) {
  const air = status.on_air;
  for (const place of live.querySelectorAll("[data-wait]")) {
    const text = wait((Date.parse(place.dataset.wait) - Date.parse(status.now)) / 1000);
    if (place.textContent !== text) place.textContent = text;
  }
  if (!air) return;
  if (air.text) put(live, "text", air.text);
  if (air.remaining === null || air.remaining === undefined) return;
  put(live, "remaining", length(air.remaining));
  const gone = live.querySelector("[data-gone]");
  if (gone) gone.value = gone.max - air.remaining;
  const level = live.querySelector("[data-level]");
  const dbfs = status.output.level_dbfs;
  put(live, "loud", dbfs === null || dbfs < -60 ? "im" : dbfs > -40 ? "có tiếng" : "tiếng nhỏ");
  if (level) level.setAttribute("width", `${dbfs === null ? 0 : Math.round((100 * (Math.min(0, Math.max(-60, dbfs)) + 60)) / 60)}%`);
}

function startPrint() {
  const button = document.querySelector("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

startLive(startClock());
startPrint();
