// Waveforms that show how far the sound is and may be pressed; sounds that are still being measured are asked for again.
"use strict";

function startPlayer(player) {
  const audio = player.querySelector("audio");
  const wave = player.querySelector(".wave");
  if (!wave) return;
  const played = wave.querySelector("path").cloneNode();
  const clip = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  clip.setAttribute("height", "100");
  clip.setAttribute("width", "0");
  clip.setAttribute("class", "played");
  clip.append(played);
  wave.append(clip);
  audio.addEventListener("timeupdate", () => {
    clip.setAttribute("width", String(audio.duration ? (320 * audio.currentTime) / audio.duration : 0));
  });
  wave.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const seek = () => { audio.currentTime = share * audio.duration; audio.play(); };
    if (audio.duration) seek();
    else { audio.addEventListener("loadedmetadata", seek, { once: true }); audio.load(); }
  });
  audio.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
  });
}

function startPlayers(within) {
  for (const player of within.querySelectorAll("[data-player]")) startPlayer(player);
}

// Whoever listens or has come here by the keyboard is not disturbed: the facts can wait.
function isInUse(part) {
  return part.contains(document.activeElement) || [...part.querySelectorAll("audio")].some((audio) => !audio.paused);
}

function waitForFacts() {
  const part = document.querySelector("[data-sounds][data-pending]");
  if (!part) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-sounds]");
      if (fresh && !isInUse(part)) {
        part.replaceWith(fresh);
        startPlayers(fresh);
      }
    } catch {
      // the station is away for a moment: it is asked again
    }
    waitForFacts();
  }, 1500);
}

startPlayers(document);
waitForFacts();
