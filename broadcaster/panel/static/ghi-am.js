// Records in the browser, and turns what only the browser can read into WAV; the form then goes as any other.
"use strict";

const RECORD_RATE = 48000;
const LONGEST_RECORDING = 15 * 60; // seconds
const READ_BY_STATION = /\.(wav|flac|mp3|ogg|oga|opus|aiff?)$/i;

function wavOf(pieces) {
  const frames = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(44 + 2 * frames));
  const put = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  put(0, "RIFF");
  view.setUint32(4, 36 + 2 * frames, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, RECORD_RATE, true);
  view.setUint32(28, 2 * RECORD_RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, 2 * frames, true);
  let at = 44;
  for (const piece of pieces) {
    for (const value of piece) {
      view.setInt16(at, Math.round(Math.max(-1, Math.min(1, value)) * 32767), true);
      at += 2;
    }
  }
  return new Blob([view], { type: "audio/wav" });
}

// The file itself where the station reads it; else its sound as WAV, if this browser can read it.
async function readable(file) {
  if (READ_BY_STATION.test(file.name) || !window.OfflineAudioContext) return file;
  try {
    const sound = await new OfflineAudioContext(1, 1, RECORD_RATE).decodeAudioData(await file.arrayBuffer());
    const mono = new Float32Array(sound.length);
    for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
      sound.getChannelData(channel).forEach((value, index) => { mono[index] += value / sound.numberOfChannels; });
    }
    return new File([wavOf([mono])], file.name.replace(/\.[^.]*$/, "") + ".wav", { type: "audio/wav" });
  } catch {
    return file; // the station says what it is
  }
}

class Recorder {
  async begin(heard) {
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
    });
    this.context = new AudioContext({ sampleRate: RECORD_RATE });
    await this.context.audioWorklet.addModule(document.querySelector("[data-tap]").dataset.tap);
    this.tap = new AudioWorkletNode(this.context, "thu-am", { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.pieces = [];
    this.tap.port.onmessage = ({ data }) => {
      this.pieces.push(data.piece);
      if (data.last) this.ended();
      else heard(data.piece);
    };
    this.context.createMediaStreamSource(this.stream).connect(this.tap);
  }

  get seconds() {
    return this.pieces ? this.pieces.reduce((sum, piece) => sum + piece.length, 0) / RECORD_RATE : 0;
  }

  async end() {
    await new Promise((resolve) => { this.ended = resolve; this.tap.port.postMessage("end"); });
    for (const track of this.stream.getTracks()) track.stop();
    await this.context.close();
    return wavOf(this.pieces);
  }
}

function startCapture(part) {
  const form = part.closest("form");
  const file = part.querySelector("#file");
  const able = Boolean(window.isSecureContext && navigator.mediaDevices && window.AudioWorkletNode && window.DataTransfer);
  part.querySelector("[data-recorder]").hidden = !able;
  part.querySelector("[data-or]").hidden = !able;
  part.querySelector("[data-no-mic]").hidden = able;
  if (able) startRecorder(part, file, form);
}

function startRecorder(part, file, form) {
  const button = part.querySelector("[data-record]");
  const word = part.querySelector("[data-record-word]");
  const going = part.querySelector("[data-recording]");
  const wrong = part.querySelector("[data-record-wrong]");
  const level = part.querySelector("[data-record-level]");
  let recorder = null;

  function heard(piece) {
    if (!recorder) return; // a last piece, on its way when the recording ended
    const loudest = piece.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const decibels = Math.max(-60, 20 * Math.log10(loudest));
    level.setAttribute("width", `${Math.round((100 * (decibels + 60)) / 60)}%`);
    put(part, "recorded", length(recorder.seconds));
    if (recorder.seconds > LONGEST_RECORDING) end();
  }

  async function begin() {
    wrong.hidden = true;
    recorder = new Recorder();
    button.disabled = true; // until the microphone is open there is nothing to end
    try {
      await recorder.begin(heard);
    } catch (error) {
      recorder = null;
      wrong.textContent = error.name === "NotAllowedError"
        ? "Trình duyệt chưa cho dùng micro: bấm hình ổ khoá cạnh địa chỉ trang, cho phép micro, rồi bấm ghi lại."
        : "Không thấy micro nào: kiểm tra dây cắm, hoặc gửi tệp ghi sẵn.";
      wrong.hidden = false;
      return;
    } finally {
      button.disabled = false;
    }
    going.hidden = false;
    button.classList.add("on");
    word.textContent = "Đang ghi. Bấm để dừng";
  }

  async function end() {
    const ended = recorder;
    recorder = null;
    const seconds = ended.seconds;
    const chosen = new DataTransfer();
    chosen.items.add(new File([await ended.end()], "ghi-am.wav", { type: "audio/wav" }));
    file.files = chosen.files;
    button.classList.remove("on");
    word.textContent = `Đã ghi ${length(seconds)}. Bấm để ghi lại`;
    if ("atOnce" in form.dataset) form.requestSubmit();
  }

  button.addEventListener("click", () => { if (recorder) end(); else begin(); });
}

// Sends a form with its file, and says how far it is; the page that answers is the one a browser without script sees.
function startSend(form) {
  const button = form.querySelector("[data-send-button]");
  const said = button.textContent;

  async function send(event) {
    event.preventDefault();
    if (button.disabled) return;
    form.querySelectorAll("[data-send-wrong]").forEach((old) => old.remove());
    const given = [...form.querySelectorAll("input[type=file]")].map((input) => input.files[0]).find(Boolean);
    if (!given) return fail("Chưa có tiếng nào: bấm ghi âm hoặc chọn một tệp.");
    button.disabled = true;
    button.textContent = "Đang đọc tệp…";
    const body = new FormData(form);
    body.delete("file");
    body.append("file", await readable(given));
    post(body);
  }

  function post(body) {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("x-form-key", formKey);
    request.upload.onprogress = ({ loaded, total }) => {
      button.textContent = loaded < total ? `Đang gửi ${Math.round((100 * loaded) / total)} %` : "Đài đang đọc tệp…";
    };
    request.onload = () => {
      if (request.status < 400) location.href = request.responseURL + (form.id ? `#${form.id}` : "");
      else fail(new DOMParser().parseFromString(request.responseText, "text/html").body.textContent.trim());
    };
    request.onerror = () => fail("Không gửi được tới đài; kiểm tra mạng rồi gửi lại.");
    request.send(body);
  }

  function fail(sentence) {
    button.disabled = false;
    button.textContent = said;
    const told = document.createElement("p");
    told.className = "wrong";
    told.dataset.sendWrong = "";
    told.setAttribute("role", "alert");
    told.textContent = sentence;
    button.before(told);
  }

  form.addEventListener("submit", send);
}

for (const part of document.querySelectorAll("[data-capture]")) startCapture(part);
for (const form of document.querySelectorAll("[data-send]")) startSend(form);
