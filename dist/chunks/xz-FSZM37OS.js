import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  InputProblem
} from "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/host/xz.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
async function* decompressXz(compressed) {
  const child = spawn("xz", ["--decompress", "--stdout"], { stdio: ["pipe", "pipe", "pipe"] });
  let failure = null;
  let said = "";
  child.once("error", (error) => {
    failure = error;
  });
  const exit = new Promise((resolve) => {
    child.once("close", resolve);
    child.once("error", () => resolve(null));
  });
  child.stderr.on("data", (bytes) => {
    said = (said + bytes.toString("utf8")).slice(0, 500);
  });
  child.stdin.on("error", () => {
  });
  let inputProblem = null;
  const feeding = (async () => {
    for await (const chunk of compressed) {
      if (child.stdin.destroyed) return;
      if (!child.stdin.write(Uint8Array.from(chunk)))
        await Promise.race([once(child.stdin, "drain").catch(() => {
        }), exit]);
    }
    child.stdin.end();
  })().catch((error) => {
    inputProblem = error;
    child.kill();
  });
  try {
    for await (const chunk of child.stdout) yield chunk;
    const status = await exit;
    if (failure)
      throw new InputProblem(
        "it is compressed with xz, and there is no xz program here; install xz-utils, or use gzip or zstd"
      );
    await feeding;
    if (inputProblem) throw inputProblem;
    if (status !== 0)
      throw new InputProblem(`xz can't decompress it: ${said.replace(/^xz: /, "").trim() || `status ${status}`}`);
  } finally {
    child.kill();
  }
}
export {
  decompressXz
};
