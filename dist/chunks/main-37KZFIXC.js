import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  FORMATS,
  OPTIONS,
  abortOnSignals,
  checkImages,
  checkoutProblem,
  createImagePorts,
  isFormat,
  openCheckout,
  readOptions,
  renderReport,
  wrap
} from "./chunk-MOCJROUT.js";
import {
  EXIT,
  say,
  show
} from "./chunk-PINQO24X.js";
import {
  readBaseline,
  readUserFile
} from "./chunk-QL3ZITFX.js";
import {
  terminal
} from "./chunk-VPYMVHTB.js";
import "./chunk-LIIESUKY.js";
import {
  RULES
} from "./chunk-XEWW5JH5.js";
import "./chunk-IBQVA3B5.js";
import {
  VERSION
} from "./chunk-4DEC55P3.js";
import "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/cli/main.ts
import { writeFile } from "node:fs/promises";

// src/report/rules-text.ts
function renderRuleList(rules2) {
  const width = Math.max(...rules2.map(({ code }) => code.length));
  const lines = rules2.map((rule) => `${rule.code.padEnd(width)}  ${weight(rule).padEnd(12)}  ${rule.title}`);
  return `${lines.join("\n")}

Explain one with: cgroup-gate rules CODE
`;
}
function renderRule(rule, width) {
  const parts = [
    `${rule.code} (${weight(rule)})`,
    rule.title,
    "",
    ...rule.explanation.split("\n\n").flatMap((paragraph) => [...wrap(paragraph, width), ""]),
    "What to do:",
    ...wrap(rule.help, width - 2).map((line) => `  ${line}`)
  ];
  if (rule.example !== null) {
    parts.push("", "Wrong:", indent(rule.example.wrong), "", "Right:", indent(rule.example.right));
  }
  if (rule.references.length > 0) {
    parts.push("", "Seen in:", ...rule.references.map(({ title, url }) => `  ${title}
    ${url}`));
  }
  return `${parts.join("\n")}
`;
}
function weight(rule) {
  return rule.undecided ? "undetermined" : rule.severity;
}
function indent(text) {
  return text.trimEnd().replace(/^/gm, "    ");
}

// src/cli/arguments.ts
import { parseArgs } from "node:util";
var PUBLISH_OPTIONS = [
  { name: "repository", value: "OWNER/NAME", help: "the repository (default: GITHUB_REPOSITORY)" },
  { name: "pull-request", value: "NUMBER", help: "the pull request (default: the one whose head is --sha)" },
  { name: "sha", value: "SHA", help: "the pull request's head commit (default: the workflow_run event's)" },
  { name: "key", value: "KEY", help: "which of our comments to keep up to date (default: cgroup-gate)" }
];
function readArguments(argv) {
  const [first, ...rest] = argv;
  if (first === void 0) return { name: "wrong", message: "say what to do: cgroup-gate check IMAGE" };
  if (first === "--help" || first === "-h" || first === "help" || rest.includes("--help") || rest.includes("-h")) {
    return { name: "help" };
  }
  if (first === "--version" || first === "-V") return { name: "version" };
  if (first === "rules") return readRules(rest);
  if (first === "check") return readCheck(rest);
  if (first === "publish") return readPublish(rest);
  return { name: "wrong", message: `there is no command ${first}; the commands are check, rules and publish` };
}
function readRules(rest) {
  if (rest.length > 1) return { name: "wrong", message: "rules takes one code at most" };
  return { name: "rules", code: rest[0] ?? null };
}
function readCheck(rest) {
  const allowed = OPTIONS.filter((option) => option.only !== "action");
  const read = readOptionWords(rest, allowed);
  if (typeof read === "string") return { name: "wrong", message: read };
  if (read.words.length === 0) return { name: "wrong", message: "name at least one image: cgroup-gate check IMAGE" };
  return { name: "check", images: read.words, raw: read.raw };
}
function readPublish(rest) {
  const read = readOptionWords(
    rest,
    PUBLISH_OPTIONS.map((option) => ({ ...option, repeatable: false }))
  );
  if (typeof read === "string") return { name: "wrong", message: read };
  if (read.words.length === 0)
    return { name: "wrong", message: "name at least one report: cgroup-gate publish REPORT" };
  return { name: "publish", reports: read.words, raw: read.raw };
}
function readOptionWords(argv, accepted) {
  const options = Object.fromEntries(
    accepted.map((option) => [
      option.name,
      { type: option.value === null ? "boolean" : "string", multiple: true }
    ])
  );
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const raw = /* @__PURE__ */ new Map();
    for (const [name, given] of Object.entries(values)) {
      raw.set(
        name,
        [given].flat().map((value) => typeof value === "string" ? value : value ? "on" : "off")
      );
    }
    return { words: positionals, raw };
  } catch (cause) {
    const [message = "wrong usage"] = (cause instanceof Error ? cause.message : String(cause)).split(". ");
    return `${message}; see cgroup-gate --help`;
  }
}

