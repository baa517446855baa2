// Runs beside the microphone: hands the sound on in pieces of a tenth of a second.
"use strict";

const PIECE = 4800;

class Tap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(PIECE);
    this.filled = 0;
    this.port.onmessage = () => {
      this.port.postMessage({ piece: this.piece.slice(0, this.filled), last: true });
      this.filled = 0;
    };
  }

  process([channels]) {
    const sound = channels[0];
    if (!sound) return true;
    for (let from = 0; from < sound.length;) {
      const room = Math.min(PIECE - this.filled, sound.length - from);
      this.piece.set(sound.subarray(from, from + room), this.filled);
      this.filled += room;
      from += room;
      if (this.filled === PIECE) {
        this.port.postMessage({ piece: this.piece, last: false });
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("thu-am", Tap);
