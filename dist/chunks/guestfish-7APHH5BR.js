import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  InputProblem
} from "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/host/guestfish.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { resolve } from "node:path";
var startTime = { kvm: 12e4, tcg: 6e5 };
var closeTime = 1e4;
async function openDisk(path, format, environment, signal) {
  const full = resolve(path);
  if (await mayUseKvm()) {
    const session2 = await listen(full, format, environment, "kvm", signal);
    if (typeof session2 !== "string") return connection(session2, true, environment, signal);
    if (isAboutTheDisk(session2)) throw startProblem(path, session2);
  }
  const session = await listen(full, format, environment, "tcg", signal);
  if (typeof session === "string") throw startProblem(path, session);
  return connection(session, false, environment, signal);
}
async function mayUseKvm() {
  try {
    await access("/dev/kvm", constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
function listen(path, format, environment, way, signal) {
  return new Promise((done) => {
    const child = spawn("guestfish", ["--listen", "--ro", `--format=${format}`, "--add", path, "--inspector"], {
      // The group of its own ends with the virtual machine in it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        LC_ALL: "C",
        LIBGUESTFS_BACKEND: "direct",
        ...way === "tcg" ? { LIBGUESTFS_BACKEND_SETTINGS: "force_tcg" } : {}
      }
    });
    let printed = "";
    let said = "";
    const timer = setTimeout(() => finish("it did not start in time"), startTime[way]);
    const abort = () => finish("reading the image was cancelled");
    const finish = (result) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      if (typeof result === "string") endGroup(child);
      done(result);
    };
    signal?.addEventListener("abort", abort, { once: true });
    child.stderr.on("data", (bytes) => {
      said = (said + bytes.toString("utf8")).slice(-2e3);
    });
    child.stdout.on("data", (bytes) => {
      printed += bytes.toString("latin1");
      const server = /^GUESTFISH_PID=([0-9]{1,10});/m.exec(printed)?.[1];
      if (server !== void 0) finish({ server: Number(server), child, said: () => said });
    });
    child.once("error", (error) => finish("code" in error && error.code === "ENOENT" ? "ENOENT" : error.message));
    child.once("close", () => {
      if (!/^GUESTFISH_PID=/m.test(printed)) finish(said.trim() || "it ended at once");
    });
  });
}
function endGroup(child) {
  if (child.pid === void 0) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
  }
}
function isAboutTheDisk(said) {
  return said === "ENOENT" || /no operating system|multi-boot|cancelled|Permission denied|suitable kernel/i.test(said);
}
function startProblem(path, said) {
  const why = (text) => new InputProblem(`${path}: ${text}`);
  if (said === "ENOENT") {
    return why(
      "disk images are read with guestfish, which is not here; install libguestfs-tools (Debian, Ubuntu) or guestfs-tools (Fedora)"
    );
  }
  if (/no operating system/i.test(said)) return why("no operating system was found on it");
  if (/multi-boot/i.test(said)) return why("there is more than one operating system on it");
  if (/suitable kernel|vmlinuz.*Permission denied|supermin exited/i.test(said)) {
    return why(
      "guestfish finds no kernel that it may read for its virtual machine; install one (linux-image-amd64, linux-image-generic), and on Ubuntu: sudo chmod 0644 /boot/vmlinuz-*"
    );
  }
  const line = said.split("\n").find((text) => text.includes("error:")) ?? said.split("\n").at(-1) ?? "";
  return why(`guestfish can not open it: ${line.replace(/^.*?error: /, "").slice(0, 300)}`);
}
function connection(session, accelerated, environment, signal) {
  let turn = Promise.resolve();
  let closed = false;
  async function* run(command) {
    const before = turn;
    let leave = () => {
    };
    turn = new Promise((done) => {
      leave = done;
    });
    await before;
    const child = spawn("guestfish", [`--remote=${session.server}`, "--", ...command], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment, LC_ALL: "C" },
      ...signal ? { signal } : {}
    });
    const exit = new Promise((done) => {
      child.once("error", () => done(null));
      child.once("close", done);
    });
    child.stderr.resume();
    try {
      for await (const chunk of child.stdout) yield chunk;
      if (await exit !== 0) {
        const line = session.said().trim().split("\n").at(-1) ?? "";
        throw new InputProblem(
          `guestfish ${command[0]} ${command[1] ?? ""}: ${line.replace(/^.*?error: /, "").slice(0, 300) || "it failed"}`
        );
      }
    } finally {
      child.stdout.resume();
      void exit.then(leave);
    }
  }
  return {
    run,
    accelerated,
    close: async () => {
      if (closed) return;
      closed = true;
      const child = spawn("guestfish", [`--remote=${session.server}`, "--", "exit"], { stdio: "ignore" });
      child.once("error", () => {
      });
      const timer = setTimeout(() => child.kill(), closeTime);
      await once(child, "close").catch(() => {
      });
      clearTimeout(timer);
      endGroup(session.child);
    }
  };
}
export {
  openDisk
};
