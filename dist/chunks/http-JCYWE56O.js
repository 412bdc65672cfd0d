import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  VERSION
} from "./chunk-4DEC55P3.js";
import {
  InputProblem
} from "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/host/http.ts
import { Agent, request as httpRequest } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import { rootCertificates } from "node:tls";
var silence = 6e4;
function createHttpPort(environment, authorities) {
  const shared = { keepAlive: true, proxyEnv: environment };
  const plain = new Agent(shared);
  const secure = /* @__PURE__ */ new Map();
  function secureAgent(host) {
    let agent = secure.get(host);
    if (!agent) {
      agent = authorities(host).then(
        (extra) => new SecureAgent({ ...shared, ...extra.length > 0 ? { ca: [...rootCertificates, ...extra] } : {} })
      );
      secure.set(host, agent);
    }
    return agent;
  }
  return {
    request: async (request) => {
      const url = new URL(request.url);
      const agent = url.protocol === "https:" ? await secureAgent(url.host) : plain;
      return exchange(request, url, agent);
    }
  };
}
function exchange(request, url, agent) {
  return new Promise((resolve, reject) => {
    const options = {
      agent,
      method: request.method,
      timeout: silence,
      headers: {
        "user-agent": `cgroup-gate/${VERSION}`,
        ...request.headers,
        ...request.body === void 0 ? {} : { "content-length": Buffer.byteLength(request.body) }
      }
    };
    if (request.signal) options.signal = request.signal;
    const sent = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, options);
    sent.on("timeout", () => sent.destroy(Object.assign(new Error("it does not answer"), { code: "ETIMEDOUT" })));
    sent.on("error", (error) => reject(httpProblem(url, error)));
    sent.on("response", (response) => resolve(answer(url, response)));
    sent.end(request.body);
  });
}
function answer(url, response) {
  const headers = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf(url, response),
    cancel: () => {
      response.on("error", () => {
      });
      if (Number(response.headers["content-length"] ?? Number.POSITIVE_INFINITY) <= 64 << 10) response.resume();
      else response.destroy();
    }
  };
}
async function* bodyOf(url, response) {
  try {
    for await (const chunk of response) yield chunk;
  } catch (error) {
    throw httpProblem(url, error);
  }
}
var words = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name can not be resolved now",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection broke off",
  ETIMEDOUT: "it does not answer",
  ENETUNREACH: "the network can not be reached",
  EHOSTUNREACH: "the host can not be reached",
  ABORT_ERR: "the request was cancelled"
};
function httpProblem(url, error) {
  const one = error instanceof AggregateError && error.errors.length > 0 ? error.errors.at(-1) : error;
  const named = one instanceof Error && "code" in one && typeof one.code === "string" ? one.code : null;
  const text = (named && words[named]) ?? (one instanceof Error ? one.message : String(one));
  const code = text === "aborted" ? "ECONNRESET" : named;
  return new InputProblem(`${url.host}: ${text.replace(/\s+/g, " ").slice(0, 300)}`, code);
}
export {
  createHttpPort
};
