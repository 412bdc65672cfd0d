import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  InputProblem
} from "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/host/engine.ts
import { readFile } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import { homedir } from "node:os";
var silence = 12e4;
function createEnginePort(environment) {
  return async (signal) => {
    const named = environment.DOCKER_HOST || environment.CONTAINER_HOST;
    if (named) return answering(await parseAddress(named, environment), signal);
    const reasons = [];
    for (const path of usualSockets(environment)) {
      try {
        return await answering({ text: `unix://${path}`, options: { socketPath: path }, secure: false }, signal);
      } catch (error) {
        if (!(error instanceof InputProblem)) throw error;
        if (error.code !== "ENOENT") reasons.push(error.message);
      }
    }
    const why = reasons.length > 0 ? reasons.join("; ") : "there is no socket of Docker or Podman here";
    throw new InputProblem(`no container engine can be reached: ${why}; start one, or set DOCKER_HOST`);
  };
}
function usualSockets(environment) {
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    "/var/run/docker.sock",
    ...runtime ? [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`] : [],
    `${environment.HOME ?? homedir()}/.docker/run/docker.sock`,
    "/run/podman/podman.sock"
  ];
}
async function parseAddress(text, environment) {
  if (text.startsWith("unix://")) return { text, options: { socketPath: text.slice("unix://".length) }, secure: false };
  const match = /^(tcp|http|https):\/\/(\[[0-9a-fA-F:]+\]|[^/:]+)(?::([0-9]+))?\/?$/.exec(text);
  if (!match)
    throw new InputProblem(`DOCKER_HOST is ${JSON.stringify(text)}; only unix:// and tcp:// addresses are supported`);
  const verify = environment.DOCKER_TLS_VERIFY;
  const secure = match[1] === "https" || verify !== void 0 && verify !== "";
  const host = match[2].replace(/^\[|\]$/g, "");
  const port = match[3] ?? (secure ? "2376" : "2375");
  const certificates = secure ? await readCertificates(environment) : {};
  return { text, options: { host, port, ...certificates }, secure };
}
async function readCertificates(environment) {
  const folder = environment.DOCKER_CERT_PATH || `${environment.HOME ?? homedir()}/.docker`;
  const found = {};
  for (const [key, name] of [
    ["ca", "ca.pem"],
    ["cert", "cert.pem"],
    ["key", "key.pem"]
  ]) {
    try {
      found[key] = await readFile(`${folder}/${name}`);
    } catch {
    }
  }
  return found;
}
async function answering(address, signal) {
  const agent = address.secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const connection = {
    address: address.text,
    request: (method, path, body) => send(address, agent, method, path, body, signal)
  };
  const ping = await connection.request("GET", "/_ping");
  ping.cancel();
  if (ping.status !== 200)
    throw new InputProblem(`${address.text} answers like no container engine (status ${ping.status})`);
  return connection;
}
function send(address, agent, method, path, body, signal) {
  return new Promise((resolve, reject) => {
    const headers = { Host: "engine" };
    if (body !== void 0) {
      headers["Content-Type"] = "application/json";
      headers["Content-Length"] = Buffer.byteLength(body);
    }
    const options = { ...address.options, agent, method, path, headers, timeout: silence };
    if (signal && method !== "DELETE") options.signal = signal;
    const request = (address.secure ? httpsRequest : httpRequest)(options);
    request.on("timeout", () => request.destroy(new Error("it does not answer")));
    request.on("error", (error) => reject(engineProblem(address.text, error)));
    request.on("response", (response) => resolve(engineResponse(address.text, response)));
    request.end(body);
  });
}
function engineResponse(address, response) {
  const headers = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf(address, response),
    cancel: () => {
      response.on("error", () => {
      });
      response.destroy();
    }
  };
}
async function* bodyOf(address, response) {
  try {
    for await (const chunk of response) yield chunk;
  } catch (error) {
    throw engineProblem(address, error);
  }
}
function engineProblem(address, error) {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  const text = code === "EACCES" ? "permission denied; run as a user who may use the engine" : code === "ENOENT" || code === "ECONNREFUSED" ? "no engine listens there" : code === "ABORT_ERR" ? "the request was cancelled" : error instanceof Error ? error.message : String(error);
  return new InputProblem(`the container engine at ${address}: ${text}`, code);
}
export {
  createEnginePort
};
