import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  fileProblem,
  runScan
} from "./chunks/chunk-LIIESUKY.js";
import {
  InputProblem
} from "./chunks/chunk-Z47BYAV4.js";
import "./chunks/chunk-7VRB4YCP.js";

// src/host/worker.ts
import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";

// src/host/outcome-buffers.ts
function outcomeBuffers(outcome) {
  if (!outcome.ok) return [];
  if (outcome.layer) return layerBuffers(outcome.layer);
  return outcome.archive.entries.flatMap((entry) => entry.layer ? layerBuffers(entry.layer) : []);
}
function layerBuffers({ entries, contents }) {
  const columns = [entries.types, entries.modes, entries.offsets, entries.sizes];
  return [...columns, ...contents.values()].map((bytes) => bytes.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

// src/host/piece-queue.ts
var PieceQueue = class {
  #giveBack;
  #waiting = [];
  #ended = false;
  #problem = null;
  #wake = null;
  constructor(giveBack) {
    this.#giveBack = giveBack;
  }
  add(buffer, length) {
    this.#waiting.push(new Uint8Array(buffer, 0, length));
    this.#wake?.();
  }
  end(problem) {
    this.#ended = true;
    this.#problem = problem;
    this.#wake?.();
  }
  /** Each chunk is valid until the next one is asked for. */
  async *chunks() {
    while (true) {
      const piece = this.#waiting.shift();
      if (piece) {
        yield piece;
        this.#giveBack(piece.buffer);
      } else if (this.#ended) {
        if (this.#problem !== null) throw new InputProblem(this.#problem);
        return;
      } else {
        await new Promise((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
      }
    }
  }
};

// src/host/worker.ts
var chunkSize = 512 << 10;
var reportEvery = 8 << 20;
var port = parentPort;
if (port) {
  const send = (message, transfer = []) => port.postMessage(message, transfer);
  let pieces = null;
  const run = async (pass, chunks) => {
    let unreported = 0;
    const advanced = (bytes) => {
      unreported += bytes;
      if (unreported < reportEvery) return;
      send({ kind: "advanced", bytes: unreported });
      unreported = 0;
    };
    const outcome = await runScan(pass, chunks, advanced);
    send({ kind: "advanced", bytes: unreported });
    send({ kind: "done", outcome }, outcomeBuffers(outcome));
  };
  port.on("message", (order) => {
    switch (order.kind) {
      case "scan":
        void run(order.job, chunksOf(order.job.extent, order.job.where));
        return;
      case "stream":
        pieces = new PieceQueue((buffer) => send({ kind: "taken", buffer }, [buffer]));
        void run(order.pass, pieces.chunks());
        return;
      case "piece":
        pieces?.add(order.buffer, order.length);
        return;
      case "end":
        pieces?.end(order.problem);
    }
  });
}
function* chunksOf(extent, where) {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  for (let at = 0; at < extent.length; ) {
    const count = readChunk(extent, buffer, at, where);
    if (count === 0) throw new InputProblem(`${where}: it became shorter while it was read`);
    at += count;
    yield buffer.subarray(0, count);
  }
}
function readChunk(extent, buffer, at, where) {
  try {
    return readSync(extent.fd, buffer, 0, Math.min(chunkSize, extent.length - at), extent.offset + at);
  } catch (error) {
    throw fileProblem(where, error);
  }
}
