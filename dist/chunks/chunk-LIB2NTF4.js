import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/host/kind-ports.ts
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat as stat2, statfs, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

// src/host/cri.ts
import { stat } from "node:fs/promises";
import { connect } from "node:http2";
import { connect as connectSocket } from "node:net";
var connectMs = 3e3;
var maxReply = 64 * 1024 * 1024;
var connectRpc = async (socketPath) => {
  try {
    if (!(await stat(socketPath)).isSocket()) return null;
  } catch {
    return null;
  }
  return new Promise((resolve) => {
    const session = connect("http://localhost", { createConnection: () => connectSocket(socketPath) });
    const timer = setTimeout(() => {
      session.destroy();
      resolve(null);
    }, connectMs);
    session.on("error", () => {
      clearTimeout(timer);
      resolve(null);
    });
    session.once("connect", () => {
      clearTimeout(timer);
      resolve(connection(session));
    });
  });
};
function connection(session) {
  return {
    call: (method, request, timeoutMs) => unary(session, method, request, timeoutMs),
    close: () => session.close()
  };
}
function unary(session, method, request, timeoutMs) {
  return new Promise((resolve) => {
    if (session.closed || session.destroyed) {
      resolve({ ok: false, code: 14, message: "the connection to the runtime is closed" });
      return;
    }
    const chunks = [];
    let size = 0;
    let status = null;
    const stream = session.request({
      ":method": "POST",
      ":path": `/${method}`,
      "content-type": "application/grpc",
      te: "trailers"
    });
    const timer = setTimeout(
      () => finish({ ok: false, code: 4, message: "the runtime did not answer in time" }),
      timeoutMs
    );
    let done = false;
    function finish(result) {
      if (done) return;
      done = true;
      clearTimeout(timer);
      stream.close();
      resolve(result);
    }
    function readStatus(headers) {
      const code = headers["grpc-status"];
      if (typeof code !== "string") return;
      const message = headers["grpc-message"];
      status = { code: Number(code), message: typeof message === "string" ? percentDecode(message) : "" };
    }
    stream.on("response", readStatus);
    stream.on("trailers", readStatus);
    stream.on("data", (chunk) => {
      size += chunk.length;
      if (size > maxReply) finish({ ok: false, code: 8, message: "the answer of the runtime is too large" });
      else chunks.push(chunk);
    });
    stream.on("error", (error) => finish({ ok: false, code: 14, message: error.message }));
    stream.on("close", () => finish({ ok: false, code: 14, message: "the runtime closed the call without an answer" }));
    stream.on("end", () => {
      if (status === null) return finish({ ok: false, code: 13, message: "the answer has no gRPC status" });
      if (status.code !== 0) return finish({ ok: false, ...status });
      finish(unframe(Buffer.concat(chunks)));
    });
    const frame = Buffer.alloc(5 + request.length);
    frame.writeUInt32BE(request.length, 1);
    frame.set(request, 5);
    stream.end(frame);
  });
}
function unframe(body) {
  if (body.length < 5 || body[0] !== 0 || body.readUInt32BE(1) !== body.length - 5) {
    return { ok: false, code: 13, message: "the answer is not one uncompressed gRPC message" };
  }
  return { ok: true, bytes: new Uint8Array(body.subarray(5)) };
}
function percentDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/host/exec.ts
import { Readable } from "node:stream";
var defaultMaxOutput = 32 * 1024 * 1024;
var graceMs = 4e3;
async function loadExeca() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 22) return null;
  return (await import("./execa-EVAJYWFP.js")).execa;
}
var exec = async (request) => {
  const execa = await loadExeca();
  if (execa === null) {
    return ended("unsupported-node", null, "", "", "kind mode needs Node 22 or newer");
  }
  if (request.signal?.aborted === true)
    return ended("cancelled", null, "", "", `${request.file} was not started: cancelled`);
  return run(execa, request);
};
async function run(execa, request) {
  const env = { ...process.env, ...request.env };
  const child = execa(request.file, request.args, {
    env,
    extendEnv: false,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
    reject: false,
    detached: true,
    cleanup: false,
    stripFinalNewline: false,
    maxBuffer: request.maxOutput ?? defaultMaxOutput,
    ...inputOf(request)
  });
  let stopped = null;
  let killTimer;
  let giveUp = () => {
  };
  const endGroup = (signal) => {
    if (child.pid === void 0) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
    }
  };
  const stop = (why) => {
    if (stopped !== null) return;
    stopped = why;
    endGroup("SIGTERM");
    killTimer = setTimeout(() => {
      endGroup("SIGKILL");
      killTimer = setTimeout(() => giveUp(), graceMs);
    }, graceMs);
  };
  const onAbort = () => stop("cancelled");
  request.signal?.addEventListener("abort", onAbort, { once: true });
  const timer = request.timeoutMs === void 0 ? void 0 : setTimeout(() => stop("timeout"), request.timeoutMs);
  if (request.onLine !== void 0) {
    pumpLines(child.stdout, "stdout", request.onLine);
    pumpLines(child.stderr, "stderr", request.onLine);
  }
  const abandoned = new Promise((resolve) => {
    giveUp = () => resolve(null);
  });
  const result = await Promise.race([child, abandoned]);
  clearTimeout(timer);
  clearTimeout(killTimer);
  request.signal?.removeEventListener("abort", onAbort);
  if (result === null) {
    child.stdout.destroy();
    child.stderr.destroy();
    return ended(stopped ?? "failed", null, "", "", `\`${request.file}\` was ended, but not all that it started`);
  }
  const stdout = typeof result.stdout === "string" ? result.stdout : "";
  const stderr = typeof result.stderr === "string" ? result.stderr : "";
  const command = [request.file, ...request.args].join(" ");
  if (stopped === "timeout") {
    return ended("timeout", null, stdout, stderr, `\`${command}\` did not end within ${seconds(request.timeoutMs)}`);
  }
  if (stopped === "cancelled") return ended("cancelled", null, stdout, stderr, `\`${command}\` was cancelled`);
  if (result.isMaxBuffer) {
    return ended("too-much-output", null, stdout, stderr, `\`${command}\` printed more than is read`);
  }
  if (typeof result.exitCode === "number") {
    const message = result.exitCode === 0 ? "" : `\`${command}\` ended with status ${result.exitCode}`;
    return ended("exit", result.exitCode, stdout, stderr, message);
  }
  if (result.isTerminated) {
    return ended("signal", null, stdout, stderr, `\`${command}\` was ended by ${result.signal ?? "a signal"}`);
  }
  if (result.code === "ENOENT") return ended("not-found", null, stdout, stderr, `${request.file}: no such program`);
  if (result.code === "EACCES") {
    return ended("no-permission", null, stdout, stderr, `${request.file}: may not be run`);
  }
  return ended(
    "failed",
    null,
    stdout,
    stderr,
    `\`${command}\` could not be run${result.code === void 0 ? "" : ` (${result.code})`}`
  );
}
function inputOf(request) {
  const { input } = request;
  if (input === void 0) return { input: "" };
  if (typeof input === "string" || input instanceof Uint8Array) return { input };
  return { input: Readable.from(input) };
}
function pumpLines(stream, name, onLine) {
  let rest = "";
  const decoder = new TextDecoder();
  stream.on("data", (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(-65536);
    for (const line of lines) onLine(line.replace(/\r$/, ""), name);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest, name);
  });
}
function ended(end, exitCode, stdout, stderr, message) {
  return { end, exitCode, stdout, stderr, message };
}
function seconds(ms) {
  return `${Math.round((ms ?? 0) / 1e3)} s`;
}