// src/cli/progress.ts
var FIRST_AFTER = 1e3;
var LOG_EVERY = 5e3;
var TERMINAL_EVERY = 100;
function createProgress(stream) {
  const started = performance.now();
  let last = started + FIRST_AFTER - LOG_EVERY;
  let shown = "";
  const clear = () => {
    if (shown !== "") stream.write(`\r${" ".repeat(shown.length)}\r`);
    shown = "";
  };
  return {
    update: (image, detail) => {
      const now = performance.now();
      const due = now - started >= FIRST_AFTER && now - last >= (stream.isTTY ? TERMINAL_EVERY : LOG_EVERY);
      if (!due) return;
      last = now;
      const line = terminal(`reading ${image}: ${detail}`);
      if (!stream.isTTY) {
        stream.write(`${line}
`);
        return;
      }
      clear();
      shown = line.slice(0, Math.max(20, (stream.columns || 80) - 1));
      stream.write(shown);
    },
    step: (message) => {
      clear();
      stream.write(`${terminal(message)}
`);
    },
    end: clear
  };
}
function describeBytes(bytes, total) {
  const megabytes = (count) => (count / 1e6).toFixed(count < 1e7 ? 1 : 0);
  return total === null ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`;
}

// src/cli/check.ts
async function check(images, raw, writeFile2) {
  const read = readOptions(
    images,
    raw,
    RULES.map(({ code }) => code)
  );
  if (!read.ok) return wrong(read.message);
  const outputs = readOutputs(raw);
  if (typeof outputs === "string") return wrong(outputs);
  const { repo } = read.options;
  const problem = repo === null ? null : await checkoutProblem(repo);
  if (problem !== null) return wrong(problem);
  const { signal, dispose } = abortOnSignals();
  const progress = createProgress(process.stderr);
  const ports = createImagePorts(process.env, import.meta.url);
  const result = await checkImages(read.options, {
    image: ports,
    readUserFile,
    readBaseline,
    checkout: repo === null ? null : openCheckout(repo),
    kind: async () => {
      const { createKindMode } = await import("./kind-mode-IDSETYWE.js");
      return createKindMode(
        (message) => progress.step(message),
        async () => {
        },
        signal
      );
    },
    signal,
    progress: (image, event) => {
      if (event.kind === "read") progress.update(image, describeBytes(event.bytes, event.totalBytes));
    }
  });
  progress.end();
  dispose();
  await ports.close();
  if (!result.ok) return wrong(result.message);
  const { report, unopened, wrongUsage } = result.run;
  for (const message of unopened) say(message);
  for (const output of outputs.files) {
    try {
      await writeFile2(output.path, renderReport(report, output.format, PLAIN));
    } catch (cause) {
      return wrong(`${output.path} could not be written: ${cause instanceof Error ? cause.message : cause}`);
    }
  }
  const nothingOpened = unopened.length === report.images.length;
  if (!(nothingOpened && outputs.shown === "text")) {
    await show(renderReport(report, outputs.shown, terminalStyle()));
  }
  return exitStatus(report, nothingOpened && wrongUsage, read.options.failOn === "never");
}
var PLAIN = { colour: false, width: 100 };
function terminalStyle() {
  const forced = process.env.FORCE_COLOR !== void 0 && process.env.FORCE_COLOR !== "0";
  const refused = (process.env.NO_COLOR ?? "") !== "" || process.env.TERM === "dumb";
  return {
    colour: !refused && (forced || process.stdout.isTTY === true),
    width: Math.min(process.stdout.columns || 100, 120)
  };
}
function exitStatus(report, wrongUsage, neverFails) {
  if (wrongUsage) return EXIT.usage;
  switch (report.verdict) {
    case "pass":
      return EXIT.passed;
    case "fail":
      if (!neverFails) return EXIT.failed;
      return report.images.some(({ verdict }) => verdict === "undetermined") ? EXIT.undetermined : EXIT.passed;
    case "undetermined":
      return EXIT.undetermined;
  }
}
function wrong(message) {
  say(message);
  return EXIT.usage;
}
function readOutputs(raw) {
  const shown = raw.get("format")?.at(-1) ?? "text";
  if (!isFormat(shown)) return `--format ${shown}: give one of ${FORMATS.join(", ")}`;
  const files = [];
  for (const output of raw.get("output") ?? []) {
    const at = output.indexOf("=");
    const format = output.slice(0, at);
    const path = output.slice(at + 1);
    if (at < 0 || path === "") return `--output ${output}: write it as FORMAT=FILE`;
    if (!isFormat(format)) return `--output ${output}: give one of ${FORMATS.join(", ")} as the format`;
    files.push({ format, path });
  }
  return { shown, files };
}

// src/cli/help.ts
var FORMS = [
  ["docker-archive:PATH[:REF]", "`docker save` output, every layout, plain or compressed"],
  ["oci:DIR[:REF]", "an OCI image layout"],
  ["oci-archive:PATH[:REF]", "an OCI image layout in a tar"],
  ["docker://REF", "an image in a registry"],
  ["docker-daemon:REF", "an image in the local Docker or Podman engine"],
  ["rootfs:DIR", "a root file system as a folder (rootfs:/ is this host itself)"],
  ["tarball:PATH", "a root file system as a tar, plain or compressed"],
  ["disk:PATH", "a disk image, raw or qcow2, read without booting"],
  ["kind:REF, kind:FORM:…", "boot a kind cluster from that node image, and judge what really runs"]
];
function helpText() {
  return [
    "Fails unless containerd and the kubelet of a Kubernetes node image both really use the systemd cgroup driver.",
    "",
    "Usage:",
    "  cgroup-gate check [options] IMAGE...      judge one or more node images",
    "  cgroup-gate rules [CODE]                  list every rule, or explain one",
    "  cgroup-gate publish [options] REPORT...   publish saved JSON reports, as one, to GitHub",
    "",
    "Images (a bare path or name is recognised by looking):",
    ...table(FORMS),
    "",
    "Options of check:",
    ...table(
      OPTIONS.filter(({ only }) => only !== "action").map((option) => [
        option.value === null ? `--${option.name}` : `--${option.name} ${option.value}`,
        option.help.replaceAll("`", "") + (option.default === null || option.value === null ? "" : ` (${option.default})`)
      ])
    ),
    "",
    "Options of publish:",
    ...table(PUBLISH_OPTIONS.map((option) => [`--${option.name} ${option.value}`, option.help])),
    "",
    "Exit status: 0 passed, 1 failed, 2 wrong usage, 3 undetermined (could not be read or decided; never a pass).",
    ""
  ].join("\n");
}
function table(rows) {
  const width = 27;
  return rows.map(
    ([left, right]) => left.length <= width ? `  ${left.padEnd(width)} ${right}` : `  ${left}
  ${" ".repeat(width)} ${right}`
  );
}

// src/cli/main.ts
async function main() {
  const command = readArguments(process.argv.slice(2));
  switch (command.name) {
    case "help":
      await show(helpText());
      return EXIT.passed;
    case "version":
      await show(`${VERSION}
`);
      return EXIT.passed;
    case "wrong":
      say(command.message);
      return EXIT.usage;
    case "rules":
      return rules(command.code);
    case "check":
      return check(command.images, command.raw, writeFile);
    case "publish": {
      const { publish } = await import("./publish-C3NCPBD3.js");
      return publish(command.reports, command.raw);
    }
  }
}
async function rules(code) {
  if (code === null) {
    await show(renderRuleList(RULES));
    return EXIT.passed;
  }
  const rule = RULES.find((candidate) => candidate.code === code);
  if (rule === void 0) {
    say(`there is no rule ${code}; cgroup-gate rules lists them`);
    return EXIT.usage;
  }
  await show(renderRule(rule, Math.min(process.stdout.columns || 80, 100)));
  return EXIT.passed;
}
export {
  main
};