// src/host/kind-ports.ts
var files = {
  makeTempDir: (prefix) => mkdtemp(join(tmpdir(), prefix)),
  makeDir: async (path) => {
    await mkdir(path, { recursive: true });
  },
  read: async (path) => orNull(async () => new Uint8Array(await readFile(path))),
  stream: (path) => createReadStream(path, { highWaterMark: 1024 * 1024 }),
  size: async (path) => orNull(async () => (await stat2(path)).size),
  write: (path, bytes, mode) => writeFile(path, bytes, { mode }),
  rename,
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  freeBytes: async (path) => orNull(async () => {
    const found = await statfs(path);
    return found.bavail * found.bsize;
  })
};
function kindPorts(environment = process.env) {
  return {
    exec: (request) => exec({ ...request, env: { ...environment, ...request.env } }),
    connectRpc,
    files,
    download,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      try {
        await wait(ms, void 0, signal === void 0 ? {} : { signal });
      } catch {
      }
    },
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    environment,
    platform: process.platform,
    arch: process.arch,
    cacheDir: join(
      environment.RUNNER_TOOL_CACHE ?? environment.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
      "cgroup-gate"
    )
  };
}
async function download(url, maxBytes, signal) {
  const failed = (status, message) => ({
    ok: false,
    status,
    bytes: new Uint8Array(),
    message
  });
  try {
    const response = await fetch(url, signal === void 0 ? {} : { signal });
    if (!response.ok || response.body === null) return failed(response.status, `the server answers ${response.status}`);
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > maxBytes) return failed(response.status, `it is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { ok: true, status: response.status, bytes: new Uint8Array(Buffer.concat(chunks)), message: "" };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return failed(0, cause);
  }
}
async function orNull(read) {
  try {
    return await read();
  } catch {
    return null;
  }
}

export {
  kindPorts
};
