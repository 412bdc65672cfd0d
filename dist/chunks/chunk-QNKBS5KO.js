import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  breakCommands,
  clip,
  singleLine,
  spelling,
  terminal,
  visible
} from "./chunk-SSIKSYPI.js";
import {
  VERSION
} from "./chunk-4DEC55P3.js";
import {
  ELF_HEAD_SIZE,
  EntryAssembler,
  InputProblem,
  SniffingDecoder,
  TarScanner,
  baseOf,
  blockSize,
  createBinaryScanner,
  createDecoder,
  decodeName,
  encodeName,
  entriesOf,
  fileProblem,
  isElf,
  isZeroBlock,
  limits,
  looksLikeTar,
  nodeFiles,
  normalisePath,
  padded,
  parentOf,
  parseHeader,
  problemText,
  runScan,
  sniffCompression,
  sniffLength,
  sortBytewise
} from "./chunk-QSQU6C4S.js";
import {
  RULES,
  describeOrigin,
  editDistance,
  entry,
  judgeImage,
  readTemplateLines,
  rule
} from "./chunk-J4V6FX4O.js";
import {
  parseToml
} from "./chunk-IBQVA3B5.js";

// src/report/escape/json.ts
function jsonText(value) {
  const text2 = JSON.stringify(value, null, 2).replace(/[\p{Cf}\p{Zl}\p{Zp}\u{7f}-\u{9f}]/gu, escapeUnits).replace(/##(?=[a-z]*\[)/gi, "#\\u0023");
  return `${text2}
`;
}
function escapeUnits(character) {
  return character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

// src/report/schema/key-order.ts
var location = {
  path: null,
  startLine: null,
  startColumn: null,
  endLine: null,
  endColumn: null
};
var handler = {
  name: null,
  type: null,
  driver: null,
  source: location,
  judged: null,
  why: null
};
var containerd = {
  version: null,
  versionSource: null,
  config: null,
  configVersion: null,
  cri: null,
  state: null,
  defaultHandler: null,
  handlers: handler,
  runtimeConfig: null,
  files: null,
  byVersion: { versions: null, answer: null }
};
var otherRuntime = {
  name: null,
  version: null,
  driver: null,
  source: location,
  why: null
};
var kubelet = {
  version: null,
  versionSource: null,
  configured: null,
  effective: null,
  followsRuntime: null,
  source: location,
  why: null
};
var fix = { title: null, path: null, startLine: null, endLine: null, replacement: null };
var mark = {
  role: null,
  startLine: null,
  startColumn: null,
  endLine: null,
  endColumn: null,
  label: null
};
var frame = {
  path: null,
  origin: null,
  lines: { number: null, text: null },
  marks: mark
};
var finding = {
  rule: null,
  severity: null,
  undecided: null,
  message: null,
  consequence: null,
  help: null,
  location,
  repo: location,
  repoKind: null,
  repoNote: null,
  repoCandidates: location,
  fix,
  skipped: null,
  frames: frame,
  fingerprint: null,
  baseline: null
};
var live = {
  cluster: null,
  booted: null,
  nodes: {
    name: null,
    cgroupVersion: null,
    kubelet: null,
    runtime: { handler: null, driver: null },
    evidence: { kind: null, subject: null, says: null, detail: null }
  },
  logs: null,
  retained: null
};
var reading = {
  form: null,
  layers: null,
  layersRead: null,
  bytesRead: null,
  totalBytes: null,
  remarks: null
};
var baseline = {
  new: null,
  persisting: null,
  fixed: { rule: null, message: null, fingerprint: null },
  previousDigest: null
};
var reportKeys = {
  schema: null,
  tool: { name: null, version: null },
  verdict: null,
  images: {
    image: null,
    digest: null,
    verdict: null,
    platform: null,
    containerd,
    otherRuntime,
    kubelet,
    findings: finding,
    live,
    reading,
    baseline
  }
};

// src/report/json.ts
function renderJson(report) {
  return jsonText(ordered(report, reportKeys));
}
function ordered(value, order) {
  if (Array.isArray(value)) return value.map((entry2) => ordered(entry2, order));
  if (value === null || typeof value !== "object" || order === null) return value;
  const entries = new Map(Object.entries(value));
  const result2 = [];
  for (const [key2, inner] of Object.entries(order)) {
    if (entries.has(key2)) result2.push([key2, ordered(entries.get(key2), inner)]);
    entries.delete(key2);
  }
  return Object.fromEntries([...result2, ...entries]);
}

// src/report/escape/xml.ts
var ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;"
};
function xmlAttribute(text2) {
  return escapeXml(breakCommands(visible(text2)));
}
function xmlText(text2) {
  return escapeXml(
    breakCommands(
      text2.split(/\r\n|\r|\n/).map(visible).join("\n")
    )
  );
}
function escapeXml(text2) {
  return text2.replace(/[&<>"']/g, (character) => ENTITIES[character]).replace(/[\u{fffe}\u{ffff}]/gu, "�");
}

// src/report/tally.ts
function tallyKey(finding4) {
  if (finding4.skipped !== null && !finding4.undecided) return "skipped";
  return finding4.undecided ? "undecided" : finding4.severity;
}
function tally(images) {
  const counts = { error: 0, warning: 0, note: 0, undecided: 0, skipped: 0 };
  for (const image2 of images) for (const finding4 of image2.findings) counts[tallyKey(finding4)]++;
  return counts;
}
function countPhrase(counts, zeros) {
  const parts = [];
  for (const severity of ["error", "warning", "note"]) {
    if (counts[severity] > 0 || zeros && severity !== "note" && counts.error + counts.warning > 0) {
      parts.push(plural(counts[severity], severity));
    }
  }
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
function summaryLine(report) {
  const parts = [];
  if (report.images.length > 1) parts.push(`${report.images.length} images`);
  const counts = tally(report.images);
  if (counts.error + counts.warning + counts.note + counts.skipped > 0 || counts.undecided === 0) {
    parts.push(countPhrase(counts, true));
  }
  const open4 = report.images.filter((image2) => image2.verdict === "undetermined").map((image2) => image2.image);
  if (counts.undecided > 0 && report.images.length === 1) parts.push(`${counts.undecided} undecided`);
  if (open4.length > 0 && report.images.length > 1) {
    const names2 = open4.length > 3 ? [...open4.slice(0, 3), `${open4.length - 3} more`] : open4;
    parts.push(`undetermined: ${names2.join(", ")}`);
  }
  parts.push(report.verdict);
  return parts.join(" · ");
}
function plural(count4, noun) {
  return `${count4} ${noun}${count4 === 1 ? "" : "s"}`;
}

// src/report/facts.ts
function driverRows(image2) {
  const rows = [];
  if (image2.kubelet !== null) {
    const { configured, effective, source, why } = image2.kubelet;
    const overruled = configured !== effective && configured !== "unknown" && effective !== "unknown";
    rows.push({
      who: "kubelet",
      driver: effective,
      source,
      why: overruled ? sentences(`Configured for ${configured}, but takes the runtime's answer: ${effective}`, why) : why,
      judged: true,
      side: "kubelet"
    });
  }
  for (const handler3 of image2.containerd?.handlers ?? []) {
    rows.push({
      who: handlerName(handler3, image2),
      driver: handler3.driver,
      source: handler3.source,
      why: handler3.why,
      judged: handler3.judged,
      side: "runtime"
    });
  }
  if (image2.otherRuntime !== null) {
    const { name: name2, driver: driver2, source, why } = image2.otherRuntime;
    rows.push({ who: runtimeName(name2), driver: driver2, source, why, judged: true, side: "runtime" });
  }
  return rows;
}
function factRows(image2) {
  const rows = [];
  const { containerd: containerd3, kubelet: kubelet3, otherRuntime: otherRuntime3, reading: reading3 } = image2;
  if (kubelet3 !== null)
    rows.push(["kubelet", joinPhrases(versionPhrase(kubelet3.version, kubelet3.versionSource), followsPhrase(kubelet3))]);
  if (containerd3 !== null) {
    const version2 = versionPhrase(containerd3.version, containerd3.versionSource);
    rows.push(["containerd", joinPhrases(version2, STATES[containerd3.state] ?? answerPhrase(containerd3.runtimeConfig))]);
    rows.push(["config", configPhrase(containerd3)]);
  }
  if (otherRuntime3 !== null) {
    rows.push([runtimeName(otherRuntime3.name).toLowerCase(), versionPhrase(otherRuntime3.version, null)]);
  }
  if (image2.digest !== null) rows.push(["digest", image2.digest]);
  if (reading3 !== null || image2.platform !== null) {
    rows.push([reading3 === null ? "platform" : "read", readingPhrase(reading3, image2.platform)]);
  }
  for (const remark of reading3?.remarks ?? []) rows.push(["", remark]);
  return rows;
}
function followsPhrase(kubelet3) {
  if (kubelet3.followsRuntime === null) return "whether it takes the runtime's answer is not known";
  return kubelet3.followsRuntime ? "takes the runtime's answer" : "keeps to its own setting";
}
function answerPhrase(answer2) {
  if (answer2 === "systemd" || answer2 === "cgroupfs") return `answers ${answer2} to the kubelet`;
  return answer2 === "unimplemented" ? "has no answer for the kubelet" : "";
}
function joinPhrases(first, second) {
  return second === "" ? first : `${first}; ${second}`;
}
var STATES = {
  "daemon-exit": "does not start with this configuration",
  "cri-disabled": "serves no kubelet: its CRI plugin is disabled",
  "cri-failed": "serves no kubelet: its CRI plugin fails to load",
  unknown: "whether it starts is not known"
};
function handlerName(handler3, image2) {
  return handler3.name === image2.containerd?.defaultHandler ? `${handler3.name} (default)` : handler3.name;
}
function runtimeName(name2) {
  return name2 === "cri-o" ? "CRI-O" : "Docker";
}
function placePhrase(location3) {
  return `${location3.path}:${location3.startLine}:${location3.startColumn}`;
}
function sharedDriver(image2) {
  const drivers2 = new Set(
    driverRows(image2).filter((row) => row.judged && row.driver !== "none").map((row) => row.driver)
  );
  const [driver2] = drivers2;
  return drivers2.size === 1 && driver2 !== void 0 && driver2 !== "unknown" ? driver2 : null;
}
function bytesPhrase(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1e3;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
function versionPhrase(version2, source) {
  if (version2 === null) return "version not known";
  return source === null ? version2 : `${version2}, from ${source}`;
}
function configPhrase(containerd3) {
  if (containerd3.config === null) return "no file: built-in defaults";
  const version2 = containerd3.configVersion === null ? "" : `, version ${containerd3.configVersion}`;
  const others = containerd3.files.filter((file) => file !== containerd3.config);
  const imports = others.length === 0 ? "" : `, and ${others.length > 4 ? plural(others.length, "import") : others.join(", ")}`;
  return `${containerd3.config}${version2}${imports}`;
}
function readingPhrase(reading3, platform) {
  const parts = [];
  if (reading3 !== null) {
    parts.push(reading3.form);
    if (reading3.layers !== null) {
      parts.push(
        reading3.layersRead === null || reading3.layersRead === reading3.layers ? plural(reading3.layers, "layer") : `${reading3.layersRead} of ${plural(reading3.layers, "layer")}`
      );
    }
    if (reading3.bytesRead !== null) {
      const total = reading3.totalBytes === null || reading3.totalBytes <= reading3.bytesRead ? "" : ` of ${bytesPhrase(reading3.totalBytes)}`;
      parts.push(`${bytesPhrase(reading3.bytesRead)}${total}`);
    }
  }
  if (platform !== null) parts.push(platform);
  return parts.join(", ");
}
function sentences(first, second) {
  return second === "" ? first : `${first.replace(/[.\s]+$/, "")}. ${second}`;
}

// src/report/junit.ts
var LONGEST = 1e3;
var MOST_FINDINGS = 100;
function renderJunit(report, rules) {
  const suites = report.images.map((image2) => suite(image2, rules));
  const lines2 = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlAttribute(report.tool.name)}" ${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ image: image2, cases }) => suiteLines(image2, cases)),
    "</testsuites>"
  ];
  return `${lines2.join("\n")}
`;
}
function suite(image2, rules) {
  const known = new Set(rules.map((rule3) => rule3.code));
  const extra = [...new Set(image2.findings.map((finding4) => finding4.rule))].filter((code3) => !known.has(code3));
  const cases = [...known, ...extra].flatMap((code3) => ruleCases(code3, image2));
  const told = cases.some(({ outcome }) => outcome === "failure" || outcome === "error");
  if (image2.verdict !== "pass" && !told) {
    const outcome = image2.verdict === "fail" ? "failure" : "error";
    cases.push({ name: "verdict", outcome, lines: [element(outcome, `the image's verdict is ${image2.verdict}`, "")] });
  }
  return { image: image2, cases };
}
function ruleCases(code3, image2) {
  const findings = image2.findings.filter((finding4) => finding4.rule === code3).slice(0, MOST_FINDINGS);
  if (findings.length === 0) return [{ name: code3, outcome: "passed", lines: [] }];
  return findings.map((finding4, index) => findingCase(finding4, index === 0 ? code3 : `${code3} (${index + 1})`, image2));
}
function findingCase(finding4, name2, image2) {
  const body = [finding4.location === null ? "" : placePhrase(finding4.location), finding4.consequence, finding4.help].filter((part) => part !== "").map((part) => clip(part, LONGEST)).join("\n");
  const message2 = clip(finding4.message, LONGEST);
  if (finding4.skipped !== null) {
    return {
      name: name2,
      outcome: "skipped",
      lines: [`<skipped message="${xmlAttribute(clip(finding4.skipped, LONGEST))}"/>`]
    };
  }
  if (finding4.undecided) return { name: name2, outcome: "error", lines: [element("error", message2, body)] };
  const worst2 = image2.findings.find((entry2) => entry2.skipped === null && !entry2.undecided)?.severity;
  if (image2.verdict === "fail" && finding4.severity === worst2) {
    return { name: name2, outcome: "failure", lines: [element("failure", message2, body)] };
  }
  const text2 = xmlText(`${finding4.severity}: ${message2}${body === "" ? "" : `
${body}`}`);
  return { name: name2, outcome: "passed", lines: [`<system-out>${text2}</system-out>`] };
}
function element(name2, message2, body) {
  return `<${name2} message="${xmlAttribute(message2)}">${xmlText(body)}</${name2}>`;
}
function suiteLines(image2, cases) {
  const name2 = xmlAttribute(clip(image2.image, LONGEST));
  const properties = driverRows(image2).map(
    (row) => `      <property name="${xmlAttribute(`driver of ${clip(row.who, 200)}`)}" value="${row.driver}"/>`
  );
  return [
    `  <testsuite name="${name2}" ${totals(cases)}>`,
    ...properties.length === 0 ? [] : ["    <properties>", ...properties, "    </properties>"],
    ...cases.flatMap((entry2) => {
      const open4 = `    <testcase name="${xmlAttribute(entry2.name)}" classname="${name2}"`;
      return entry2.lines.length === 0 ? [`${open4}/>`] : [`${open4}>`, ...entry2.lines.map((line) => `      ${line}`), "    </testcase>"];
    }),
    "  </testsuite>"
  ];
}
function totals(cases) {
  const count4 = (outcome) => cases.filter((entry2) => entry2.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count4("failure")}" errors="${count4("error")}" skipped="${count4("skipped")}"`;
}

// src/report/escape/markdown.ts
var APART = "&#8203;";
var SPECIAL = /[&<>$\\`*_[\]|~@]|#(?=\w)|\bGH-(?=\d)|:(?=\/|[\w+-]+:)|\b(?:www|xmpp|mailto)(?=[.:])/gi;
function markdownText(text2) {
  const line = breakCommands(visible(text2.replace(/\s+/gu, " ").trim()));
  return line.replace(SPECIAL, defuse).replace(/^(\d*)([-+=.)#])(?=[-+=#\s]|$)/, "$1\\$2");
}
function defuse(special) {
  if (/^[&<>$]$/.test(special)) return `&#${special.charCodeAt(0)};`;
  return /^[\\`*_[\]|~]$/.test(special) ? `\\${special}` : `${special}${APART}`;
}
function markdownCode(text2) {
  const line = guardMarker(breakCommands(visible(text2)));
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad2 = /^`|`$|^ .*[^ ].* $/u.test(line) ? " " : "";
  return `${fence}${pad2}${line}${pad2}${fence}`;
}
function markdownCell(text2) {
  return markdownText(text2);
}
function markdownCodeCell(text2) {
  return text2.includes("|") ? `<code>${markdownText(text2)}</code>` : markdownCode(text2);
}
function markdownFence(info, lines2) {
  const body = lines2.map((line) => guardMarker(breakCommands(visible(line.replaceAll("	", "    ")))));
  const fence = "`".repeat(Math.max(3, ...body.map((line) => longestRun(line) + 1)));
  return [`${fence}${info}`, ...body, fence].join("\n");
}
function guardMarker(text2) {
  return text2.replaceAll("<!--", "<\\!--");
}
function longestRun(text2) {
  return (text2.match(/`+/g) ?? []).reduce((longest, run2) => Math.max(longest, run2.length), 0);
}

// src/report/markdown/depths.ts
function blockSize2(blocks) {
  return blocks.reduce((sum, block2) => sum + Buffer.byteLength(block2) + 2, 0);
}
function chooseDepths(parts, room) {
  const rendered = parts.map((part) => part.map((render) => render()));
  const sizes = rendered.map((depths) => depths.map(blockSize2));
  const depth = parts.map(() => 0);
  let total = sizes.reduce((sum, depths) => sum + (depths[0] ?? 0), 0);
  const deepest = Math.max(0, ...parts.map((part) => part.length - 1));
  for (let level = 1; level <= deepest && total > room; level++) {
    for (let index = parts.length - 1; index >= 0 && total > room; index--) {
      const next = sizes[index][level];
      if (next === void 0) continue;
      total += next - sizes[index][level - 1];
      depth[index] = level;
    }
  }
  return {
    blocks: rendered.flatMap((depths, index) => depths[depth[index]] ?? []),
    reduced: depth.filter((level) => level > 0).length
  };
}

// src/report/frame-lines.ts
var MOST = 24;
var AROUND = 3;
function shownLines(frame3) {
  const lines2 = [...new Map(frame3.lines.map((line) => [line.number, line])).values()].sort(
    (a, b) => a.number - b.number
  );
  if (lines2.length <= MOST) return lines2;
  const edges = frame3.marks.flatMap((mark3) => [mark3.startLine, mark3.endLine]);
  const near = lines2.filter((line) => edges.some((edge) => Math.abs(line.number - edge) <= AROUND));
  return (near.length === 0 ? lines2 : near).slice(0, MOST);
}

// src/report/patch.ts
var MOST2 = 60;
function patchLines(finding4) {
  const fix3 = finding4.fix;
  if (fix3 === null) return null;
  const added = fix3.replacement.split("\n").map((line) => line.replace(/\r$/, ""));
  if (fix3.endLine - fix3.startLine >= MOST2 || added.length > MOST2) return null;
  const old = oldLines(fix3, finding4.frames);
  let head = 0;
  while (head < old.length && head < added.length && same(old[head], added[head])) head++;
  let tail = 0;
  while (tail < Math.min(old.length, added.length) - head && same(old[old.length - 1 - tail], added[added.length - 1 - tail])) {
    tail++;
  }
  const lines2 = [];
  if (head > 0) lines2.push({ kind: "same", number: fix3.startLine + head - 1, text: added[head - 1] });
  for (let i = head; i < old.length - tail; i++) {
    const text2 = old[i];
    if (text2 !== void 0) lines2.push({ kind: "removed", number: fix3.startLine + i, text: text2 });
  }
  for (let i = head; i < added.length - tail; i++) {
    lines2.push({ kind: "added", number: fix3.startLine + i, text: added[i] });
  }
  if (tail > 0) lines2.push({ kind: "same", number: fix3.endLine - tail + 1, text: added[added.length - tail] });
  return lines2;
}
function oldLines(fix3, frames) {
  const known = /* @__PURE__ */ new Map();
  for (const frame3 of frames) {
    if (frame3.path === fix3.path) for (const line of frame3.lines) known.set(line.number, line.text);
  }
  const count4 = Math.max(0, fix3.endLine - fix3.startLine + 1);
  return Array.from({ length: count4 }, (_, index) => known.get(fix3.startLine + index)?.replace(/\r$/, ""));
}
function same(a, b) {
  return a !== void 0 && a === b;
}

// src/report/markdown/excerpt.ts
var LONGEST_LINE = 200;
var LONGEST_LABEL = 120;
var MOST_BESIDE = 100;
var LANGUAGES = [
  [/\.(?:toml|tmpl|part)$/, "toml"],
  [/\.(?:ya?ml|kubeconfig)$/, "yaml"],
  [/\.json$/, "json"],
  [/\.(?:service|conf|env)$|^\/etc\/(?:default|sysconfig)\//, "ini"]
];
function excerptFence(frame3) {
  const lines2 = shownLines(frame3);
  const out = [];
  let previous = null;
  for (const line of lines2) {
    if (previous !== null && line.number > previous + 1) out.push("# …");
    previous = line.number;
    const text2 = clip(line.text.trimEnd(), LONGEST_LINE);
    const labels = frame3.marks.filter((mark3) => lastLine(mark3) === line.number).map((mark3) => mark3.label);
    const note3 = `line ${line.number}${labelled(labels)}`;
    if (labels.length === 0) out.push(text2);
    else if (text2.length + note3.length < MOST_BESIDE) out.push(`${text2}  # ← ${note3}`);
    else out.push(`${/^\s*/.exec(text2)[0]}# ↓ ${note3}`, text2);
  }
  const language = LANGUAGES.find(([pattern]) => pattern.test(frame3.path))?.[1] ?? "text";
  return markdownFence(language, out);
}
function diffFence(finding4) {
  const fix3 = finding4.fix;
  const patch = patchLines(finding4);
  if (fix3 === null || patch === null || patch.length === 0) return null;
  const out = [`@@ ${clip(fix3.path, LONGEST_LINE)}:${fix3.startLine} @@`];
  const above = contextAbove(finding4);
  if (above !== null && above.number < patch[0].number) {
    out.push(` ${clip(above.text, LONGEST_LINE)}`);
    if (above.number + 1 < patch[0].number) out.push(" …");
  }
  const signs = { same: " ", removed: "-", added: "+" };
  for (const line of patch) out.push(`${signs[line.kind]}${clip(line.text.trimEnd(), LONGEST_LINE)}`);
  return markdownFence("diff", out);
}
function contextAbove(finding4) {
  const fix3 = finding4.fix;
  const frame3 = finding4.frames.find((one) => one.path === fix3.path);
  const marked = new Set(frame3?.marks.map((mark3) => mark3.startLine));
  return frame3?.lines.findLast((line) => line.number < fix3.startLine && marked.has(line.number)) ?? null;
}
function lastLine(mark3) {
  return mark3.endLine > mark3.startLine && mark3.endColumn <= 1 ? mark3.endLine - 1 : mark3.endLine;
}
function labelled(labels) {
  const text2 = labels.filter((label) => label !== "").join("; ");
  return text2 === "" ? "" : `: ${clip(text2, LONGEST_LABEL)}`;
}

// src/report/markdown/options.ts
function headingLevel(options) {
  return options.heading ?? 2;
}
function safeLink(address) {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return url.href.replace(
    /[()<>[\]{}|\\^`'"*_~!@]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
  );
}

// src/report/markdown/table.ts
var MOST_ROWS = 60;
var MOST_NAMES = 4;
var VERDICT_MARKS = { pass: "✅", fail: "❌", undetermined: "❓" };
function imagesTable(images) {
  if (images.length < 2) return "";
  const rows = worstFirst(images).slice(0, MOST_ROWS).map((image2) => {
    const cells = [VERDICT_MARKS[image2.verdict], code(image2.image, 120), kubeletCell(image2), runtimeCell(image2)];
    return `| ${cells.join(" | ")} |`;
  });
  const more = images.length > MOST_ROWS ? [`| | and ${images.length - MOST_ROWS} more | | |`] : [];
  return ["| | Image | kubelet | Container runtime |", "|---|---|---|---|", ...rows, ...more].join("\n");
}
function worstFirst(images) {
  const order = ["fail", "undetermined", "pass"];
  return [...images].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}
function driversTable(image2, reasons) {
  const all = driverRows(image2);
  if (all.length === 0) return "";
  const rows = all.slice(0, MOST_ROWS).map((row) => {
    const who = `${name(row, image2)}${row.judged ? "" : " (not judged)"}`;
    const where = row.source === null ? "" : code(`${row.source.path}:${row.source.startLine}`, 160);
    const why = row.why === "" ? where === "" ? "by default" : "" : markdownCell(clip(row.why, 300));
    const cells = [
      who,
      driverCell(row, image2),
      [where, reasons || where === "" ? why : ""].filter(Boolean).join("<br>")
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const more = all.length > MOST_ROWS ? [`| and ${all.length - MOST_ROWS} more | | |`] : [];
  return ["| | cgroup driver | Decided by |", "|---|---|---|", ...rows, ...more].join("\n");
}
function name(row, image2) {
  if (row.side === "kubelet") return withVersion("kubelet", image2.kubelet?.version ?? null);
  if (image2.otherRuntime !== null && row.who === runtimeName(image2.otherRuntime.name)) {
    return withVersion(row.who, image2.otherRuntime.version);
  }
  const isDefault = row.who.endsWith(" (default)");
  const containerd3 = withVersion("containerd", image2.containerd?.version ?? null);
  return `${containerd3}, ${code(isDefault ? row.who.slice(0, -" (default)".length) : row.who, 60)}${isDefault ? " (default)" : ""}`;
}
function driverCell(row, image2) {
  const bad = row.judged && row.driver === "cgroupfs" && sharedDriver(image2) === null;
  return bad ? `**\`${row.driver}\`** ❌` : row.driver === "unknown" ? "_unknown_" : `\`${row.driver}\``;
}
function kubeletCell(image2) {
  if (image2.kubelet === null) return "–";
  return `${driverWord(image2.kubelet.effective)} ${version(image2.kubelet.version)}`.trimEnd();
}
function runtimeCell(image2) {
  const { containerd: containerd3, otherRuntime: otherRuntime3 } = image2;
  const parts = [];
  if (containerd3 !== null) {
    const byDriver = /* @__PURE__ */ new Map();
    for (const handler3 of containerd3.handlers.filter((entry2) => entry2.judged)) {
      const isDefault = handler3.name === containerd3.defaultHandler ? " (default)" : "";
      const names2 = byDriver.get(handler3.driver) ?? [];
      byDriver.set(handler3.driver, [...names2, `${code(handler3.name, 40)}${isDefault}`]);
    }
    parts.push(`containerd ${version(containerd3.version)}`.trimEnd());
    for (const [driver2, names2] of byDriver) parts.push(`${driverWord(driver2)} ${few(names2)}`);
  }
  if (otherRuntime3 !== null) {
    const { driver: driver2, name: runtime } = otherRuntime3;
    parts.push(`${runtimeName(runtime)} ${version(otherRuntime3.version)}`.trimEnd(), driverWord(driver2));
  }
  return parts.length === 0 ? "–" : parts.join("<br>");
}
function driverWord(driver2) {
  return driver2 === "unknown" ? "_unknown_" : `**${driver2}**`;
}
function version(text2) {
  return text2 === null ? "(version not known)" : markdownCell(clip(text2, 60));
}
function withVersion(who, text2) {
  return text2 === null ? who : `${who} ${markdownCell(clip(text2, 60))}`;
}
function few(names2) {
  const shown = names2.slice(0, MOST_NAMES).join(", ");
  return names2.length > MOST_NAMES ? `${shown} and ${names2.length - MOST_NAMES} more` : shown;
}
function code(text2, limit) {
  return markdownCodeCell(clip(text2, limit));
}

// src/report/markdown/finding.ts
var LONGEST2 = 700;
var MOST_FRAMES = 3;
var MOST_CANDIDATES = 5;
var REPO_LABELS = { line: "Baked by", template: "Baked by", edit: "Edited by", step: "Brought by" };
var MARKS = { error: "🔴", warning: "🟠", note: "🔵" };
function findingBlocks(findings, options, depth) {
  const open4 = findings.filter((finding4) => finding4.skipped === null);
  const skipped = findings.filter((finding4) => finding4.skipped !== null);
  const most = options.detail === "full" ? 30 : 10;
  if (depth === "headlines") {
    const lines2 = open4.slice(0, most).map((finding4) => `- ${headline(finding4)}`);
    if (open4.length > most) lines2.push(`- and ${open4.length - most} more`);
    return lines2.length === 0 ? [] : [lines2.join("\n")];
  }
  const blocks = open4.slice(0, most).flatMap((finding4) => findingBlock(finding4, options, depth));
  if (open4.length > most) blocks.push(`_and ${plural(open4.length - most, "more finding")}_`);
  if (skipped.length > 0) blocks.push(skippedBlock(skipped.slice(0, most), skipped.length));
  return blocks;
}
function findingBlock(finding4, options, depth) {
  const full = options.detail === "full" && depth === "all";
  const diff = diffFence(finding4);
  const blocks = [headline(finding4), ...places(finding4, options)];
  if (finding4.consequence !== "") blocks.push(prose(finding4.consequence));
  if (depth === "all" && (full || diff === null)) {
    const frames = finding4.frames.slice(0, full ? MOST_FRAMES : 1);
    for (const frame3 of frames) {
      if (frames.length > 1) blocks.push(markdownCode(clip(frame3.path, 300)));
      blocks.push(excerptFence(frame3));
    }
  }
  const help = finding4.help !== "" ? finding4.help : finding4.fix?.title ?? "";
  if (help.trim() !== "") blocks.push(`**${finding4.undecided ? "What to do" : "Fix"}:** ${prose(help)}`);
  if (diff !== null) blocks.push(diff);
  return blocks;
}
function headline(finding4) {
  const mark3 = finding4.undecided ? VERDICT_MARKS.undetermined : MARKS[finding4.severity];
  const news = finding4.baseline === "new" ? " (new)" : "";
  return `${mark3} **${prose(finding4.message)}**${news} ${markdownCode(clip(finding4.rule, 60))}`;
}
function places(finding4, options) {
  const blocks = [];
  if (finding4.repo !== null) {
    const link = safeLink(options.links(finding4.repo.path, finding4.repo.startLine));
    const bare = options.detail === "comment";
    blocks.push(
      link !== null && bare ? link : `${REPO_LABELS[finding4.repoKind ?? "line"]} ${place(finding4.repo, link)}`
    );
    if (finding4.repoNote !== null) blocks.push(prose(finding4.repoNote));
  } else {
    const candidates2 = finding4.repoCandidates.slice(0, MOST_CANDIDATES).map((entry2) => place(entry2, safeLink(options.links(entry2.path, entry2.startLine))));
    const more = finding4.repoCandidates.length - candidates2.length;
    if (more > 0) candidates2.push(`and ${more} more`);
    if (finding4.repoNote !== null) candidates2.unshift(prose(finding4.repoNote));
    if (candidates2.length > 0) blocks.push(`Source: ${candidates2.join(" · ")}`);
  }
  if (finding4.location !== null) {
    const frame3 = finding4.frames.find((entry2) => entry2.path === finding4.location?.path);
    blocks.push(`In the image: ${place(finding4.location, null)}${origin(frame3?.origin ?? null)}`);
  }
  return blocks.length < 2 || options.detail === "comment" ? blocks : [blocks.join("<br>\n")];
}
function place(location3, link) {
  const text2 = markdownCode(clip(`${location3.path}:${location3.startLine}`, 300));
  return link === null ? text2 : `[${text2}](${link})`;
}
function origin(text2) {
  return text2 === null ? "" : `, from ${markdownCode(clip(text2, 160))}`;
}
function skippedBlock(shown, count4) {
  const lines2 = shown.map((finding4) => `- ${headline(finding4)}: ${prose(finding4.skipped ?? "")}`);
  if (count4 > shown.length) lines2.push(`- and ${count4 - shown.length} more`);
  return ["Accepted, with the reason:", "", ...lines2].join("\n");
}
function prose(text2) {
  return markdownText(clip(text2, LONGEST2));
}

// src/report/markdown/image.ts
var MOST3 = 20;
var MOST_TWINS = 12;
function groupImages(images) {
  const groups = /* @__PURE__ */ new Map();
  for (const image2 of images) {
    const findings = image2.findings.map((one) => [
      one.rule,
      one.severity,
      one.message,
      one.location,
      one.skipped,
      one.baseline
    ]);
    const key2 = JSON.stringify([image2.verdict, findings, image2.live === null ? null : image2.image]);
    const group = groups.get(key2);
    if (group === void 0) groups.set(key2, { first: image2, others: [] });
    else group.others.push(image2);
  }
  return [...groups.values()];
}
function groupBlocks(group, options, depth, single2) {
  const { first, others } = group;
  const level = "#".repeat(Math.min(6, headingLevel(options) + 1));
  const blocks = [single2 ? subject(first) : `${level} ${VERDICT_MARKS[first.verdict]} ${code2(first.image, 200)}`];
  if (others.length > 0) blocks.push(`The same in ${names(others)}.`);
  if (depth === "headlines") return [...blocks, ...findingBlocks(first.findings, options, depth)];
  const full = options.detail === "full";
  if (single2 || full) blocks.push(driversTable(first, full && depth === "all"));
  blocks.push(...versionBlocks(first), ...baselineBlocks(first));
  blocks.push(...findingBlocks(first.findings, options, depth));
  if (depth === "all") blocks.push(...details(first, options, single2 || full));
  return blocks.filter((block2) => block2 !== "");
}
function passingBlocks(images, options) {
  if (images.length === 0 || options.detail === "comment") return [];
  const shown = images.slice(0, MOST3);
  const inner = shown.flatMap((image2) => [`**${code2(image2.image, 200)}**`, driversTable(image2, true), factList(image2)]);
  if (images.length > shown.length) inner.push(`and ${images.length - shown.length} more`);
  const count4 = images.length === 1 ? "1 image passes" : `${images.length} images pass`;
  return [fold(`${count4}: how it is known`, inner)];
}
function subject(image2) {
  const platform = image2.platform === null ? "" : ` (${markdownText(clip(image2.platform, 40))})`;
  return `Image ${code2(image2.image, 200)}${platform}`;
}
function names(images) {
  const shown = images.slice(0, MOST_TWINS).map((image2) => code2(image2.image, 120));
  return images.length > shown.length ? `${shown.join(", ")} and ${images.length - shown.length} more` : shown.join(", ");
}
function details(image2, options, hasTable) {
  const inner = [hasTable && options.detail === "full" ? "" : driversTable(image2, true), factList(image2)];
  const blocks = [fold("How the values came about", inner)];
  if (image2.live !== null)
    blocks.unshift(fold(`What the cluster showed${image2.live.booted ? "" : ": it did not boot"}`, live2(image2.live)));
  return blocks;
}
function factList(image2) {
  return factRows(image2).slice(0, MOST3).map(([label, phrase]) => `- ${label === "" ? "" : `${label}: `}${markdownText(clip(phrase, 400))}`).join("\n");
}
function versionBlocks(image2) {
  const answers = image2.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const rows = answers.slice(0, MOST3).map((answer2) => `| ${markdownCell(clip(answer2.versions, 60))} | ${markdownCell(clip(answer2.answer, 300))} |`);
  return [
    "The containerd version is not known, and the answer depends on it:",
    ["| containerd | Answer |", "|---|---|", ...rows].join("\n")
  ];
}
function baselineBlocks(image2) {
  const { baseline: baseline4 } = image2;
  if (baseline4 === null) return [];
  const lines2 = [
    `Since the baseline: ${baseline4.new} new, ${baseline4.persisting} persisting, ${baseline4.fixed.length} fixed.`
  ];
  if (baseline4.previousDigest !== null) {
    lines2.push(`The tag has moved: it was ${code2(baseline4.previousDigest, 100)}.`);
  }
  const fixed = baseline4.fixed.slice(0, MOST3).map((one) => `- fixed: ${markdownText(clip(one.message, 300))} ${code2(one.rule, 60)}`);
  return [lines2.join(" "), fixed.join("\n")];
}
function live2(report) {
  const rows = report.nodes.slice(0, MOST3).flatMap(
    (node) => node.evidence.slice(0, MOST3).map((entry2) => {
      const cells = [
        markdownCell(clip(node.name, 60)),
        markdownCell(clip(entry2.kind, 40)),
        markdownCell(clip(`${entry2.subject}: ${entry2.says}`, 200)),
        markdownCodeCell(clip(entry2.detail, 200))
      ];
      return `| ${cells.join(" | ")} |`;
    })
  );
  const table = ["| Node | Evidence | Says | Seen |", "|---|---|---|---|", ...rows].join("\n");
  const logs = report.logs === null ? "" : `Logs: ${code2(report.logs, 200)}`;
  const kept = report.retained === null ? "" : `The cluster was kept: ${markdownText(clip(report.retained, 300))}`;
  return [rows.length === 0 ? "" : table, logs, kept];
}
function fold(summary, inner) {
  const body = inner.filter((block2) => block2 !== "").join("\n\n");
  return body === "" ? "" : `<details><summary>${summary}</summary>

${body}

</details>`;
}
function code2(text2, limit) {
  return markdownCode(clip(text2, limit));
}

// src/report/markdown/render.ts
var DEPTHS = ["all", "no-details", "headlines"];
var RESERVE = 200;
function renderMarkdown(report, options) {
  const { images } = report;
  const passing2 = images.length > 1 ? images.filter(calm) : [];
  const groups = groupImages(worstFirst(images).filter((image2) => !passing2.includes(image2)));
  const head = [headline2(report, options), statement(report), imagesTable(images)];
  const tail = [`<sub>cgroup-gate ${markdownText(clip(report.tool.version, 40))}</sub>`];
  const parts = groups.map((group) => [
    ...DEPTHS.map((depth) => () => groupBlocks(group, options, depth, images.length === 1)),
    () => []
  ]);
  parts.push([() => passingBlocks(passing2, options), () => []]);
  const fitted = chooseDepths(parts, options.limit - blockSize2([...head, ...tail]) - RESERVE);
  const note3 = fitted.reduced === 0 ? [] : ["_Shortened to fit; the JSON report has everything._"];
  const blocks = [...head, ...fitted.blocks, ...note3, ...tail].filter((block2) => block2 !== "");
  return within(`${blocks.join("\n\n")}
`, report, options);
}
function renderFixed(report, sha2) {
  const names2 = report.images.slice(0, 10).map((image2) => markdownCode(clip(image2.image, 200)));
  const more = report.images.length - names2.length;
  const who = more > 0 ? `${names2.join(", ")} and ${more} more` : names2.join(", ");
  const commit = /^[0-9a-f]{7,64}$/.test(sha2) ? sha2 : markdownCode(clip(sha2, 64));
  const verb = report.images.length === 1 ? "passes" : "pass";
  return `✅ **Cgroup Gate:** fixed in ${commit}. ${who} now ${verb}.
`;
}
function calm(image2) {
  return image2.verdict === "pass" && image2.findings.length === 0 && image2.live === null && image2.baseline === null;
}
function headline2(report, options) {
  const counts = tally(report.images);
  const findings = counts.error + counts.warning + counts.note + counts.skipped > 0;
  const words2 = {
    pass: findings ? `passed, ${countPhrase(counts, false)}` : "passed",
    fail: countPhrase(counts, false),
    undetermined: "undetermined"
  };
  const many = report.images.length > 1 ? ` in ${plural(report.images.length, "image")}` : "";
  return `${"#".repeat(headingLevel(options))} ${VERDICT_MARKS[report.verdict]} Cgroup Gate: ${words2[report.verdict]}${many}`;
}
function statement(report) {
  const open4 = report.images.filter((image2) => image2.verdict === "undetermined").length;
  if (open4 > 0) {
    const where = report.images.length === 1 ? "It" : `For ${plural(open4, "image")} it`;
    return `${where} could not be decided which cgroup drivers the node will use. This is not a pass: what is missing is said below.`;
  }
  return report.verdict === "pass" ? "The cgroup drivers below are the ones that the nodes will really use." : "";
}
function within(text2, report, options) {
  if (Buffer.byteLength(text2) <= options.limit) return text2;
  const short = `${headline2(report, options)}

Too much to show here; the JSON report has everything.
`;
  return Buffer.byteLength(short) <= options.limit ? short : "";
}

// src/report/escape/sarif-text.ts
function sarifText(text2) {
  return text2.split(/\r\n|\r|\n/).map((line) => breakCommands(visible(line))).join("\n").replace(/\](?=\()/g, "] ").replace(/\{(?=\d+\})/g, "{ ");
}

// src/report/image-key.ts
function imageKeys(images) {
  const seen = /* @__PURE__ */ new Map();
  return images.map((image2) => {
    const key2 = imageKey(image2.image);
    const count4 = (seen.get(key2) ?? 0) + 1;
    seen.set(key2, count4);
    return count4 === 1 ? key2 : `${key2}~${count4}`;
  });
}
function imageKey(image2) {
  const key2 = image2.replace(/^[a-z-]+:(?:\/\/)?/, "").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  return key2.slice(0, 100) || "image";
}

// src/report/sarif/line-hash.ts
var BLOCK = 100;
var BASE = 37n;
var END_OF_FILE = 65535;
var [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32];
function lineHash(text2, line) {
  const window = new Array(BLOCK).fill(0);
  const lineAt = new Array(BLOCK).fill(0);
  const counts = /* @__PURE__ */ new Map();
  const leaving = BASE ** BigInt(BLOCK);
  let hash = 0n;
  let index = 0;
  let found = null;
  const settle = () => {
    if (lineAt[index] === 0) return;
    const count4 = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count4);
    if (lineAt[index] === line) found = `${hash.toString(16)}:${count4}`;
    lineAt[index] = 0;
  };
  const push = (unit) => {
    hash = BigInt.asUintN(64, BASE * hash + BigInt(unit) - leaving * BigInt(window[index]));
    window[index] = unit;
    index = (index + 1) % BLOCK;
  };
  let current = 0;
  let atStart = true;
  const units = [...unitsOf(text2), END_OF_FILE];
  for (const unit of units) {
    settle();
    if (atStart) lineAt[index] = ++current;
    atStart = unit === LINE_FEED;
    push(unit);
  }
  for (let i = 0; i < BLOCK && found === null; i++) {
    settle();
    push(0);
  }
  return found;
}
function* unitsOf(text2) {
  let afterReturn = false;
  for (let i = 0; i < text2.length; i++) {
    const unit = text2.charCodeAt(i);
    if (unit === TAB || unit === BLANK) {
      afterReturn = false;
      continue;
    }
    const paired = afterReturn && unit === LINE_FEED;
    afterReturn = unit === RETURN;
    if (!paired) yield unit === RETURN ? LINE_FEED : unit;
  }
}

// src/report/escape/uri.ts
function uriPath(path) {
  return path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..").map((segment) => encodeURIComponent(segment.replace(new RegExp("\\p{Cs}", "gu"), "�")).replace(/[!'()*]/g, percent)).join("/");
}
function percent(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

// src/report/sarif/places.ts
var MOST_RELATED = 20;
var LONGEST3 = 1e3;
function primaryLocation(finding4, named3) {
  if (finding4.repo !== null) {
    return { physicalLocation: { artifactLocation: inRepository(finding4.repo.path), region: region(finding4.repo) } };
  }
  const place4 = finding4.location ?? { ...START, path: someFile(named3.image) };
  return {
    physicalLocation: { artifactLocation: inImage(place4.path, named3), region: region(place4) },
    logicalLocations: [
      {
        name: clip(place4.path, LONGEST3),
        fullyQualifiedName: clip(`${named3.image.image}:${place4.path}`, LONGEST3),
        kind: "resource"
      }
    ]
  };
}
function relatedLocations(finding4, named3) {
  const places2 = [];
  if (finding4.repo !== null && finding4.location !== null) {
    places2.push({ place: finding4.location, text: "The line in the image" });
  }
  for (const frame3 of finding4.frames) {
    for (const mark3 of frame3.marks.filter((entry2) => entry2.role === "related")) {
      places2.push({ place: { ...mark3, path: frame3.path }, text: mark3.label });
    }
  }
  return places2.slice(0, MOST_RELATED).map(({ place: place4, text: text2 }, index) => ({
    id: index + 1,
    message: { text: sarifText(clip(text2, LONGEST3)) || "Related" },
    physicalLocation: { artifactLocation: inImage(place4.path, named3), region: region(place4) }
  }));
}
function fixes(finding4, named3) {
  const { fix: fix3, location: location3, repo } = finding4;
  if (fix3 === null) return [];
  const sameLine = finding4.repoKind === void 0 || finding4.repoKind === null || finding4.repoKind === "line";
  const shift = sameLine && repo !== null && location3 !== null && fix3.path === location3.path ? repo.startLine - location3.startLine : null;
  const inRepo = repo !== null && shift !== null && fix3.startLine + shift >= 1;
  const lines2 = inRepo ? shift : 0;
  return [
    {
      description: { text: sarifText(clip(fix3.title, LONGEST3)) },
      artifactChanges: [
        {
          artifactLocation: inRepo ? inRepository(repo.path) : inImage(fix3.path, named3),
          replacements: [
            {
              deletedRegion: { startLine: fix3.startLine + lines2, endLine: fix3.endLine + lines2 },
              insertedContent: { text: fix3.replacement }
            }
          ]
        }
      ]
    }
  ];
}
var START = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
function inRepository(path) {
  return { uri: uriPath(path) || "unknown", uriBaseId: "%SRCROOT%" };
}
function inImage(path, named3) {
  return { uri: uriPath(`${named3.key}/${path}`) };
}
function someFile(image2) {
  return image2.containerd?.config ?? image2.kubelet?.source?.path ?? "";
}
function region(place4) {
  const { startLine, startColumn, endLine, endColumn } = place4;
  return { startLine, startColumn, endLine, endColumn };
}

// src/report/sarif/render.ts
var SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
var MOST_RUNS = 20;
var MOST_RESULTS = 5e3;
var LONGEST4 = 1e3;
function renderSarif(report, options) {
  const keys = imageKeys(report.images);
  const named3 = report.images.map((image2, index) => ({ image: image2, key: keys[index] }));
  const own = named3.length > MOST_RUNS ? named3.slice(0, MOST_RUNS - 1) : named3;
  const runs = own.map((entry2) => run(report, entry2.key, [entry2], options));
  if (own.length < named3.length) runs.push(run(report, "other-images", named3.slice(own.length), options));
  const log = { $schema: SCHEMA, version: "2.1.0", runs };
  return jsonText(log);
}
function run(report, key2, images, options) {
  const rules = options.rules.map(descriptor);
  const results = images.flatMap((named3) => named3.image.findings.map((finding4) => result(finding4, named3, options)));
  const notifications = images.flatMap((named3) => openQuestions(named3));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: clip(report.tool.version, 100),
        semanticVersion: clip(report.tool.version, 100),
        informationUri: "https://github.com/cgroup-gate/cgroup-gate",
        rules
      }
    },
    automationDetails: { id: `cgroup-gate/${key2}/` },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: images.every(({ image: image2 }) => image2.verdict !== "undetermined") && notifications.length === 0,
        toolExecutionNotifications: notifications
      }
    ],
    results: results.slice(0, MOST_RESULTS)
  };
}
function descriptor(rule3) {
  return {
    id: rule3.code,
    name: pascalCase(rule3.code),
    shortDescription: { text: rule3.title },
    fullDescription: { text: clip(rule3.explanation || rule3.title, LONGEST4) },
    help: { text: [rule3.explanation, rule3.help].filter((text2) => text2 !== "").join("\n\n") || rule3.title },
    defaultConfiguration: { level: rule3.severity },
    properties: {
      tags: ["kubernetes", "containerd", "cgroups"],
      precision: "very-high",
      "problem.severity": rule3.severity === "note" ? "recommendation" : rule3.severity
    }
  };
}
function result(finding4, named3, options) {
  const related = relatedLocations(finding4, named3);
  const mends = fixes(finding4, named3);
  const index = options.rules.findIndex((rule3) => rule3.code === finding4.rule);
  return {
    ruleId: clip(finding4.rule, 255),
    ...index < 0 ? {} : { ruleIndex: index },
    level: finding4.severity,
    message: { text: message(finding4, named3) },
    locations: [primaryLocation(finding4, named3)],
    ...related.length === 0 ? {} : { relatedLocations: related },
    partialFingerprints: fingerprints(finding4, options),
    ...mends.length === 0 ? {} : { fixes: mends },
    suppressions: finding4.skipped === null ? [] : [{ kind: "external", status: "accepted", justification: sarifText(clip(finding4.skipped, LONGEST4)) }],
    ...finding4.baseline === null ? {} : { baselineState: finding4.baseline === "new" ? "new" : "unchanged" }
  };
}
function message(finding4, named3) {
  const parts = [
    `${clip(finding4.message, LONGEST4)} (image ${clip(named3.image.image, 200)})`,
    finding4.consequence,
    finding4.help
  ];
  return sarifText(
    parts.filter((part) => part !== "").map((part) => clip(part, LONGEST4)).join("\n\n")
  );
}
function fingerprints(finding4, options) {
  const text2 = finding4.repo === null ? null : options.repositoryText?.(finding4.repo.path) ?? null;
  const hash = text2 === null || finding4.repo === null ? null : lineHash(text2, finding4.repo.startLine);
  return {
    ...hash === null ? {} : { primaryLocationLineHash: hash },
    ...finding4.fingerprint === "" ? {} : { "cgroupGateFinding/v1": clip(finding4.fingerprint, 128) }
  };
}
function openQuestions(named3) {
  const open4 = named3.image.findings.filter((finding4) => finding4.undecided);
  if (open4.length === 0 && named3.image.verdict === "undetermined") {
    return [{ level: "error", message: { text: sarifText(`${clip(named3.image.image, 200)} is undetermined`) } }];
  }
  return open4.slice(0, 100).map((finding4) => ({
    level: "error",
    message: { text: message(finding4, named3) },
    associatedRule: { id: clip(finding4.rule, 255) },
    locations: [primaryLocation(finding4, named3)]
  }));
}
function pascalCase(code3) {
  return code3.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
}

// src/report/text/width.ts
var WIDE = [
  [4352, 4447],
  [8986, 8987],
  [9001, 9002],
  [9193, 9196],
  [9725, 9726],
  [9748, 9749],
  [9800, 9811],
  [9889, 9889],
  [9940, 9940],
  [9989, 9989],
  [10024, 10024],
  [10060, 10060],
  [10062, 10062],
  [10067, 10071],
  [10133, 10135],
  [11035, 11036],
  [11088, 11088],
  [11904, 12350],
  [12353, 13311],
  [13312, 19903],
  [19968, 42191],
  [43360, 43388],
  [44032, 55203],
  [63744, 64255],
  [65040, 65049],
  [65072, 65135],
  [65281, 65376],
  [65504, 65510],
  [94176, 101119],
  [110576, 111359],
  [127374, 127374],
  [127377, 127386],
  [127462, 127487],
  [127488, 127776],
  [127789, 128591],
  [128640, 128767],
  [129280, 129535],
  [129648, 129791],
  [131072, 262141]
];
var COMBINING = /^[\p{Mn}\p{Me}]$/u;
function displayWidth(text2) {
  let width = 0;
  for (const character of text2) width += characterWidth(character);
  return width;
}
function characterWidth(character) {
  const point = character.codePointAt(0) ?? 0;
  if (point < 768) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}
function pad(text2, width) {
  return text2 + " ".repeat(Math.max(0, width - displayWidth(text2)));
}

// src/report/text/line-layout.ts
var TAB2 = 4;
function layOut(raw) {
  const pieces = [];
  const cellOfUnit = [];
  let cell = 0;
  let unit = 0;
  for (const character of raw) {
    const text2 = show(character, cell, raw, unit);
    const width = text2 === character ? characterWidth(character) : displayWidth(text2);
    for (let i = 0; i < character.length; i++) cellOfUnit.push(cell);
    pieces.push({ text: text2, from: cell, to: cell + width });
    cell += width;
    unit += character.length;
  }
  const total = cell;
  const at = (column) => cellOfUnit[column - 1] ?? total;
  return {
    width: total,
    cells(startColumn, endColumn) {
      const from = at(Math.max(1, startColumn));
      return { from, to: Math.max(from + 1, at(Math.max(1, endColumn))) };
    },
    window: (width, focus) => cut(pieces, total, width, focus)
  };
}
function show(character, cell, raw, unit) {
  if (character === "	") return " ".repeat(TAB2 - cell % TAB2);
  if (character === "#" && raw[unit - 1] === "#" && breakCommands(raw.slice(unit - 1, unit + 32)).startsWith("#\\#")) {
    return "\\#";
  }
  return spelling(character) ?? character;
}
function cut(pieces, total, width, focus) {
  if (total <= width) return { text: pieces.map((piece) => piece.text).join(""), shift: 0 };
  const room = Math.max(8, width - 2);
  let from = 0;
  if (focus !== null && focus.to > room) {
    const lead = Math.max(0, Math.floor((room - (focus.to - focus.from)) / 2));
    from = Math.max(0, Math.min(focus.from - lead, total - room));
  }
  const shown = pieces.filter((piece) => piece.from >= from && piece.to <= from + room);
  const first = shown[0]?.from ?? from;
  const last = shown.at(-1)?.to ?? first;
  const head = first > 0 ? "…" : "";
  const text2 = head + shown.map((piece) => piece.text).join("") + (last < total ? "…" : "");
  return { text: text2, shift: head.length - first };
}

// src/report/text/wrap.ts
function wrap(text2, width) {
  const lines2 = [];
  let line = "";
  let cells = 0;
  for (const word of text2.split(" ").filter((part) => part !== "")) {
    const wordCells = displayWidth(word);
    if (line !== "" && cells + 1 + wordCells > width) {
      lines2.push(line);
      line = word;
      cells = wordCells;
    } else {
      line = line === "" ? word : `${line} ${word}`;
      cells += (cells === 0 ? 0 : 1) + wordCells;
    }
  }
  if (line !== "") lines2.push(line);
  return lines2;
}
function wrapAfter(first, text2, width) {
  const indent = displayWidth(first);
  const lines2 = wrap(text2, Math.max(20, width - indent));
  return lines2.map((line, index) => (index === 0 ? first : " ".repeat(indent)) + line);
}

// src/report/text/frame.ts
function renderFrame(frame3, style) {
  const bar = emptyGutter(style);
  const out = [arrow(place2(frame3), style)];
  if (frame3.origin !== null) {
    out.push(...wrapAfter(`${" ".repeat(style.gutter)}    `, clip(terminal(frame3.origin), 200), style.width));
  }
  out.push(bar);
  let previous = null;
  for (const line of shownLines(frame3)) {
    if (previous !== null && line.number > previous + 1) out.push(style.paint("frame", "..."));
    previous = line.number;
    out.push(...renderLine(line, frame3.marks, style));
  }
  out.push(bar);
  return out;
}
function arrow(target, style) {
  return `${" ".repeat(style.gutter)}${style.paint("frame", "-->")} ${target}`;
}
function emptyGutter(style) {
  return `${" ".repeat(style.gutter)} ${style.paint("frame", "|")}`;
}
function gutter(number2, sign, style) {
  return `${style.paint("frame", String(number2).padStart(style.gutter))} ${sign}`;
}
function place2(frame3) {
  const first = frame3.marks.find((mark3) => mark3.role === "primary") ?? frame3.marks[0];
  const position = first === void 0 ? "" : `:${first.startLine}:${first.startColumn}`;
  return `${clip(terminal(frame3.path), 1e3)}${position}`;
}
function renderLine(line, marks, style) {
  const layout = layOut(line.text);
  const placed = marks.flatMap((mark3) => placeMark(mark3, line, layout)).sort((a, b) => a.cells.from - b.cells.from);
  const room = Math.max(20, style.width - style.gutter - 3);
  const focus = (placed.find((mark3) => mark3.role === "primary") ?? placed[0])?.cells ?? null;
  const view = layout.window(room, focus);
  const source = `${gutter(line.number, style.paint("frame", "|"), style)} ${view.text}`.trimEnd();
  if (placed.length === 0) return [source];
  const inView = placed.map((mark3) => ({ ...mark3, cells: within2(mark3.cells, view.shift, room) }));
  return [source, ...renderMarks(inView, room, style)];
}
function placeMark(mark3, line, layout) {
  const last = mark3.endLine > mark3.startLine && mark3.endColumn <= 1 ? mark3.endLine - 1 : mark3.endLine;
  if (line.number < mark3.startLine || line.number > last) return [];
  const start = line.number === mark3.startLine ? mark3.startColumn : line.text.search(/\S|$/) + 1;
  const end2 = line.number === mark3.endLine ? mark3.endColumn : line.text.trimEnd().length + 1;
  const label = line.number === last ? clip(terminal(mark3.label), 200) : "";
  return [{ role: mark3.role, cells: layout.cells(start, end2), label }];
}
function within2(cells, shift, room) {
  const from = Math.min(Math.max(0, cells.from + shift), room - 1);
  return { from, to: Math.max(from + 1, Math.min(cells.to + shift, room)) };
}
function renderMarks(marks, room, style) {
  const bar = emptyGutter(style);
  const tone = (mark3) => mark3.role === "primary" ? style.tone : "frame";
  const strokes = /* @__PURE__ */ new Map();
  for (const mark3 of [...marks].sort((a, b) => Number(a.role === "primary") - Number(b.role === "primary"))) {
    for (let cell = mark3.cells.from; cell < mark3.cells.to; cell++) {
      strokes.set(cell, style.paint(tone(mark3), mark3.role === "primary" ? "^" : "-"));
    }
  }
  const end2 = Math.max(...strokes.keys()) + 1;
  let underline = "";
  for (let cell = 0; cell < end2; cell++) underline += strokes.get(cell) ?? " ";
  const last = marks.at(-1);
  const beside = last.cells.to === end2 && end2 + 1 + displayWidth(last.label) <= room;
  const out = [`${bar} ${underline}${beside && last.label !== "" ? ` ${style.paint(tone(last), last.label)}` : ""}`];
  const hanging = marks.filter((mark3) => mark3.label !== "" && !(beside && mark3 === last)).reverse();
  for (const mark3 of hanging) {
    const indent = Math.min(mark3.cells.from, Math.max(0, room - Math.min(40, displayWidth(mark3.label))));
    for (const text2 of wrap(mark3.label, room - indent)) {
      out.push(`${bar} ${" ".repeat(indent)}${style.paint(tone(mark3), text2)}`);
    }
  }
  return out;
}

// src/report/text/finding.ts
var MOST_FRAMES2 = 3;
var MOST_CANDIDATES2 = 5;
var LONGEST5 = 1e3;
var REPO_LABELS2 = { line: "baked by", template: "baked by", edit: "edited by", step: "brought by" };
var TONES = { error: "bad", warning: "warn", note: "note" };
function renderFinding(finding4, options) {
  const { paint, width } = options;
  const patch = patchLines(finding4);
  const frames = finding4.skipped === null ? finding4.frames.slice(0, MOST_FRAMES2) : [];
  const tone = finding4.undecided ? "warn" : TONES[finding4.severity];
  const style = { paint, width, tone, gutter: gutterWidth(frames, patch) };
  const out = headline3(finding4, style);
  if (frames.length === 0 && finding4.location !== null) {
    out.push(arrow(clip(terminal(placePhrase(finding4.location)), LONGEST5), style));
  }
  for (const frame3 of frames) out.push(...renderFrame(frame3, style));
  if (frames.length === 0 && finding4.location !== null) out.push(emptyGutter(style));
  if (finding4.skipped !== null) {
    out.push(...note("skipped", finding4.skipped, style));
    return out;
  }
  const hidden = finding4.frames.length - frames.length;
  if (hidden > 0)
    out.push(...note("more", `${hidden} more ${hidden === 1 ? "excerpt" : "excerpts"} in the JSON report`, style));
  if (finding4.consequence !== "") out.push(...note("why", finding4.consequence, style));
  out.push(...repositoryNotes(finding4, style));
  out.push(...renderHelp(finding4, patch, style));
  out.push(...note("docs", `cgroup-gate rules ${clip(finding4.rule, 60)}`, style));
  return out;
}
function headline3(finding4, style) {
  const kind = finding4.skipped !== null ? "skipped" : finding4.undecided ? "undetermined" : finding4.severity;
  const label = `${kind}[${clip(terminal(finding4.rule), 60)}]`;
  const news = finding4.baseline === "new" ? " (new)" : "";
  const [first = "", ...rest] = wrap(`${label}: ${clip(terminal(finding4.message), LONGEST5)}${news}`, style.width);
  const painted = first.startsWith(label) ? style.paint(finding4.skipped === null ? style.tone : "faint", label) + style.paint("strong", first.slice(label.length)) : first;
  return [painted, ...rest.map((line) => style.paint("strong", line))];
}
function note(label, prose3, style) {
  const first = `${" ".repeat(style.gutter)} = ${label}: `;
  const lines2 = wrapAfter(first, clip(terminal(prose3), LONGEST5), style.width);
  return lines2.map(
    (line, index) => index === 0 ? line.replace(` = ${label}:`, ` ${style.paint("frame", "=")} ${style.paint("strong", `${label}:`)}`) : line
  );
}
function repositoryNotes(finding4, style) {
  if (finding4.repo !== null) {
    const why = finding4.repoNote === null ? "" : `: ${finding4.repoNote}`;
    return note(REPO_LABELS2[finding4.repoKind ?? "line"], `${placePhrase(finding4.repo)}${why}`, style);
  }
  const out = finding4.repoNote === null ? [] : note("source", finding4.repoNote, style);
  for (const candidate of finding4.repoCandidates.slice(0, MOST_CANDIDATES2)) {
    out.push(...note("perhaps", placePhrase(candidate), style));
  }
  const hidden = finding4.repoCandidates.length - MOST_CANDIDATES2;
  return hidden > 0 ? [...out, ...note("perhaps", `${hidden} more places`, style)] : out;
}
function renderHelp(finding4, patch, style) {
  const fix3 = finding4.fix;
  const prose3 = finding4.help !== "" ? finding4.help : fix3?.title ?? "";
  if (prose3 === "") return [];
  const out = wrapAfter("help: ", clip(terminal(prose3), LONGEST5), style.width);
  if (out[0] !== void 0) out[0] = out[0].replace("help:", () => style.paint("good", "help:"));
  if (fix3 === null) return out;
  const known = finding4.frames.some((frame3) => frame3.path === fix3.path);
  if (!known || finding4.frames[0]?.path !== fix3.path) {
    out.push(arrow(`${clip(terminal(fix3.path), LONGEST5)}:${fix3.startLine}`, style));
  }
  if (patch === null || patch.length === 0) return out;
  const bar = emptyGutter(style);
  return [...out, bar, ...patch.map((line) => renderPatchLine(line, style)), bar];
}
function renderPatchLine(line, style) {
  const sign = { same: " ", removed: "-", added: "+" }[line.kind];
  const text2 = `${sign} ${layOut(line.text).window(Math.max(20, style.width - style.gutter - 4), null).text}`.trimEnd();
  return gutter(line.number, line.kind === "same" ? text2 : style.paint(line.kind, text2), style).trimEnd();
}
function gutterWidth(frames, patch) {
  const numbers = [...frames.flatMap((frame3) => [...shownLines(frame3)]), ...patch ?? []].map((line) => line.number);
  return Math.max(2, String(Math.max(0, ...numbers)).length);
}

// src/report/text/live.ts
var MOST_NODES = 10;
var MOST_EVIDENCE = 8;
function renderLive(live4, options) {
  const { paint, width } = options;
  const state = live4.booted ? "booted" : "did not boot";
  const out = ["", `  ${paint("strong", `cluster ${terminal(live4.cluster)} ${state}`)}`];
  for (const node of live4.nodes.slice(0, MOST_NODES)) out.push(...renderNode(node, options));
  if (live4.nodes.length > MOST_NODES) out.push(`  and ${live4.nodes.length - MOST_NODES} more nodes`);
  if (live4.logs !== null) out.push(...wrapAfter("  logs: ", terminal(live4.logs), width));
  if (live4.retained !== null) out.push(...wrapAfter("  kept: ", terminal(live4.retained), width));
  return out;
}
function renderNode(node, options) {
  const drivers2 = [
    `kubelet ${node.kubelet}`,
    ...node.runtime.map((entry2) => `${terminal(entry2.handler)} ${entry2.driver}`),
    ...node.cgroupVersion === null ? [] : [`cgroup v${node.cgroupVersion}`]
  ];
  const out = wrapAfter(`  ${terminal(node.name)}: `, drivers2.join(", "), options.width);
  const shown = node.evidence.slice(0, MOST_EVIDENCE);
  const kinds = Math.max(0, ...shown.map((entry2) => kindOf(entry2).length));
  for (const entry2 of shown) {
    const what = `${terminal(entry2.subject)}: ${terminal(entry2.says)}`;
    out.push(...wrapAfter(`    ${pad(kindOf(entry2), kinds)}  `, clip(what, 300), options.width));
    if (entry2.detail !== "") {
      out.push(options.paint("faint", `    ${" ".repeat(kinds)}  ${clip(terminal(entry2.detail), 200)}`));
    }
  }
  if (node.evidence.length > shown.length) out.push(`    and ${node.evidence.length - shown.length} more`);
  return out;
}
function kindOf(entry2) {
  return clip(terminal(entry2.kind), 20);
}

// src/report/text/image.ts
var VERDICTS = {
  pass: ["PASS", "good"],
  fail: ["FAIL", "bad"],
  undetermined: ["UNDETERMINED", "warn"]
};
var MOST_ROWS2 = 20;
var LONGEST6 = 400;
function renderImage(image2, options) {
  const [word, tone] = VERDICTS[image2.verdict];
  const out = [`${options.paint(tone, word)}  ${options.paint("strong", clip(terminal(image2.image), LONGEST6))}`];
  out.push(...statement2(image2, options));
  const calm2 = image2.verdict === "pass" && image2.findings.length === 0;
  if (options.brief && calm2 && image2.live === null && image2.baseline === null) {
    return [
      ...out,
      ...drivers(image2, options, false),
      ...facts(image2, options, ["config", "digest", "platform", "read"])
    ];
  }
  out.push("", ...drivers(image2, options, true), "", ...facts(image2, options), ...byVersion(image2, options));
  if (image2.live !== null) out.push(...renderLive(image2.live, options));
  if (image2.baseline !== null) out.push(...baseline2(image2.baseline, options));
  for (const finding4 of image2.findings) out.push("", ...renderFinding(finding4, options));
  return out;
}
function statement2(image2, options) {
  return wrapAfter("  ", sentence(image2), options.width);
}
function sentence(image2) {
  if (image2.verdict === "undetermined") {
    const open4 = driverRows(image2).filter((row) => row.judged && row.driver === "unknown").map((row) => row.side === "kubelet" ? "the kubelet" : terminal(row.who));
    const subject2 = open4.length === 0 ? "The image as a whole" : `The driver of ${list(open4)}`;
    return `${subject2} could not be decided. This is not a pass: see below what is missing.`;
  }
  const shared = sharedDriver(image2);
  const runtimes = driverRows(image2).filter((row) => row.judged && row.side === "runtime" && row.driver !== "none");
  if (image2.verdict === "pass" && shared !== null && image2.kubelet !== null && runtimes.length > 0) {
    const number2 = runtimes.length === 2 ? "both" : `all ${runtimes.length}`;
    const what = runtimes.length === 1 ? terminal(runtimes[0].who) : `${number2} judged runtime handlers`;
    return `The kubelet and ${what} will use ${shared}.`;
  }
  if (image2.verdict === "pass" && image2.findings.length > 0)
    return "Nothing here fails the run; see the remarks below.";
  return "";
}
function drivers(image2, options, reasons) {
  const rows = driverRows(image2);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST_ROWS2);
  const names2 = shown.map((row) => clip(terminal(row.who), 30) + (row.judged ? "" : " (not judged)"));
  const nameWidth = Math.max(8, ...names2.map(displayWidth));
  const out = shown.flatMap((row, index) => {
    const told = reasons || row.source === null ? row : { ...row, why: "" };
    return driverLines(told, pad(names2[index], nameWidth), image2, options);
  });
  if (rows.length > shown.length) out.push(`  and ${rows.length - shown.length} more runtime handlers`);
  return out;
}
function driverLines(row, name2, image2, options) {
  const first = `  ${name2}  ${pad(row.driver, 9)} `;
  const indent = " ".repeat(first.length);
  const why = row.why === "" ? [] : wrapAfter(indent, clip(terminal(row.why), LONGEST6), options.width);
  const head = `  ${name2}  ${options.paint(driverTone(row, image2), pad(row.driver, 9))} `;
  if (row.source === null) {
    const [line = `${indent}by default`, ...rest] = why;
    return [head + line.slice(indent.length), ...rest];
  }
  return [head + clip(terminal(placePhrase(row.source)), LONGEST6), ...why.map((line) => options.paint("faint", line))];
}
function driverTone(row, image2) {
  if (row.driver === "unknown") return "warn";
  if (!row.judged || row.driver === "none") return "faint";
  return row.driver === "systemd" || row.driver === sharedDriver(image2) ? "good" : "bad";
}
function facts(image2, options, without = []) {
  const rows = factRows(image2).filter(([label]) => !without.includes(label));
  const width = Math.max(...rows.map(([label]) => label.length), 0);
  return rows.flatMap(
    ([label, phrase]) => wrapAfter(`  ${pad(label, width)}  `, clip(terminal(phrase), LONGEST6), options.width)
  );
}
function byVersion(image2, options) {
  const answers = image2.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const versions = answers.map((answer2) => clip(terminal(answer2.versions), 40));
  const width = Math.max(...versions.map((entry2) => entry2.length));
  return [
    "",
    "  The containerd version is not known, and the answer depends on it:",
    ...answers.flatMap(
      (answer2) => wrapAfter(
        `    ${pad(terminal(answer2.versions), width)}  `,
        clip(terminal(answer2.answer), LONGEST6),
        options.width
      )
    )
  ];
}
function baseline2(report, options) {
  const counts = `${report.new} new, ${report.persisting} persisting, ${report.fixed.length} fixed`;
  const out = ["", `  since the baseline: ${counts}`];
  if (report.previousDigest !== null) {
    out.push(...wrapAfter("  the tag has moved: ", `it was ${terminal(report.previousDigest)}`, options.width));
  }
  for (const fixed of report.fixed.slice(0, MOST_ROWS2)) {
    const text2 = `[${terminal(fixed.rule)}] ${clip(terminal(fixed.message), LONGEST6)}`;
    const lines2 = wrapAfter("    fixed: ", text2, options.width);
    out.push(...lines2.map((line) => line.replace("fixed:", options.paint("good", "fixed:"))));
  }
  return out;
}
function list(items) {
  const shown = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items;
  return shown.length < 2 ? shown[0] ?? "" : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

// src/report/text/paint.ts
var PARAMETERS = {
  bad: "1;31",
  warn: "1;33",
  good: "1;32",
  note: "1;36",
  frame: "34",
  strong: "1",
  faint: "2",
  removed: "31",
  added: "32"
};
function painter(colour) {
  return (tone, text2) => colour && text2 !== "" ? `\x1B[${PARAMETERS[tone]}m${text2}\x1B[0m` : text2;
}

// src/report/text/render.ts
var CLOSING = { pass: "good", fail: "bad", undetermined: "warn" };
function renderText(report, options) {
  const paint = painter(options.colour);
  const width = Math.max(40, options.width);
  const lines2 = [];
  const brief = report.images.length > 1;
  for (const image2 of report.images) lines2.push(...renderImage(image2, { paint, width, brief }), "");
  const closing2 = wrap(clip(terminal(summaryLine(report)), 600), width);
  lines2.push(...closing2.map((line) => paint(CLOSING[report.verdict], line)));
  const text2 = lines2.map((line) => line.trimEnd()).join("\n");
  return `${breakCommands(text2.replace(/\n{3,}/g, "\n\n"))}
`;
}

// src/report/formats.ts
var FORMATS = ["text", "json", "sarif", "markdown", "junit"];
var MARKDOWN_LIMIT = 1e6;
function isFormat(name2) {
  return FORMATS.some((format2) => format2 === name2);
}
function renderReport(report, format2, style) {
  switch (format2) {
    case "text":
      return renderText(report, style);
    case "json":
      return renderJson(report);
    case "sarif":
      return renderSarif(report, { rules: RULES });
    case "markdown":
      return renderMarkdown(report, { links: () => null, limit: MARKDOWN_LIMIT, detail: "full" });
    case "junit":
      return renderJunit(report, RULES);
  }
}

// src/gate/options.ts
var OPTIONS = [
  {
    name: "format",
    value: "text|json|sarif|markdown|junit",
    repeatable: false,
    default: "text",
    help: "what goes to standard output",
    only: "command"
  },
  {
    name: "output",
    value: "FORMAT=FILE",
    repeatable: true,
    default: null,
    help: "write that format to a file as well",
    only: "command"
  },
  {
    name: "require",
    value: "systemd|match",
    repeatable: false,
    default: "systemd",
    help: "`systemd`: both sides must be systemd; `match`: they only have to agree"
  },
  {
    name: "handlers",
    value: "all|default|NAME,...",
    repeatable: false,
    default: "all",
    help: "which runtime handlers are judged"
  },
  {
    name: "fail-on",
    value: "error|warning|never",
    repeatable: false,
    default: "error",
    help: "the lowest severity that fails"
  },
  {
    name: "skip",
    value: "CODE=REASON",
    repeatable: true,
    default: null,
    help: "accept a finding, with the reason in the report"
  },
  {
    name: "containerd-version",
    value: "V",
    repeatable: false,
    default: null,
    help: "containerd's version, instead of what is read from the image"
  },
  {
    name: "kubelet-version",
    value: "V",
    repeatable: false,
    default: null,
    help: "the kubelet's version, instead of what is read from the image"
  },
  {
    name: "kubelet-config",
    value: "FILE",
    repeatable: false,
    default: null,
    help: "the KubeletConfiguration or kubeadm file that the node will get, where the image has none"
  },
  {
    name: "kind-config",
    value: "FILE",
    repeatable: false,
    default: null,
    help: "with `kind:REF`, the cluster's configuration; with any other form, judge the image as kind would patch it"
  },
  {
    name: "verify",
    value: null,
    repeatable: false,
    default: "off",
    help: "hash everything, also where only a part had to be read"
  },
  {
    name: "cache",
    value: "DIR",
    repeatable: false,
    default: null,
    help: "remember per layer digest what was found in it"
  },
  {
    name: "platform",
    value: "OS/ARCH",
    repeatable: false,
    default: "linux/amd64",
    help: "which image of a multi-platform index"
  },
  {
    name: "repo",
    value: "DIR",
    repeatable: false,
    default: null,
    help: "the checkout in which to look for the source of a baked file (the action: the workspace)"
  },
  {
    name: "baseline",
    value: "FILE",
    repeatable: false,
    default: null,
    help: "an earlier JSON report: say what is new, persisting, fixed"
  },
  {
    name: "kind-timeout",
    value: "SECONDS",
    repeatable: false,
    default: "600",
    help: "with `kind:`, how long a boot may take"
  },
  {
    name: "kind-watch",
    value: "SECONDS",
    repeatable: false,
    default: "20",
    help: "with `kind:`, how long the pods are watched after the boot"
  },
  {
    name: "kind-logs",
    value: "DIR",
    repeatable: false,
    default: null,
    help: "with `kind:`, where the cluster's logs are exported to"
  },
  {
    name: "retain-on-failure",
    value: null,
    repeatable: false,
    default: "off",
    help: "with `kind:`, keep the cluster when the image fails, and say how to reach it"
  }
];

// src/gate/baseline.ts
function compareWithBaseline(report, earlier) {
  return { ...report, images: report.images.map((image2) => compareImage(image2, before(image2, earlier))) };
}
function before(image2, earlier) {
  return earlier.images.find((one) => one.image === image2.image) ?? null;
}
function compareImage(image2, earlier) {
  const known = new Set(earlier?.findings.map(identity));
  const findings = image2.findings.map((finding4) => {
    return { ...finding4, baseline: known.has(identity(finding4)) ? "persisting" : "new" };
  });
  const present = new Set(findings.map(identity));
  const open4 = findings.filter(({ skipped }) => skipped === null);
  const gone = earlier?.findings.filter((finding4) => !present.has(identity(finding4))) ?? [];
  const baseline4 = {
    new: open4.filter((finding4) => finding4.baseline === "new").length,
    persisting: open4.filter((finding4) => finding4.baseline === "persisting").length,
    fixed: image2.verdict === "undetermined" ? [] : gone.map(({ rule: rule3, message: message2, fingerprint: fingerprint2 }) => ({ rule: rule3, message: message2, fingerprint: fingerprint2 })),
    previousDigest: earlier !== null && earlier.digest !== null && image2.digest !== null && earlier.digest !== image2.digest ? earlier.digest : null
  };
  return { ...image2, findings, baseline: baseline4 };
}
function identity({ rule: rule3, message: message2, fingerprint: fingerprint2 }) {
  return fingerprint2 === "" ? JSON.stringify([rule3, message2]) : fingerprint2;
}

// src/gate/unopened-image.ts
import { createHash } from "node:crypto";
function unopenedImage(reference, message2) {
  return {
    image: reference,
    digest: null,
    verdict: "undetermined",
    platform: null,
    containerd: null,
    otherRuntime: null,
    kubelet: null,
    findings: [
      {
        rule: rule.code,
        severity: rule.severity,
        undecided: true,
        message: message2,
        consequence: "",
        help: rule.help,
        location: null,
        repo: null,
        repoNote: null,
        repoCandidates: [],
        fix: null,
        skipped: null,
        frames: [],
        fingerprint: createHash("sha256").update(JSON.stringify([rule.code, reference])).digest("hex").slice(0, 32),
        baseline: null
      }
    ],
    live: null,
    reading: null,
    baseline: null
  };
}

// src/gate/expand-images.ts
var PATTERN = /^docker:\/\/([^@*]+):([^/:@]*\*[^/:@]*)$/;
var MOST4 = 100;
async function expandImages(images, listTags2) {
  const expanded = [];
  for (const image2 of images) {
    const [, repository, pattern] = PATTERN.exec(image2) ?? [];
    if (repository === void 0 || pattern === void 0) {
      expanded.push(image2);
      continue;
    }
    const listed = await listTags2(repository);
    if (!listed.ok) return { ok: false, message: `${image2}: ${listed.message}` };
    const tags = listed.tags.filter((tag) => fits(tag, pattern)).toSorted(compareTags);
    if (tags.length === 0) return { ok: false, message: `${image2}: none of the ${listed.tags.length} tags fits` };
    if (tags.length > MOST4) {
      return { ok: false, message: `${image2}: ${tags.length} tags fit, and ${MOST4} is the most; say it more narrowly` };
    }
    expanded.push(...tags.map((tag) => `docker://${repository}:${tag}`));
  }
  return { ok: true, images: [...new Set(expanded)] };
}
function matchesImage(asked, image2) {
  if (asked === image2) return true;
  const [, repository, pattern] = PATTERN.exec(asked) ?? [];
  const prefix = `docker://${repository}:`;
  return pattern !== void 0 && image2.startsWith(prefix) && fits(image2.slice(prefix.length), pattern);
}
function fits(tag, pattern) {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop() ?? "";
  if (!tag.startsWith(first) || !tag.endsWith(last) || tag.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = tag.indexOf(part, at);
    if (found < 0 || found + part.length > tag.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
function compareTags(a, b) {
  const [left2, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.min(left2.length, right.length); i++) {
    const [x, y] = [left2[i], right[i]];
    if (x === y) continue;
    return i % 2 === 1 && Number(x) !== Number(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left2.length - right.length;
}

// src/image/cache/layer-record.ts
import { createHash as createHash2 } from "node:crypto";
var format = "cgroup-gate layer 1\n";
var checksumLength = 32;
function recordName(key2) {
  return createHash2("sha256").update(format).update(JSON.stringify(orderedKey(key2))).digest("hex");
}
function writeRecord(key2, scan2) {
  const { entries } = scan2;
  const encoding = isLatin(entries.names) && isLatin(entries.links) ? "latin1" : "utf16le";
  const columns = [
    Buffer.from(entries.names, encoding),
    Buffer.from(entries.links, encoding),
    bytesOf(entries.types),
    bytesOf(entries.modes),
    bytesOf(entries.offsets),
    bytesOf(entries.sizes)
  ];
  const contents = [...scan2.contents];
  const head = {
    key: orderedKey(key2),
    compression: scan2.compression,
    bytes: scan2.bytes,
    ended: scan2.ended,
    count: entries.count,
    encoding,
    lengths: columns.map((column) => column.length),
    contents: contents.map(([offset, bytes]) => [offset, bytes.length]),
    binaries: [...scan2.binaries]
  };
  const json = Buffer.from(JSON.stringify(head), "utf8");
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  const body = Buffer.concat([size, json, ...columns, ...contents.map(([, bytes]) => bytes)]);
  return Buffer.concat([Buffer.from(format), createHash2("sha256").update(body).digest(), body]);
}
function readRecord(key2, bytes) {
  const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = format.length + checksumLength;
  if (record.length < start + 4 || record.toString("latin1", 0, format.length) !== format) return null;
  const body = record.subarray(start);
  if (!createHash2("sha256").update(body).digest().equals(record.subarray(format.length, start))) return null;
  try {
    return readBody(key2, body);
  } catch {
    return null;
  }
}
function readBody(key2, body) {
  const from = 4 + body.readUInt32LE(0);
  const head = JSON.parse(body.toString("utf8", 4, from));
  if (JSON.stringify(head.key) !== JSON.stringify(orderedKey(key2))) return null;
  let at = from;
  const take = (length) => {
    if (!Number.isSafeInteger(length) || length < 0 || at + length > body.length) throw new RangeError("too short");
    at += length;
    return body.subarray(at - length, at);
  };
  const [names2, links, types2, modes, offsets, sizes] = head.lengths.map(take);
  if (!names2 || !links || !types2 || !modes || !offsets || !sizes) return null;
  const contents = new Map(head.contents.map(([offset, length]) => [offset, take(length)]));
  const { count: count4 } = head;
  if (types2.length !== count4 || modes.length !== 2 * count4 || offsets.length !== 8 * count4 || sizes.length !== 8 * count4)
    return null;
  return {
    compression: head.compression,
    entries: {
      count: count4,
      names: names2.toString(head.encoding),
      links: links.toString(head.encoding),
      types: Uint8Array.from(types2),
      modes: new Uint16Array(aligned(modes)),
      offsets: new Float64Array(aligned(offsets)),
      sizes: new Float64Array(aligned(sizes))
    },
    contents,
    binaries: new Map(head.binaries),
    diffId: key2.diffId,
    storedDigest: key2.stored,
    bytes: head.bytes,
    ended: head.ended
  };
}
function orderedKey({ diffId, stored, interests, release }) {
  return { diffId, stored, interests: [...interests].sort(), release };
}
function isLatin(text2) {
  return !/[^\0-\u00ff]/.test(text2);
}
function bytesOf(column) {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}
function aligned(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

// src/image/cache/layer-memory.ts
function createLayerMemory(interests, cache) {
  const run2 = /* @__PURE__ */ new Map();
  async function fromCache(key2) {
    const bytes = await cache?.read(recordName(key2));
    return bytes ? readRecord(key2, bytes) : null;
  }
  return {
    scan: async (digests, read, failed2) => {
      const key2 = { ...digests, interests, release: VERSION };
      const name2 = `${digests.diffId} ${digests.stored}`;
      const running = run2.get(name2);
      if (running) {
        try {
          return { scan: await running, from: "run" };
        } catch {
          return { scan: await read(), from: "read" };
        }
      }
      const found = fromCache(key2).then(async (known) => {
        return known ? { scan: known, from: "cache" } : { scan: await read(), from: "read" };
      });
      const shared = found.then(({ scan: scan3 }) => scan3);
      run2.set(name2, shared);
      shared.catch(() => run2.delete(name2));
      const { scan: scan2, from } = await found;
      if (from === "read" && cache) {
        try {
          await cache.write(recordName(key2), writeRecord(key2, scan2));
        } catch (error) {
          failed2(problemText(error));
        }
      }
      return { scan: scan2, from };
    }
  };
}

// src/source/open-repository.ts
import { createHash as createHash4 } from "node:crypto";

// src/source/targets.ts
var UNKNOWN = "\0";
var DEEPEST = 4;
var ASSIGNMENT = /^\s*(?:export\s+|readonly\s+|local\s+|declare\s+(?:-\w+\s+)*|ENV\s+|ARG\s+|-\s+|var\s+|const\s+)?["']?([A-Za-z_][\w-]*)["']?\s*(?::=|\+?=|:\s|\?=)\s*["']?([^\s"'#;,]*[/.][^\s"'#;,]*)/;
var Targets = class {
  #files;
  #own = /* @__PURE__ */ new Map();
  #everywhere = /* @__PURE__ */ new Map();
  constructor(files) {
    this.#files = files;
  }
  /** How a path that is written in `file` fits a path of the image. */
  fit(written, file, imagePath) {
    if (written === null) return "maybe";
    return fitOf(this.resolve(written, file), imagePath);
  }
  /** The path with its variables filled in, where they have one value; others become U+0000. */
  resolve(written, file) {
    let path = written.trim();
    for (let depth = 0; depth < DEEPEST && /[$]|\{\{|<%|@\w+@/.test(path); depth++) {
      path = path.replace(
        /\{\{-?\s*(.*?)\s*-?\}\}|\$\{?\{?(?:var\.|local\.|env\.)?([A-Za-z_]\w*)(?::?[-=]([^}]*))?\}?\}?|<%.*?%>|@\w+@|\$\([^)]*\)/g,
        (_whole, expression, name2, fallback) => {
          const used = name2 ?? /^[.\w]*?([A-Za-z_]\w*)\s*(?:\||$)/.exec(expression ?? "")?.[1];
          const given = /default\(\s*["']([^"']+)["']/.exec(expression ?? "")?.[1] ?? fallback;
          return (used === void 0 ? void 0 : this.#valueOf(used, file)) ?? given ?? UNKNOWN;
        }
      );
    }
    return path.replace(/[$]\w*|\{\{.*/g, UNKNOWN);
  }
  /** The one value of a variable: in its own file, else in all; null where there is none, or several. */
  #valueOf(name2, file) {
    const own = this.#valuesOf(file);
    if (own.has(name2)) return own.get(name2) ?? null;
    const known = this.#everywhere.get(name2);
    if (known !== void 0) return known;
    const values = /* @__PURE__ */ new Set();
    for (const other of this.#files.values()) {
      if (!other.text.includes(name2)) continue;
      const others = this.#valuesOf(other);
      if (others.has(name2)) values.add(others.get(name2) ?? null);
    }
    const [only = null] = values;
    const value = values.size === 1 ? only : null;
    this.#everywhere.set(name2, value);
    return value;
  }
  #valuesOf(file) {
    const known = this.#own.get(file.path);
    if (known !== void 0) return known;
    const values = /* @__PURE__ */ new Map();
    for (const line of file.lines) {
      const found = line.length > 1e3 ? null : ASSIGNMENT.exec(line);
      const [, name2, value] = found ?? [];
      if (name2 === void 0 || value === void 0) continue;
      const earlier = values.get(name2);
      values.set(name2, earlier === void 0 || earlier === value ? value : null);
    }
    this.#own.set(file.path, values);
    return values;
  }
};
function fitOf(resolved, imagePath) {
  const path = resolved.replace(/\/\.?(?=\/)/g, "").replace(/^\.\//, "");
  const image2 = usrMerged(imagePath);
  const unknown = path.lastIndexOf(UNKNOWN);
  if (unknown >= 0) {
    const tail = path.slice(unknown + 1);
    if (tail === "" || tail === "/") return "maybe";
    if (!tail.startsWith("/")) return image2.endsWith(tail) ? "maybe" : "no";
    const full = usrMerged(tail);
    if (full === image2) return "yes";
    return endsWithParts(image2, tail.slice(1)) ? tail.split("/").length > 2 ? "yes" : "maybe" : "no";
  }
  if (path.startsWith("/")) return endsWithParts(usrMerged(path), image2.slice(1)) ? "yes" : "no";
  if (endsWithParts(path, image2.slice(1))) return "yes";
  if (path === "") return "no";
  return endsWithParts(image2, path) ? path.includes("/") ? "yes" : "maybe" : "no";
}
function endsWithParts(path, tail) {
  return path === tail || path.endsWith(`/${tail}`);
}
function usrMerged(path) {
  return path.replace(/^\/(lib|bin|sbin)\//, "/usr/$1/");
}

// src/source/pattern/match.ts
var Budget = class {
  #left;
  constructor(steps = 3e5) {
    this.#left = steps;
  }
  /** False once it is used up: what was matched since means nothing. */
  get holds() {
    return this.#left > 0;
  }
  spend() {
    this.#left -= 1;
    return this.#left > 0;
  }
  exhaust() {
    this.#left = 0;
  }
};
function findMatch(pattern, text2, from, budget) {
  if (!(pattern.ignoreCase ? text2.toLowerCase() : text2).includes(pattern.needs)) return null;
  for (let start = from; start <= text2.length; start++) {
    const found = matchAt(pattern.root, text2, start, budget);
    if (found !== null || !budget.holds) return found;
  }
  return null;
}
var DEEPEST2 = 3e3;
function matchAt(pattern, text2, start, budget) {
  return step(pattern, text2, start, [], 0, budget, (end2, groups) => ({
    start,
    end: end2,
    groups: [text2.slice(start, end2), ...groups.slice(1).map((group) => group && text2.slice(group[0], group[1]))]
  }));
}
function step(node, text2, at, groups, depth, budget, next) {
  if (!budget.spend()) return null;
  if (depth > DEEPEST2) {
    budget.exhaust();
    return null;
  }
  const deeper = depth + 1;
  switch (node.kind) {
    case "set":
      return at < text2.length && node.has(text2[at]) ? next(at + 1, groups, deeper) : null;
    case "start":
      return at === 0 ? next(at, groups, deeper) : null;
    case "end":
      return at === text2.length ? next(at, groups, deeper) : null;
    case "word":
    case "no-word":
      return atWordEdge(text2, at) === (node.kind === "word") ? next(at, groups, deeper) : null;
    case "group":
      return step(node.body, text2, at, groups, deeper, budget, (end2, inner, level) => {
        if (node.index === null) return next(end2, inner, level);
        const kept = [...inner];
        kept[node.index] = [at, end2];
        return next(end2, kept, level);
      });
    case "all": {
      const run2 = (index, from, held, level) => {
        const part = node.parts[index];
        if (part === void 0) return next(from, held, level);
        return step(part, text2, from, held, level, budget, (end2, inner, below) => run2(index + 1, end2, inner, below));
      };
      return run2(0, at, groups, deeper);
    }
    case "any-of":
      for (const choice of node.choices) {
        const found = step(choice, text2, at, groups, deeper, budget, next);
        if (found !== null || !budget.holds) return found;
      }
      return null;
    case "repeat": {
      const run2 = (count4, from, held, level) => {
        const more = () => count4 < node.most ? step(
          node.body,
          text2,
          from,
          held,
          level,
          budget,
          (end2, inner, below) => end2 === from && count4 >= node.least ? null : run2(count4 + 1, end2, inner, below)
        ) : null;
        if (count4 < node.least) return more();
        if (node.greedy) return more() ?? (budget.holds ? next(from, held, level) : null);
        return next(from, held, level) ?? (budget.holds ? more() : null);
      };
      return run2(0, at, groups, deeper);
    }
  }
}
function atWordEdge(text2, at) {
  return /\w/.test(text2[at - 1] ?? "") !== /\w/.test(text2[at] ?? "");
}

// src/source/pattern/parse.ts
var LONGEST7 = 2e3;
var CLASSES = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/
};
var SHORTHANDS = {
  s: /\s/,
  S: /\S/,
  w: /\w/,
  W: /\W/,
  d: /\d/,
  D: /\D/
};
var Unsupported = class extends Error {
};
function parsePattern(source, dialect, ignoreCase = false) {
  if (source.length > LONGEST7) return null;
  try {
    const reader = new Reader(source, dialect, ignoreCase);
    const root = reader.alternatives(0);
    if (reader.at !== source.length) return null;
    const needs = requiredText(root);
    return { root, needs: ignoreCase ? needs.toLowerCase() : needs, ignoreCase };
  } catch (problem) {
    if (problem instanceof Unsupported) return null;
    throw problem;
  }
}
function requiredText(node) {
  if (node.kind === "group") return requiredText(node.body);
  if (node.kind === "repeat") return node.least > 0 ? requiredText(node.body) : "";
  if (node.kind === "set") return node.literal ?? "";
  if (node.kind !== "all") return "";
  let best2 = "";
  let run2 = "";
  for (const part of node.parts) {
    if (part.kind === "set" && part.literal !== void 0) {
      run2 += part.literal;
      continue;
    }
    const inner = requiredText(part);
    best2 = [best2, run2, inner].reduce((a, b) => b.length > a.length ? b : a);
    run2 = "";
  }
  return run2.length > best2.length ? run2 : best2;
}
var Reader = class {
  at = 0;
  #groups = 0;
  #source;
  #dialect;
  #ignoreCase;
  constructor(source, dialect, ignoreCase) {
    this.#source = source;
    this.#dialect = dialect;
    this.#ignoreCase = ignoreCase;
  }
  /** The operator that stands here, by the name that it has in the extended dialect. */
  #operator() {
    const [first = "", second = ""] = [this.#source[this.at], this.#source[this.at + 1]];
    if (this.#dialect === "basic") {
      if (first === "\\" && "(){}|+?".includes(second) && second !== "") return { name: second, length: 2 };
      return first === "*" ? { name: "*", length: 1 } : null;
    }
    return "(){|+?*".includes(first) && first !== "" ? { name: first, length: 1 } : null;
  }
  alternatives(depth) {
    if (depth > 20) throw new Unsupported();
    const choices = [this.#sequence(depth)];
    while (this.#operator()?.name === "|") {
      this.at += this.#operator()?.length ?? 1;
      choices.push(this.#sequence(depth));
    }
    return choices.length === 1 ? choices[0] : { kind: "any-of", choices };
  }
  #sequence(depth) {
    const parts = [];
    while (this.at < this.#source.length) {
      const operator = this.#operator();
      if (operator?.name === "|" || operator?.name === ")") break;
      const atom = this.#atom(depth, parts.length === 0);
      parts.push(this.#repeated(atom));
    }
    return { kind: "all", parts };
  }
  #repeated(atom) {
    let node = atom;
    for (; ; ) {
      const operator = this.#operator();
      if (operator === null || !"*+?{".includes(operator.name)) return node;
      let [least, most] = operator.name === "+" ? [1, Infinity] : operator.name === "?" ? [0, 1] : [0, Infinity];
      let length = operator.length;
      if (operator.name === "{") {
        const counts = /^(\d{0,3})(,?)(\d{0,3})\\?\}/.exec(this.#source.slice(this.at + length, this.at + length + 12));
        if (counts === null || counts[1] === "" && counts[3] === "") {
          if (this.#dialect === "perl") return node;
          throw new Unsupported();
        }
        least = Number(counts[1]);
        most = counts[2] === "" ? least : counts[3] === "" ? Infinity : Number(counts[3]);
        length += counts[0].length;
      }
      this.at += length;
      let greedy = true;
      if (this.#dialect === "perl" && this.#source[this.at] === "?") {
        greedy = false;
        this.at += 1;
      } else if (this.#dialect === "perl" && this.#source[this.at] === "+") throw new Unsupported();
      node = { kind: "repeat", body: node, least, most, greedy };
    }
  }
  #atom(depth, first) {
    const operator = this.#operator();
    if (operator?.name === "(") return this.#group(depth, operator.length);
    if (operator !== null && !(operator.name === "*" && first) && operator.name !== "{") throw new Unsupported();
    const character = this.#take();
    if (character === ".") return { kind: "set", has: (one) => one !== "\n" };
    if (character === "[") return this.#bracket();
    if (character === "^" && (this.#dialect !== "basic" || first)) return { kind: "start" };
    if (character === "$" && (this.#dialect !== "basic" || this.#endsHere())) return { kind: "end" };
    if (character !== "\\") return this.#literal(character);
    return this.#escape(this.#take());
  }
  #endsHere() {
    return this.at === this.#source.length || ["|", ")"].includes(this.#operator()?.name ?? "");
  }
  #escape(escaped) {
    const shorthand = SHORTHANDS[escaped];
    if (shorthand !== void 0) return { kind: "set", has: (one) => shorthand.test(one) };
    if (escaped === "b" || escaped === "<" || escaped === ">") return { kind: "word" };
    if (escaped === "B") return { kind: "no-word" };
    if (escaped === "t") return this.#literal("	");
    if (escaped === "n") return this.#literal("\n");
    if (escaped === "r") return this.#literal("\r");
    if (escaped === "A" && this.#dialect === "perl") return { kind: "start" };
    if (/[zZ]/.test(escaped) && this.#dialect === "perl") return { kind: "end" };
    if (/[0-9A-Za-z]/.test(escaped) || escaped === "") throw new Unsupported();
    return this.#literal(escaped);
  }
  #group(depth, length) {
    this.at += length;
    let index = null;
    if (this.#dialect === "perl" && this.#source[this.at] === "?") {
      const kind = /^\?(?::|P?<\w+>)/.exec(this.#source.slice(this.at, this.at + 80))?.[0];
      if (kind === void 0) throw new Unsupported();
      this.at += kind.length;
      if (kind !== "?:") index = ++this.#groups;
    } else index = ++this.#groups;
    const body = this.alternatives(depth + 1);
    const close2 = this.#operator();
    if (close2?.name !== ")") throw new Unsupported();
    this.at += close2.length;
    return { kind: "group", index, body };
  }
  #bracket() {
    const negated = this.#source[this.at] === "^";
    if (negated) this.at += 1;
    const tests = [];
    for (let first = true; first || this.#source[this.at] !== "]"; first = false) {
      const named3 = /^\[:(\w+):\]/.exec(this.#source.slice(this.at, this.at + 12));
      if (named3 !== null) {
        const known = CLASSES[named3[1] ?? ""];
        if (known === void 0) throw new Unsupported();
        tests.push((one) => known.test(one));
        this.at += named3[0].length;
        continue;
      }
      let low = this.#take();
      if (low === "\\" && /[\\\]tnsSwWdD[./-]/.test(this.#source[this.at] ?? "")) {
        const escaped = this.#take();
        const shorthand = SHORTHANDS[escaped];
        if (shorthand !== void 0) {
          tests.push((one) => shorthand.test(one));
          continue;
        }
        low = escaped === "t" ? "	" : escaped === "n" ? "\n" : escaped;
      }
      if (this.#source[this.at] === "-" && (this.#source[this.at + 1] ?? "]") !== "]") {
        this.at += 1;
        const high = this.#take();
        tests.push((one) => one >= low && one <= high);
      } else tests.push(this.#same(low));
    }
    this.at += 1;
    return { kind: "set", has: (one) => tests.some((test) => test(one)) !== negated };
  }
  #literal(character) {
    return { kind: "set", has: this.#same(character), literal: character };
  }
  #same(character) {
    if (!this.#ignoreCase) return (one) => one === character;
    const wanted = character.toLowerCase();
    return (one) => one.toLowerCase() === wanted;
  }
  #take() {
    const character = this.#source[this.at];
    if (character === void 0) throw new Unsupported();
    this.at += 1;
    return character;
  }
};

// src/source/find/edit-words.ts
var WORD = /[A-Za-z][A-Za-z_-]{5,40}/g;
function cgroupWords(text2) {
  const words2 = text2.slice(0, 4e3).match(WORD) ?? [];
  return words2.filter((word) => {
    const bare = word.replace(/[-_]/g, "").toLowerCase();
    return editDistance(bare, "systemdcgroup") <= 2 || bare.endsWith("cgroupdriver");
  });
}
function concerns(edit, subject2) {
  const text2 = [...edit.wanted.map(({ source }) => source), ...edit.writes].join("\n").slice(0, 8e3);
  switch (subject2) {
    case "runtime-driver":
      return cgroupWords(text2).some((word) => !/driver$/i.test(word));
    case "kubelet-driver":
      return /cgroup-?driver/i.test(text2);
    case "cri":
      return /disabled_plugins|["']cri["']/.test(text2);
    case "line":
      return false;
  }
}

// src/source/find/edit-reason.ts
var FLAG = /systemdcgroup/i;
var VERSION_2 = "io.containerd.grpc.v1.cri";
var VERSION_3 = "io.containerd.cri.v1.runtime";
function whyNothing(edit, lines2) {
  const [wanted] = [...edit.wanted].sort((a, b) => Number(a.role === "anchor") - Number(b.role === "anchor"));
  if (wanted === void 0) return whyNoEffect(edit, lines2);
  const replaced = edit.wanted.some(({ role }) => role === "replaced");
  const text2 = lines2.join("\n");
  const subject2 = replaced ? "its pattern" : "its anchor";
  const near = almost(wanted, lines2);
  if (near !== null) return `${subject2} matches no line: ${near}`;
  const misspelt = cgroupWords(wanted.source).find(
    (word) => FLAG.test(text2) && !text2.includes(word) && !wanted.ignoreCase
  );
  if (misspelt !== void 0) {
    const dotted = /[\w"'\]\\]\.\w*$/.test(wanted.source.slice(0, wanted.source.indexOf(misspelt)));
    if (!dotted) return `${subject2} has “${misspelt}”, and the file has “${writtenFlag(text2)}”`;
  }
  if (/(?:options|runc|runtimes|containerd)["'\]]*\\?\.\S*systemd/i.test(wanted.source)) {
    return `${subject2} is a dotted path, and no line of the file is written so`;
  }
  const versions = tableVersions(wanted.source, text2);
  if (versions !== null) return `${subject2} ${versions}`;
  if (cgroupWords(wanted.source).length > 0 && !FLAG.test(text2) && FLAG.test(wanted.source)) {
    return `${subject2} finds no SystemdCgroup line in this file; \`containerd config default\` of 1.4, 2.0.0 to 2.0.6 and 2.1.0 to 2.1.4 writes none`;
  }
  return `${subject2} matches no line of the file`;
}
function whyNoEffect(edit, lines2) {
  const versions = tableVersions(edit.writes.join("\n"), lines2.join("\n"));
  return versions === null ? "the file of the image does not show what it sets" : `it ${versions}`;
}
function tableVersions(source, text2) {
  const plain = source.replace(/\\/g, "");
  const has = (table) => text2.includes(`${table}".containerd`) || text2.includes(`${table}'.containerd`);
  const [old, current] = [has(VERSION_2), has(VERSION_3)];
  if (plain.includes(VERSION_2) && !old && current) {
    return `names the tables of version 2 (${VERSION_2}), and the file has those of version 3 (${VERSION_3})`;
  }
  if (plain.includes(VERSION_3) && !current && old) {
    return `names the tables of version 3 (${VERSION_3}), and the file has those of version 2 (${VERSION_2})`;
  }
  return null;
}
function almost(wanted, lines2) {
  const { source } = wanted;
  if (wanted.literal) {
    const loose = lines2.findIndex((line) => line.replace(/\s+/g, "").includes(source.replace(/\s+/g, "")));
    if (loose >= 0) return `line ${loose + 1} has other blanks`;
    const cased2 = lines2.findIndex((line) => line.toLowerCase().includes(source.toLowerCase()));
    return cased2 < 0 ? null : `line ${cased2 + 1} has another case`;
  }
  const attempts2 = [
    {
      change: (text2) => text2.replace(/\$(?=$|\\?\))/g, ""),
      words: (line) => line.endsWith("\r") ? "it ends at the end of the line, and there is a carriage return (CR) there" : /#/.test(line) ? "it ends at the end of the line, and a comment follows there" : "it ends at the end of the line, and more follows there"
    },
    {
      change: (text2) => text2.replace(/^(\\?\()?\^/, "$1"),
      words: () => "it begins at the begin of the line, and blanks are there"
    },
    { change: (text2) => text2.replaceAll('"', "'"), words: () => "it has double quotes, and the file has single ones" },
    { change: (text2) => text2.replaceAll("'", '"'), words: () => "it has single quotes, and the file has double ones" },
    {
      change: (text2) => text2.replace(/(?<!\\)\\?[ ]|\\s[*+]/g, wanted.dialect === "basic" ? "[ 	]*" : "\\s*").replace(/(?<=\w)=/g, "[ 	]*=[ 	]*"),
      words: () => "its blanks are not those of the line"
    }
  ];
  for (const { change, words: words2 } of attempts2) {
    const changed = change(source);
    if (changed === source) continue;
    const hit = firstMatch({ ...wanted, source: changed }, lines2);
    if (hit !== null) return `${words2(lines2[hit])} (line ${hit + 1})`;
  }
  const cased = firstMatch({ ...wanted, ignoreCase: true }, lines2);
  if (cased !== null && !wanted.ignoreCase) return `line ${cased + 1} has another case`;
  if (wanted.dialect === "basic" && /[+?|(){}]/.test(source)) {
    const extended = firstMatch({ ...wanted, dialect: "extended" }, lines2);
    if (extended !== null) return "it is written for sed -E";
  }
  return null;
}
function firstMatch(wanted, lines2) {
  const pattern = parsePattern(wanted.source, wanted.dialect, wanted.ignoreCase);
  if (pattern === null) return null;
  const budget = new Budget(1e5);
  const index = lines2.findIndex((line) => findMatch(pattern, line, 0, budget) !== null);
  return index >= 0 && budget.holds ? index : null;
}
function writtenFlag(text2) {
  return FLAG.exec(text2)?.[0] ?? "SystemdCgroup";
}

// src/source/find/edit-outcome.ts
function outcomeOf(edit, lines2, index, laterWriter2) {
  if (lines2 === null) return { kind: "missed", reason: "the image has no such file" };
  if (!edit.keeps) return { kind: "missed", reason: `${edit.tool} without -i changes no file` };
  const own = index === null ? null : lines2[index] ?? null;
  const wrote = own !== null && edit.writes.some((text2) => couldBe(text2, own));
  const shown = lines2.some((line) => showsResult(edit, line));
  const after = edit.apply?.(lines2) ?? null;
  if (wrote) return { kind: "made", reason: misplaced(edit, lines2) };
  if (after === null) return shown ? { kind: "worked" } : { kind: "unclear", reason: whyNoEffect(edit, lines2) };
  if (edit.tool === "lineinfile" && own !== null && shown) {
    const [wanted] = edit.wanted.filter(({ role }) => role === "replaced");
    const pattern = wanted === void 0 || wanted.literal ? null : parsePattern(wanted.source, wanted.dialect);
    if (pattern !== null && findMatch(pattern, own, 0, new Budget()) !== null) {
      return {
        kind: "missed",
        reason: "lineinfile changes only the last line that its pattern matches, and this is an earlier one"
      };
    }
  }
  const touches = index !== null && !after.some(({ from, text: text2 }) => from === index && text2 === own);
  if (shown) {
    const where = misplaced(edit, lines2);
    if (where !== null) return { kind: "missed", reason: where };
    if (!touches) return { kind: "worked" };
    return {
      kind: "missed",
      reason: laterWriter2 ?? "it changed other lines, and this one was written later or is left out"
    };
  }
  if (changes(after, lines2)) {
    return {
      kind: "missed",
      reason: laterWriter2 ?? "the image's file does not show it: it ran before the file was written, or not at all"
    };
  }
  return { kind: "missed", reason: whyNothing(edit, lines2) };
}
function misplaced(edit, lines2) {
  const anchors = edit.wanted.filter(({ role }) => role === "anchor");
  if (edit.tool !== "lineinfile" || anchors.length === 0) return null;
  const found = anchors.some(({ source, dialect }) => {
    const pattern = parsePattern(source, dialect);
    const budget = new Budget();
    return pattern === null || lines2.some((line) => findMatch(pattern, line, 0, budget) !== null);
  });
  if (found) return null;
  return `${whyNothing({ ...edit, wanted: anchors }, lines2)}, so the line went to the end of the file, into whatever table is last`;
}
function changes(after, lines2) {
  return after.length !== lines2.length || after.some(({ text: text2 }, index) => text2 !== lines2[index]);
}
function couldBe(written, line) {
  const parts = literalParts(written);
  if (parts.join("").replace(/\W/g, "").length < 8) return false;
  return inOrder(parts, line);
}
function showsResult(edit, line) {
  const words2 = cgroupWords(line);
  if (words2.length === 0 && !/cgroup/i.test(line)) return false;
  const asked = edit.wanted.filter(({ role, ignoreCase }) => role === "replaced" && !ignoreCase).flatMap(({ source }) => cgroupWords(source));
  if (asked.some((word) => !line.includes(word))) return false;
  if (edit.apply === null && edit.wanted.length === 0) {
    return words2.some((word) => edit.writes.some((text2) => text2.includes(word))) && /true|systemd\b(?!_)/.test(line.replace(/systemd_?cgroup/gi, ""));
  }
  return edit.writes.some((text2) => {
    const parts = literalParts(text2);
    return parts.join("").replace(/\W/g, "").length >= 4 && inOrder(parts, line);
  });
}
function literalParts(text2) {
  return text2.split(/\\\d|\\g<\d>|\$\{?\d\}?|(?<!\\)&|\{\{.*?\}\}|\\[tn]/).map((part) => part.replace(/\\(?=[^\w])/g, "").trim()).filter((part) => part !== "");
}
function inOrder(parts, line) {
  let at = 0;
  for (const part of parts) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return parts.length > 0;
}

// src/source/build-step.ts
var LONGEST8 = 65536;
function readBuildStep(createdBy) {
  if (createdBy === null) return { kind: "unknown" };
  const text2 = createdBy.slice(0, LONGEST8).replace(/^\/bin\/sh -c #\(nop\)\s*/, "").replace(/\s*# buildkit\s*$/, "").trim();
  const copy = /^(?:COPY|ADD)\s+([\s\S]*)$/i.exec(text2)?.[1];
  if (copy !== void 0) return readCopy(copy.trim());
  const run2 = text2.replace(/^RUN\s+/i, "").replace(/^\|\d+\s+(?:\w+=\S*\s+)*/, "").replace(/^\/bin\/(?:ba|da)?sh\s+(?:-\w+\s+)*/, "");
  return run2 === "" ? { kind: "unknown" } : { kind: "run", command: squeeze(run2) };
}
function readCopy(text2) {
  if (/^(?:file|dir|multi):[0-9a-f]{16,}\b/.test(text2)) return { kind: "digest" };
  let rest = text2;
  for (let flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest); flag !== null; flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest)) {
    if (flag[1] === "from") return { kind: "other-stage" };
    rest = rest.slice(flag[0].length);
  }
  const words2 = readWords(rest);
  const to = words2.pop();
  if (to === void 0 || words2.length === 0 || words2.some((word) => word.startsWith("<<"))) return { kind: "unknown" };
  return { kind: "copy", from: words2.filter((word) => !/^(?:https?|git):|^git@/.test(word)), to };
}
function readWords(text2) {
  if (text2.startsWith("[")) {
    try {
      const parsed = JSON.parse(text2);
      if (Array.isArray(parsed) && parsed.every((word) => typeof word === "string")) return parsed;
    } catch {
    }
  }
  return [...text2.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? ""
  );
}
function squeeze(text2) {
  return text2.replace(/\\\r?\n/g, " ").replace(/\s+/g, " ").trim();
}

// src/source/find/evidence.ts
var MOST_ALIASES = 5;
function gatherEvidence(question, repository, steps) {
  const { path, bytes, provenance } = question;
  const aliases = aliasesOf(path, steps);
  const build = readBuildStep(provenance?.createdBy ?? null);
  const fitting = [];
  for (const step2 of steps.all) {
    if (step2.kind === "copy" || step2.kind === "install") continue;
    if (step2.file.aside && step2.kind !== "block" && !inHistory(step2, build)) continue;
    const resolved = step2.target === null ? null : steps.targets.resolve(step2.target, step2.file);
    const fits4 = resolved === null ? ["maybe"] : aliases.map((alias) => fitOf(resolved, alias));
    if (fits4.includes("yes")) fitting.push({ step: step2, fit: "yes" });
    else if (fits4.includes("maybe")) fitting.push({ step: step2, fit: "maybe" });
  }
  return {
    question,
    repository,
    steps,
    build,
    lines: bytes === null ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split("\n"),
    fitting,
    fits: /* @__PURE__ */ new Map(),
    shares: /* @__PURE__ */ new Map(),
    aliases
  };
}
function inHistory(step2, build) {
  if (build.kind !== "run") return false;
  const bare = step2.command.replace(/^(?:RUN|&&|-|;|\\)\s+/, "").replace(/\s*(?:\\|&&|;)$/, "");
  return bare.length >= 12 && build.command.includes(bare);
}
function aliasesOf(path, steps) {
  const aliases = [path];
  for (const step2 of steps.copies) {
    const source = steps.targets.resolve(step2.source, step2.file);
    if (!source.startsWith("/") || aliases.includes(source) || aliases.length >= MOST_ALIASES) continue;
    const target = steps.targets.resolve(step2.target ?? "", step2.file);
    const name2 = source.slice(source.lastIndexOf("/") + 1);
    if (fitOf(target, path) === "yes" || fitOf(`${target.replace(/\/$/, "")}/${name2}`, path) === "yes")
      aliases.push(source);
  }
  return aliases;
}

// src/source/find/place.ts
function wholeLine(file, line) {
  const number2 = Math.min(Math.max(line, 1), Math.max(1, file.lines.length));
  const text2 = file.lines[number2 - 1] ?? "";
  const start = text2.length - text2.trimStart().length;
  const end2 = Math.max(start, text2.trimEnd().length);
  return { path: file.path, startLine: number2, startColumn: start + 1, endLine: number2, endColumn: end2 + 1 };
}
function partOfLine(file, line, start, end2) {
  const whole = wholeLine(file, line);
  return { ...whole, startColumn: start + 1, endColumn: end2 + 1 };
}

// src/source/find/edits.ts
var MOST_EDITS = 100;
function judgeEdits(evidence) {
  const { question, lines: lines2 } = evidence;
  const index = question.location === null ? null : question.location.startLine - 1;
  const judged = [];
  let left2 = MOST_EDITS;
  for (const { step: step2, fit } of evidence.fitting) {
    if (step2.kind !== "edit" || !step2.edit.keeps && fit !== "yes") continue;
    if (left2-- === 0) break;
    const outcome = outcomeOf(step2.edit, lines2, index, laterWriter(evidence, step2));
    const about = concerns(step2.edit, question.subject);
    if (outcome.kind === "made" ? fit === "no" : !about) continue;
    if (outcome.kind === "worked") {
      if (about) judged.push(toJudged(step2, outcome, fit === "yes" ? "yes" : "maybe", evidence));
      continue;
    }
    judged.push(toJudged(step2, outcome, fit === "yes" ? "yes" : "maybe", evidence));
  }
  return judged;
}
function strayEdits(evidence) {
  const { question } = evidence;
  if (question.subject !== "runtime-driver") return [];
  const fitting = new Set(evidence.fitting.map(({ step: step2 }) => step2));
  const stray = [];
  for (const step2 of evidence.steps.all) {
    if (step2.kind !== "edit" || step2.target === null || step2.file.aside || fitting.has(step2)) continue;
    if (!concerns(step2.edit, question.subject)) continue;
    const target = evidence.steps.targets.resolve(step2.target, step2.file);
    if (!isNear(target, question.path)) continue;
    const reason = `it changes ${target.replaceAll("\0", "…")}, and containerd of this image reads ${question.path}`;
    stray.push(toJudged(step2, { kind: "missed", reason }, "other", evidence));
  }
  return stray;
}
function isNear(target, path) {
  if (target === path || !target.startsWith("/")) return false;
  return editDistance(target, path) <= 3 || /^\/(?:etc|usr\/(?:local\/)?(?:share|lib))\/containerd\//.test(target);
}
function toJudged(step2, outcome, fit, evidence) {
  const reason = outcome.kind === "worked" ? null : outcome.reason;
  const note3 = reason === null ? null : outcome.kind === "made" ? reason : `the ${step2.edit.tool} on this line had no effect: ${reason}`;
  return {
    candidate: { location: wholeLine(step2.file, step2.line), kind: "edit", note: note3, aside: step2.file.aside },
    outcome: outcome.kind,
    fit,
    named: inHistory(step2, evidence.build)
  };
}
function laterWriter({ fitting, steps, question }, edit) {
  const copy = steps.copies.find(
    (step2) => step2.file === edit.file && step2.line > edit.line && fitOf(steps.targets.resolve(step2.target ?? "", step2.file), question.path) === "yes"
  );
  const writer = fitting.find(
    ({ step: step2, fit }) => fit === "yes" && step2.file === edit.file && step2.line > edit.line && (step2.kind === "generate" || step2.kind === "configure" || (step2.kind === "block" || step2.kind === "write") && !step2.appends)
  )?.step;
  const later2 = writer ?? copy;
  if (later2 === void 0) return null;
  const what = later2.kind === "configure" ? later2.program : "a later step";
  return `${what} writes the file again (${later2.file.path}:${later2.line})`;
}

// src/source/find/kubelet-settings.ts
var SETS_DRIVER = /--cgroup-driver[= ]["']?\w|cgroupDriver["']?\s*:/;
function idleKubeletSettings(evidence) {
  const { question, steps } = evidence;
  if (question.subject !== "kubelet-driver" || question.location !== null) return [];
  return steps.all.flatMap((step2) => {
    if (step2.target === null || step2.file.aside) return [];
    const line = settingLine(step2);
    const target = steps.targets.resolve(step2.target, step2.file);
    if (line === null || !/kubelet|kubeadm/.test(target)) return [];
    const note3 = `it sets the kubelet's driver in ${target.replaceAll("\0", "…")}, from where the kubelet of this image does not take it`;
    const candidate = { location: wholeLine(step2.file, line), kind: "edit", note: note3, aside: step2.file.aside };
    return [{ candidate, named: false }];
  });
}
function settingLine(step2) {
  switch (step2.kind) {
    case "write":
      return step2.texts.find(({ text: text2 }) => SETS_DRIVER.test(text2))?.line ?? null;
    case "edit":
      return step2.edit.writes.some((text2) => SETS_DRIVER.test(text2)) ? step2.line : null;
    case "block": {
      const index = step2.file.lines.slice(step2.from - 1, step2.to).findIndex((text2) => SETS_DRIVER.test(text2));
      return index < 0 ? null : step2.from + index;
    }
    default:
      return null;
  }
}

// src/source/lines/template.ts
var EXPRESSION = /\{\{[-~]?\s*#?(?:if|unless|with|range|each)\b.*\{\{[-~]?\s*(?:end|\/\w+)\s*[-~]?\}\}|\{%[-+]?\s*(?:if|for)\b.*\{%[-+]?\s*end\w+\s*[-+]?%\}|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|%\{[^}]*\}|@[A-Za-z_]\w*@|%[sdvtq](?!\w)/g;
var STEERING = /^\s*(?:\{%.*%\}|\{\{[-~]?\s*(?:if|else|end|range|with|define|block|template|#|\/|\/\*).*\}\}|\{#.*#\}|<%-?\s*[^=].*%>|%\{.*\})\s*$/;
var LONGEST9 = 2e3;
function onlySteers(line) {
  return line.length <= LONGEST9 && STEERING.test(line);
}
function expressionsOf(line) {
  if (line.length > LONGEST9) return [];
  return [...line.matchAll(EXPRESSION)].map((match) => ({ text: match[0], start: match.index }));
}
function couldMake(templateLine, made) {
  const line = templateLine.trim();
  const wanted = made.trim();
  const parts = literalParts2(line);
  if (parts.length < 2) return false;
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.join("").replace(/\W/g, "").length < 5) return false;
  if (!wanted.startsWith(first) || !wanted.endsWith(last) || wanted.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = wanted.indexOf(part, at);
    if (found < 0 || found + part.length > wanted.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
function literalParts2(line) {
  const parts = [];
  let at = 0;
  for (const { text: text2, start } of expressionsOf(line)) {
    parts.push(line.slice(at, start));
    at = start + text2.length;
  }
  if (parts.length > 0) parts.push(line.slice(at));
  return parts;
}

// src/source/lines/unwrap.ts
var LONGEST10 = 500;
var WRAPPED = /^(?:-\s+)?(?:(?:echo|printf)\s+(?:-[neE]+\s+)?|["'][\w.-]+["']\s*:\s*|\w+\s*\+?=\s*)?(["'`])(.*)\1\s*[,;+)\]\\]*\s*(?:(?:\||>>?|&&|;)\s*\S.*)?$/;
function unwrap(line) {
  const plain = line.trim();
  if (plain.length > LONGEST10) return [plain];
  const texts = /* @__PURE__ */ new Set([plain]);
  const bare = plain.replace(/(?:\\n)?\s*\\$/, "").trim();
  texts.add(bare);
  const inner = WRAPPED.exec(plain)?.[2];
  if (inner !== void 0) {
    texts.add(
      inner.replace(/(?:\\[rn])+$/, "").replaceAll('\\"', '"').replaceAll("\\'", "'").trim()
    );
  }
  texts.delete("");
  return [...texts];
}

// src/source/lines/runs.ts
var FARTHEST = 400;
var MOST_STARTS = 200;
var SECTION_REACH = 200;
function soughtLine(lines2, index) {
  const trimmed = lines2.map((line) => line.trim());
  const own = trimmed[index];
  if (own === void 0 || own === "") return null;
  const words2 = own.match(/[\w.-]+/g) ?? [own];
  const key2 = /^[\w.-]+(?=\s*[=:])/.exec(own)?.[0];
  const needle = key2 ?? words2.reduce((a, b) => b.length > a.length ? b : a);
  const written = lines2[index];
  const indent = written.length - written.trimStart().length;
  return { lines: trimmed, all: new Set(trimmed), index, section: sectionAbove(trimmed, index), indent, needle };
}
function findRuns(file, sought) {
  if (!file.text.includes(sought.needle)) return [];
  const runs = [];
  const wanted = sought.lines[sought.index];
  for (const [index, line] of file.lines.entries()) {
    if (!line.includes(sought.needle)) continue;
    const how = fits2(line, wanted);
    if (how === null) continue;
    runs.push(runAt(file, index, sought, how === "template"));
    if (runs.length >= MOST_STARTS) break;
  }
  return runs;
}
function runAt(file, index, sought, templated) {
  let length = 1;
  let telling = isTelling(sought.lines[sought.index]) ? 1 : 0;
  for (const direction of [-1, 1]) {
    let [here, there] = [index, sought.index];
    for (let count4 = 0; count4 < FARTHEST; count4++) {
      here = nextWithText(file.lines, here, direction);
      there = nextWithText(sought.lines, there, direction);
      const [line, other] = [file.lines[here], sought.lines[there]];
      if (line === void 0 || other === void 0 || fits2(line, other) === null) break;
      length += 1;
      if (isTelling(other)) telling += 1;
    }
  }
  const section = sectionAbove(
    file.lines.slice(Math.max(0, index - SECTION_REACH), index + 1).map(sectionText),
    Math.min(index, SECTION_REACH)
  );
  const sameSection = sought.section === null || section === null ? sought.section === section ? true : null : sameHeader(section, sought.section);
  return { line: index + 1, length, telling, sameSection, templated };
}
function nextWithText(lines2, from, direction) {
  let at = from + direction;
  while (at >= 0 && at < lines2.length && (lines2[at].trim() === "" || onlySteers(lines2[at]))) {
    at += direction;
  }
  return at;
}
function fits2(line, wanted) {
  const texts = unwrap(line);
  if (texts.includes(wanted)) return "same";
  if (expressionsOf(line).length === 0) return null;
  return texts.some((text2) => couldMake(text2, wanted)) ? "template" : null;
}
function sectionAbove(lines2, index) {
  for (let at = Math.min(index, lines2.length - 1); at >= 0; at--) {
    const line = lines2[at].trim();
    if (/^\[.*\]\s*(?:#.*)?$/.test(line)) return line;
  }
  return null;
}
function sectionText(line) {
  return unwrap(line).find((text2) => /^\[[^\]]*\]/.test(text2) && !/^\[["']/.test(text2)) ?? "";
}
function sameHeader(a, b) {
  const bare = (text2) => text2.replace(/["'\\\s]/g, "").replace(/#.*$/, "");
  return bare(a) === bare(b) || couldMake(a, b);
}
function isTelling(line) {
  if (line.length < 12) return false;
  return !/^(?:SystemdCgroup|systemd_cgroup|version|runtime_type|imports|root|state|oom_score|cgroupDriver|apiVersion|kind)\b/i.test(
    line
  );
}

// src/source/find/makers.ts
function generators(evidence, unmended) {
  const { lines: lines2, question } = evidence;
  if (lines2 === null || question.location === null) return [];
  const handler3 = lines2[question.location.startLine - 1] ?? "";
  const section = sectionAbove(lines2, question.location.startLine - 1) ?? handler3;
  const own = /nvidia/i.test(section);
  return makersOf(evidence, (step2) => {
    if (step2.kind === "configure") {
      return own ? `${step2.program} adds this handler${unmended ? ", without SystemdCgroup" : ""}` : null;
    }
    if (step2.kind !== "generate" || own || !looksGenerated(lines2)) return null;
    return unmended ? "this line generates the file, and nothing after it sets SystemdCgroup = true" : "this line generates the file";
  });
}
function bringers(evidence) {
  const { lines: lines2, question } = evidence;
  if (lines2 === null) {
    const removed = makersOf(
      evidence,
      (step2) => step2.kind === "remove" ? `this line removes ${question.path}, so containerd's defaults hold` : null
    );
    return removed.filter(({ fit }) => fit === "yes");
  }
  if (question.subject === "line" || !isPackaged(lines2) || question.path !== "/etc/containerd/config.toml") return [];
  const makers = [];
  for (const step2 of evidence.steps.all) {
    if (step2.kind !== "install" || step2.file.aside || !step2.packages.some((name3) => /^(?:containerd\.io|docker-ce)\b/.test(name3)))
      continue;
    const note3 = "the package installed here brings this file, and nothing in the repository writes another one";
    const text2 = step2.file.lines[step2.line - 1] ?? "";
    const at = text2.search(/containerd\.io|docker-ce/);
    const name2 = /^[\w.+-]+/.exec(text2.slice(Math.max(at, 0)))?.[0] ?? "";
    const location3 = at < 0 ? wholeLine(step2.file, step2.line) : partOfLine(step2.file, step2.line, at, at + Math.max(1, name2.length));
    const candidate = { location: location3, kind: "step", note: note3, aside: step2.file.aside };
    makers.push({ candidate, fit: "yes", named: inHistory(step2, evidence.build) });
  }
  return makers;
}
function makersOf(evidence, noteFor) {
  const makers = [];
  for (const { step: step2, fit } of evidence.fitting) {
    if (fit === "no") continue;
    const note3 = noteFor(step2);
    if (note3 === null) continue;
    const candidate = {
      location: wholeLine(step2.file, step2.line),
      kind: "step",
      note: note3,
      aside: step2.file.aside
    };
    makers.push({ candidate, fit, named: inHistory(step2, evidence.build) });
  }
  return makers;
}
function looksGenerated(lines2) {
  const has = (text2) => lines2.some((line) => text2.test(line));
  return has(/^\s*version\s*=/) && has(/^\s*oom_score\s*=/) && has(/^\s*\[grpc\]/) && has(/^\s*\[plugins\]|^\s*\[plugins\./);
}
function isPackaged(lines2) {
  const active = lines2.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  return active.length <= 2 && active.some((line) => /^disabled_plugins\s*=\s*\[\s*["']cri["']\s*\]/.test(line));
}

// src/source/find/question.ts
var MOST_CANDIDATES3 = 5;

// src/source/find/template-note.ts
var LONGEST11 = 120;
var READ = /* @__PURE__ */ new WeakMap();
function linesOf(file) {
  const lines2 = READ.get(file) ?? readTemplateLines(file.text).lines;
  READ.set(file, lines2);
  return lines2;
}
function templateNote(evidence, file, line) {
  const text2 = file.lines[line - 1] ?? "";
  const template = /\{[{%]/.test(file.text) ? linesOf(file)[line - 1] : void 0;
  const conditions = [...template?.branches.map(({ condition: condition2 }) => condition2) ?? [], ...template?.inner ?? []];
  const used = expressionsOf(text2).map((one) => one.text).filter((one) => !/^\{[%{][-~+]?\s*#?(?:if|unless|with|range|each|for|else|elif|end|\/)/.test(one));
  const said = [];
  if (used.length > 0)
    said.push(`${quoted(used[0])} gives the value${definedAt(evidence, used[0])}`);
  const condition = conditions.at(-1);
  if (condition !== void 0) said.push(`the condition ${quoted(condition)} decides${definedAt(evidence, condition)}`);
  return said.length === 0 ? null : `a template: ${said.join(", and ")}`;
}
function leftOutFlag(file, header) {
  for (let number2 = header + 1; number2 <= Math.min(file.lines.length, header + 60); number2++) {
    const text2 = file.lines[number2 - 1].trim();
    if (/^\[[^\]]*\]$/.test(text2)) return null;
    if (/^SystemdCgroup\s*=/.test(text2)) return number2;
  }
  return null;
}
function definedAt(evidence, expression) {
  const inner = expression.replace(/^[\s{%$<@=(-]+|[\s}%>@)-]+$/g, "");
  const name2 = /[A-Za-z_]\w*$/.exec(/^[\s.\w]*/.exec(inner)?.[0].trim() ?? "")?.[0];
  if (name2 === void 0 || name2.length < 4) return "";
  const assigned = new RegExp(`^\\s*(?:export\\s+|ENV\\s+|ARG\\s+|-\\s+)?["']?${name2}["']?\\s*[:=](?!=)\\s*\\S`);
  const places2 = [];
  for (const file of evidence.repository.files.values()) {
    if (file.aside || !file.text.includes(name2)) continue;
    for (const [index, line] of file.lines.entries()) {
      if (line.length < 1e3 && assigned.test(line)) places2.push(`${file.path}:${index + 1}`);
      if (places2.length > 1) return "";
    }
  }
  return places2.length === 1 ? ` (set at ${places2[0]})` : "";
}
function quoted(text2) {
  const short = text2.length > LONGEST11 ? `${text2.slice(0, LONGEST11)}…` : text2;
  return `“${short}”`;
}

// src/source/lines/containment.ts
function shareInImage(lines2, from, to, image2) {
  let counted2 = 0;
  let found = 0;
  for (let number2 = Math.max(1, from); number2 <= Math.min(to, lines2.length); number2++) {
    const line = lines2[number2 - 1].trim();
    if (line === "" || /^(?:#|;|\/\/)/.test(line) || onlySteers(line) || expressionsOf(line).length > 0) continue;
    if (!isTelling(line) && !line.startsWith("[")) continue;
    counted2 += 1;
    if (unwrap(line).some((text2) => image2.has(text2))) found += 1;
  }
  return counted2 < 2 ? null : found / counted2;
}

// src/source/steps/task-blocks.ts
var KEY = /^(\s*(?:-\s+)*)["']?([A-Za-z_][\w.-]*)["']?\s*:(?:\s+(.*))?$/;
function readKeyLine(line) {
  const found = line.length > 2e3 ? null : KEY.exec(line);
  return found === null ? null : { indent: found[1].length, key: found[2], rest: (found[3] ?? "").trim() };
}
function valuesBelow(file, line) {
  const head = readKeyLine(file.lines[line - 1] ?? "");
  if (head === null) return [];
  const values = [];
  let level = null;
  const last = Math.min(file.lines.length, line + 400);
  for (let number2 = line + 1; number2 <= last; number2++) {
    const text2 = file.lines[number2 - 1];
    if (text2.trim() === "" || /^\s*#/.test(text2)) continue;
    const indent = text2.length - text2.trimStart().length;
    if (indent <= head.indent) break;
    level ??= indent;
    if (indent !== level) continue;
    const entry2 = readKeyLine(text2);
    if (entry2 === null || text2.trimStart().startsWith("-")) continue;
    const value = readValue(file, number2, entry2);
    values.push(value);
    if (value.block !== null) number2 = Math.max(number2, value.block.to);
  }
  return values;
}
function readValue(file, number2, entry2) {
  const { key: key2, rest, indent } = entry2;
  if (!/^[|>][-+0-9]*(?:\s|$)/.test(rest)) return { key: key2, value: unquote(rest), line: number2, block: null };
  let to = number2;
  const last = Math.min(file.lines.length, number2 + 5e3);
  for (let below = number2 + 1; below <= last; below++) {
    const text2 = file.lines[below - 1];
    if (text2.trim() !== "" && text2.length - text2.trimStart().length <= indent - (dashesBefore(file, number2) ? 2 : 0))
      break;
    if (text2.trim() !== "") to = below;
  }
  const lines2 = file.lines.slice(number2, to);
  const least = Math.min(...lines2.filter((one) => one.trim() !== "").map((one) => one.length - one.trimStart().length));
  const value = lines2.map((one) => one.slice(least)).join("\n");
  return { key: key2, value, line: number2, block: to > number2 ? { from: number2 + 1, to } : null };
}
function dashesBefore(file, number2) {
  return /^\s*-/.test(file.lines[number2 - 1] ?? "");
}
function unquote(text2) {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text2);
  if (double !== null) {
    return double[1].replace(
      /\\(.)/g,
      (_, one) => one === "n" ? "\n" : one === "t" ? "	" : one === "r" ? "\r" : one === '"' || one === "\\" ? one : `\\${one}`
    );
  }
  const single2 = /^'((?:[^']|'')*)'/.exec(text2);
  if (single2 !== null) return single2[1].replaceAll("''", "'");
  return text2.replace(/\s+#.*$/, "").trim();
}

// src/source/lines/yaml-target.ts
var TARGET_KEYS = /* @__PURE__ */ new Set(["path", "dest", "destination", "target", "file", "filename", "destfile"]);
var REACH = 1500;
var LEVELS = 4;
function yamlBlockAround(file, line) {
  if (!/\.(?:ya?ml|bu|fcc|j2|tmpl|tpl|cfg)$/i.test(file.path) && !file.text.startsWith("#cloud-config")) return null;
  const header = blockHeader(file, line);
  if (header === null) return null;
  const lines2 = { from: header + 1, to: blockEnd(file, header) };
  let at = header;
  for (let level = 0; level < LEVELS; level++) {
    const target = siblingTarget(file, at);
    if (target !== null) return { target, ...lines2 };
    const parent = parentOf2(file, at);
    if (parent === null || /^\s*-/.test(file.lines[at - 1])) break;
    at = parent;
  }
  return { target: null, ...lines2 };
}
function blockHeader(file, line) {
  let least = indentOf(file.lines[line - 1]);
  for (let number2 = line - 1; number2 >= Math.max(1, line - REACH); number2--) {
    const text2 = file.lines[number2 - 1];
    if (text2.trim() === "") continue;
    const indent = indentOf(text2);
    if (indent >= least) continue;
    if (/(?::|^\s*-)\s+[|>][-+0-9]*\s*(?:#.*)?$/.test(text2)) return number2;
    least = indent;
    if (least === 0) return null;
  }
  return null;
}
function siblingTarget(file, line) {
  const level = keyColumn(file.lines[line - 1]);
  for (const direction of [-1, 1]) {
    for (let number2 = line + direction; number2 >= 1 && number2 <= file.lines.length; number2 += direction) {
      if (Math.abs(number2 - line) > REACH) break;
      const text2 = file.lines[number2 - 1];
      if (text2.trim() === "") continue;
      const column = keyColumn(text2);
      const dashed = /^\s*-\s/.test(text2);
      if (column < level || direction > 0 && dashed && indentOf(text2) < level) break;
      const entry2 = column === level ? readKeyLine(text2) : null;
      if (entry2 !== null && TARGET_KEYS.has(entry2.key)) return readValue(file, number2, entry2).value;
      if (direction < 0 && dashed && column === level) break;
    }
    if (direction < 0 && /^\s*-\s/.test(file.lines[line - 1])) continue;
  }
  return null;
}
function parentOf2(file, line) {
  const level = keyColumn(file.lines[line - 1]);
  for (let number2 = line - 1; number2 >= Math.max(1, line - REACH); number2--) {
    const text2 = file.lines[number2 - 1];
    if (text2.trim() !== "" && keyColumn(text2) < level && readKeyLine(text2) !== null) return number2;
  }
  return null;
}
function blockEnd(file, header) {
  const level = indentOf(file.lines[header - 1]);
  let end2 = header;
  for (let number2 = header + 1; number2 <= Math.min(file.lines.length, header + 2 * REACH); number2++) {
    const text2 = file.lines[number2 - 1];
    if (text2.trim() === "") continue;
    if (indentOf(text2) <= level) break;
    end2 = number2;
  }
  return end2;
}
function keyColumn(text2) {
  return /^(?:\s|-\s)*/.exec(text2)?.[0].length ?? 0;
}
function indentOf(text2) {
  return text2.length - text2.trimStart().length;
}

// src/source/repository.ts
import { createHash as createHash3 } from "node:crypto";
var LARGEST = 1024 * 1024;
var LARGEST_TOTAL = 64 * 1024 * 1024;
var MOST_FILES = 2e4;
var AT_ONCE = 32;
var NO_SOURCE = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|html?|svg|ipynb|lock|sum|map|min\.js|min\.css|po|pot|diff|patch|log)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|CHANGELOG[^/]*|LICENSE[^/]*)$/i;
var BINARY = /\.(?:png|jpe?g|gif|ico|webp|pdf|zip|gz|tgz|xz|zst|bz2|tar|jar|so|a|o|exe|dll|wasm|woff2?|ttf|eot|mp4|qcow2|iso|deb|rpm)$/i;
var ASIDE = /(?:^|\/)(?:docs?|documentation|examples?|samples?|tests?|testdata|fixtures|golden|e2e|__tests__)\/|[._](?:test|spec)\.[a-z]+$/i;
async function readRepository(checkout) {
  const all = (await checkout.files()).filter(({ path }) => isPlainPath(path)).sort((a, b) => compare(a.path, b.path)).slice(0, MOST_FILES);
  const wanted = [];
  let total = 0;
  for (const file of all) {
    if (file.size > LARGEST || NO_SOURCE.test(file.path) || BINARY.test(file.path)) continue;
    total += file.size;
    if (total > LARGEST_TOTAL) break;
    wanted.push(file);
  }
  const files = /* @__PURE__ */ new Map();
  const byLength = /* @__PURE__ */ new Map();
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((file) => checkout.read(file.path)));
    for (const [index, bytes] of read.entries()) {
      const { path } = some[index];
      if (bytes === null || bytes.length > LARGEST || bytes.subarray(0, 8192).includes(0)) continue;
      const text2 = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      files.set(path, new Text(path, text2));
      note2(byLength, String(text2.length - carriageReturns(text2)), path);
    }
  }
  const unread = /* @__PURE__ */ new Map();
  for (const { path, blobId } of all) {
    if (blobId !== null && !files.has(path) && !NO_SOURCE.test(path)) note2(unread, blobId.toLowerCase(), path);
  }
  return {
    files,
    paths: all.map(({ path }) => path),
    sameContent: (bytes) => {
      const text2 = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      const ids = unread.size === 0 ? [] : [blobIdOf(bytes, "sha1"), blobIdOf(bytes, "sha256")];
      const plain = text2.replaceAll("\r\n", "\n");
      const equal = (byLength.get(String(plain.length)) ?? []).filter(
        (path) => files.get(path)?.text.replaceAll("\r\n", "\n") === plain
      );
      const found = [...equal, ...ids.flatMap((id2) => unread.get(id2) ?? [])];
      return found.sort(compare);
    }
  };
}
function isPlainPath(path) {
  return path.length <= 1e3 && !/^\/|^[a-z]:|\\|[\p{Cc}\p{Cf}\ud800-\udfff]/iu.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
function blobIdOf(bytes, algorithm) {
  return createHash3(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
var Text = class {
  path;
  text;
  aside;
  #lines = null;
  constructor(path, text2) {
    this.path = path;
    this.text = text2;
    this.aside = ASIDE.test(path);
  }
  get lines() {
    this.#lines ??= this.text.split(/\r\n|\n/);
    return this.#lines;
  }
};
function carriageReturns(text2) {
  let count4 = 0;
  for (let at = text2.indexOf("\r\n"); at >= 0; at = text2.indexOf("\r\n", at + 2)) count4 += 1;
  return count4;
}
function note2(map, key2, path) {
  const paths = map.get(key2);
  if (paths === void 0) map.set(key2, [path]);
  else paths.push(path);
}
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/source/find/copies.ts
var TEMPLATE_SUFFIX = /\.(?:j2|jinja2?|tmpl|tpl|template|tftpl|erb|hbs|in|envsubst|gotmpl)$/i;
function untemplated(path) {
  return path.replace(TEMPLATE_SUFFIX, "");
}
function copyFit(step2, repoPath, imagePath, targets) {
  const target = targets.resolve(step2.target ?? "", step2.file);
  return sourceFit(targets.resolve(step2.source, step2.file), target, repoPath, imagePath, folderOf(step2.file.path));
}
function sourceFit(source, target, repoPath, imagePath, folder = "") {
  const parts = source.replaceAll("\0", "").replace(/^(?:\.?\/)+/, "").replace(/\/\.$/, "/");
  const bare = parts.replace(/\/+$/, "");
  if (matchesFile(repoPath, bare)) {
    const name2 = bare.slice(bare.lastIndexOf("/") + 1);
    const own = name2.includes("*") ? repoPath.slice(repoPath.lastIndexOf("/") + 1) : name2;
    return better(target.endsWith("/") ? "no" : fitOf(target, imagePath), fitOf(joined(target, own), imagePath));
  }
  let best2 = "no";
  for (const rest of restsBelow(repoPath, bare === "." ? "" : bare, folder)) {
    best2 = better(best2, fitOf(joined(target, untemplated(rest)), imagePath));
  }
  return best2;
}
function matchesFile(repoPath, source) {
  if (source === "" || source === ".") return false;
  if (!source.includes("*")) return endsWithParts(repoPath, source) || endsWithParts(`/${source}`, repoPath);
  const [before2 = "", after = ""] = source.slice(source.lastIndexOf("/") + 1).split("*", 2);
  const name2 = repoPath.slice(repoPath.lastIndexOf("/") + 1);
  const folder = source.includes("/") ? source.slice(0, source.lastIndexOf("/")) : "";
  const at = repoPath.includes("/") ? repoPath.slice(0, repoPath.lastIndexOf("/")) : "";
  return name2.startsWith(before2) && name2.endsWith(after) && (folder === "" || endsWithParts(at, folder));
}
function restsBelow(repoPath, source, folder) {
  if (source === "") {
    const own = folder !== "" && repoPath.startsWith(`${folder}/`) ? [repoPath.slice(folder.length + 1)] : [];
    return [...own, repoPath];
  }
  const rests = [];
  for (let at = repoPath.indexOf(`${source}/`); at >= 0; at = repoPath.indexOf(`${source}/`, at + 1)) {
    if (at === 0 || repoPath[at - 1] === "/") rests.push(repoPath.slice(at + source.length + 1));
  }
  return rests;
}
function joined(folder, name2) {
  return `${folder.replace(/\/+$/, "")}/${name2}`;
}
function folderOf(path) {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
function better(a, b) {
  return a === "yes" || b === "yes" ? "yes" : a === "maybe" || b === "maybe" ? "maybe" : "no";
}
function fileFit(file, imagePath, copies, targets) {
  let fit = "no";
  let named3 = false;
  for (const step2 of copies) {
    const own = copyFit(step2, file.path, imagePath, targets);
    if (own === "yes") return { fit: "yes", copied: true };
    fit = better(fit, own);
    const source = targets.resolve(step2.source, step2.file).replace(/^(?:\.?\/)+/, "");
    named3 ||= source.includes("/") && endsWithParts(file.path, source);
  }
  if (fit === "maybe") return { fit, copied: true };
  const path = untemplated(file.path);
  if (endsWithParts(path, imagePath.slice(1))) return { fit: "yes", copied: false };
  if (named3 && !copies.some((step2) => isPassing(step2, file, targets))) return { fit: "no", copied: true };
  return { fit: "maybe", copied: false };
}
function isPassing(step2, file, targets) {
  const source = targets.resolve(step2.source, step2.file).replace(/^(?:\.?\/)+/, "");
  const target = targets.resolve(step2.target ?? "", step2.file);
  return endsWithParts(file.path, source) && !/^\/(?:etc|usr\/lib|lib|var\/lib)\//.test(target);
}

// src/source/find/written-lines.ts
var LEAST_SHARE = 0.6;
var MOST_RUNS2 = 1e3;
function writtenLines(evidence) {
  const { question, lines: lines2 } = evidence;
  const { location: location3, bytes } = question;
  if (location3 === null || lines2 === null || bytes === null) return [];
  const plain = lines2.map((line) => line.replace(/\r$/, ""));
  if (!isInside(location3, plain)) return [];
  const sought = soughtLine(plain, location3.startLine - 1);
  const identical = identicalFiles(evidence, bytes, plain);
  if (sought === null) return identical;
  const known = new Set(identical.map(({ candidate }) => candidate.location.path));
  const found = [...identical];
  let left2 = MOST_RUNS2;
  for (const file of evidence.repository.files.values()) {
    if (left2 <= 0) return identical;
    if (known.has(file.path)) continue;
    for (const run2 of findRuns(file, sought)) {
      left2 -= 1;
      const line = judgeRun(evidence, file, run2, sought);
      if (line !== null) found.push(line);
    }
  }
  found.push(...printedLines(evidence, sought));
  return distinct(found);
}
function isInside({ startLine, endLine, endColumn }, lines2) {
  const last = lines2[endLine - 1];
  return startLine <= endLine && last !== void 0 && endColumn <= last.length + 1;
}
function identicalFiles(evidence, bytes, plain) {
  const { question, repository } = evidence;
  const location3 = question.location;
  const telling = plain.filter((line) => isTelling(line.trim())).length;
  const found = [];
  for (const path of repository.sameContent(bytes)) {
    const file = repository.files.get(path);
    const fit = file === void 0 ? "maybe" : fitOfFile(evidence, file);
    const named3 = isNamed(evidence, path);
    if (file?.aside && fit !== "yes" && !named3) continue;
    if (telling < 2 && fit !== "yes" && !sameName(path, question.path)) continue;
    found.push({
      candidate: { location: { ...location3, path }, kind: "line", note: null, aside: file?.aside ?? false },
      fit: fit === "no" ? "maybe" : fit,
      named: named3,
      length: plain.length,
      identical: true
    });
  }
  return found;
}
function judgeRun(evidence, file, run2, sought) {
  if (run2.sameSection === false) return null;
  const block2 = blockAround(evidence, file, run2.line);
  const fit = block2 === null ? fitOfFile(evidence, file) : block2.fit;
  const named3 = isNamed(evidence, file.path) || block2?.step != null && inHistory(block2.step, evidence.build);
  if ((fit === "no" || file.aside) && !named3) return null;
  const region2 = block2 ?? (isConfiguration(file, evidence) ? { from: 1, to: file.lines.length } : null);
  const share = region2 === null ? null : shareOf(evidence, file, region2, sought);
  if (share !== null && share < LEAST_SHARE && !named3) return null;
  const own = sought.lines[sought.index];
  const shown = run2.sameSection === true && sought.section !== null;
  const enough = run2.telling >= 2 || shown && run2.length >= (region2 === null ? 3 : 2) || region2 !== null && isTelling(own) && own.length >= 20;
  const namesake = block2 === null && sameName(file.path, evidence.question.path);
  if (fit !== "yes" && !named3 && !enough && !(namesake && run2.sameSection !== null)) return null;
  const noted = run2.templated || expressionsOf(file.text.slice(0, 2e5)).length > 0;
  const template = noted ? templateNote(evidence, file, run2.line) : null;
  return {
    candidate: {
      location: valuePlace(file, run2.line, sought, evidence.question.location),
      kind: run2.templated || template !== null ? "template" : "line",
      note: template,
      aside: file.aside
    },
    fit,
    named: named3,
    length: run2.length,
    identical: false
  };
}
function blockAround(evidence, file, line) {
  const inner = (evidence.steps.blocks.get(file.path) ?? []).filter((step2) => step2.from <= line && step2.to >= line).reduce((a, b) => a === null || b.from >= a.from ? b : a, null);
  if (inner !== null) {
    const own = evidence.fitting.find(({ step: step2 }) => step2 === inner);
    return { fit: own?.fit ?? "no", step: inner, from: inner.from, to: inner.to };
  }
  const yaml = yamlBlockAround(file, line);
  if (yaml === null) return null;
  const { from, to } = yaml;
  if (yaml.target === null) return { fit: "maybe", step: null, from, to };
  const fit = evidence.aliases.map((alias) => evidence.steps.targets.fit(yaml.target, file, alias)).reduce((a, b) => better(a, b), "no");
  return { fit, step: null, from, to };
}
function shareOf(evidence, file, { from, to }, sought) {
  const key2 = `${from} ${to} ${file.path}`;
  const known = evidence.shares.get(key2);
  if (known !== void 0) return known;
  const share = shareInImage(file.lines, from, to, sought.all);
  evidence.shares.set(key2, share);
  return share;
}
function isConfiguration(file, evidence) {
  const plain = untemplated(file.path);
  if (plain !== file.path || sameName(file.path, evidence.question.path)) return true;
  return /\.(?:toml|conf|cfg|ini|ya?ml|env|service|default|txt)$/i.test(plain);
}
function printedLines(evidence, sought) {
  const own = sought.lines[sought.index];
  const found = [];
  for (const { step: step2, fit } of evidence.fitting) {
    if (step2.kind !== "write" || step2.file.aside && !inHistory(step2, evidence.build)) continue;
    const texts = step2.texts.map(({ text: text2 }) => text2);
    const at = texts.findIndex((text2) => fits2(text2, own) !== null);
    const telling = isTelling(own) || texts.some((text2) => sought.section !== null && text2.trim() === sought.section);
    if (at < 0 || fit !== "yes" && !telling) continue;
    const line = step2.texts[at]?.line ?? step2.line;
    found.push({
      candidate: {
        location: valuePlace(step2.file, line, sought, evidence.question.location),
        kind: "line",
        note: null,
        aside: step2.file.aside
      },
      fit,
      named: inHistory(step2, evidence.build),
      length: texts.filter((text2) => sought.lines.includes(text2.trim())).length,
      identical: false
    });
  }
  return found;
}
function fitOfFile(evidence, file) {
  const known = evidence.fits.get(file.path);
  if (known !== void 0) return known;
  const fit = evidence.aliases.map((alias) => fileFit(file, alias, evidence.steps.copies, evidence.steps.targets).fit).reduce((a, b) => better(a, b), "no");
  evidence.fits.set(file.path, fit);
  return fit;
}
function isNamed({ build, question }, path) {
  if (build.kind !== "copy") return false;
  return build.from.some((source) => sourceFit(source, build.to, path, question.path) === "yes");
}
function sameName(repoPath, imagePath) {
  const name2 = (path) => path.slice(path.lastIndexOf("/") + 1);
  return name2(untemplated(repoPath)) === name2(imagePath);
}
function valuePlace(file, line, sought, image2) {
  const text2 = file.lines[line - 1] ?? "";
  const own = sought.lines[sought.index];
  const at = text2.indexOf(own);
  const start = image2.startColumn - 1 - sought.indent;
  const end2 = image2.endColumn - 1 - sought.indent;
  const oneLine = image2.startLine === image2.endLine && start >= 0 && end2 > start && end2 <= own.length;
  if (at >= 0 && oneLine) return partOfLine(file, line, at + start, at + end2);
  const [expression] = expressionsOf(text2);
  if (at < 0 && expression !== void 0) {
    return partOfLine(file, line, expression.start, expression.start + expression.text.length);
  }
  return wholeLine(file, line);
}
function distinct(lines2) {
  const best2 = /* @__PURE__ */ new Map();
  for (const line of [...lines2].sort(byStrength)) {
    const { path, startLine } = line.candidate.location;
    const key2 = `${path}:${startLine}`;
    if (!best2.has(key2)) best2.set(key2, line);
  }
  return [...best2.values()];
}
function byStrength(a, b) {
  return strength(b) - strength(a) || b.length - a.length || compare(a.candidate.location.path, b.candidate.location.path) || a.candidate.location.startLine - b.candidate.location.startLine;
}
function strength({ candidate, fit, named: named3, identical }) {
  return (named3 ? 8 : 0) + (identical ? 4 : 0) + (fit === "yes" ? 2 : 0) + (candidate.aside ? 0 : 1);
}

// src/source/find/find-source.ts
function findSource(question, repository, steps) {
  const evidence = gatherEvidence(question, repository, steps);
  const written = writtenLines(evidence);
  const edits = judgeEdits(evidence);
  const copied = written.filter(({ named: named3 }) => named3);
  if (evidence.build.kind === "copy" && copied.length > 0) return chooseWritten(evidence, copied, edits);
  const made = edits.filter(({ outcome, fit }) => outcome === "made" && fit === "yes");
  if (made.length > 0) return choose(evidence, best(made));
  const missed = edits.filter(({ outcome, fit }) => outcome === "missed" && fit === "yes");
  if (missed.length > 0 && !saysOtherwise(written, missed)) return choose(evidence, best(missed));
  const unclear = edits.filter(({ outcome, fit }) => (outcome === "unclear" || outcome === "missed") && fit === "yes");
  if (unclear.length > 0 && written.length === 0) return choose(evidence, best(unclear));
  const worked = edits.some(({ outcome }) => outcome === "worked");
  const stray = worked ? [] : strayEdits(evidence);
  if (stray.length > 0 && !written.some(({ identical }) => identical)) return choose(evidence, best(stray));
  const makers = generators(evidence, question.subject === "runtime-driver" && !worked);
  const sure = makers.filter(({ fit }) => fit === "yes");
  if (written.length > 0) {
    const [first] = [...written].sort(byStrength);
    const weak = first !== void 0 && first.fit !== "yes" && !first.named;
    if (weak && sure.length > 0) {
      const both = first.identical && !first.candidate.aside ? [...written.filter(({ identical }) => identical), ...sure] : sure;
      return choose(evidence, best(both));
    }
    return chooseWritten(evidence, written, edits);
  }
  if (unclear.length > 0) return choose(evidence, best(unclear));
  if (sure.length > 0) return choose(evidence, best(sure));
  const perhaps = edits.filter(({ outcome, fit }) => fit === "maybe" && (outcome === "missed" || outcome === "made"));
  if (perhaps.length > 0) return choose(evidence, best(perhaps));
  if (makers.length > 0) return choose(evidence, best(makers));
  const idle = idleKubeletSettings(evidence);
  return choose(evidence, idle.length > 0 ? best(idle) : best(bringers(evidence)));
}
function saysOtherwise(written, missed) {
  return written.some(
    ({ identical, candidate, fit }) => identical && fit === "yes" && !candidate.aside && missed.every((edit) => edit.candidate.aside)
  );
}
function best(all) {
  const named3 = all.filter((one) => one.named);
  const some = named3.length > 0 ? named3 : all;
  const built = some.filter(({ candidate }) => !candidate.aside);
  return built.length > 0 ? built : some;
}
function chooseWritten(evidence, written, edits) {
  const sorted = [...written].sort(byStrength);
  const [first, second] = sorted;
  if (first === void 0) return choose(evidence, []);
  const equal = sorted.filter((one) => strength(one) === strength(first) && one.length === first.length);
  if (equal.length > 1) return choose(evidence, equal);
  const contested = second !== void 0 && !first.identical && !first.named && second.length > 2 * first.length + 4;
  if (contested) return choose(evidence, [first, second]);
  const answer2 = choose(evidence, [first]);
  const flag = conditionalFlag(evidence, first, edits);
  return flag ?? answer2;
}
function conditionalFlag(evidence, written, edits) {
  const { question, lines: lines2, repository } = evidence;
  if (question.subject !== "runtime-driver" || question.location === null || edits.length > 0) return null;
  if (!/^\s*\[/.test(lines2?.[question.location.startLine - 1] ?? "")) return null;
  const file = repository.files.get(written.candidate.location.path);
  const line = file === void 0 ? null : leftOutFlag(file, written.candidate.location.startLine);
  if (file === void 0 || line === null || written.identical) return null;
  const note3 = templateNote(evidence, file, line) ?? "this line is not in the image: the image may be older than the repository";
  return { repo: wholeLine(file, line), kind: "template", note: note3, candidates: [] };
}
function choose(evidence, candidates2) {
  const distinct2 = [...new Map(candidates2.map((one) => [key(one.candidate), one.candidate])).values()].sort(byPlace);
  const [only, ...others] = distinct2;
  if (only === void 0) return notFound(evidence);
  if (others.length === 0) return { repo: only.location, kind: only.kind, note: only.note, candidates: [] };
  const notes = new Set(distinct2.map(({ note: note3 }) => note3));
  const [shared] = notes;
  const why = notes.size === 1 && shared ? `; of each holds: ${shared}` : "";
  return {
    repo: null,
    kind: null,
    note: `${distinct2.length} lines of the repository could have made it, and nothing tells which${why}`,
    candidates: distinct2.slice(0, MOST_CANDIDATES3).map(({ location: location3 }) => location3)
  };
}
function notFound(evidence) {
  const { question, build, repository } = evidence;
  const origin2 = describeOrigin(question.provenance);
  const where = origin2 === null ? "" : `; it comes from ${origin2}`;
  const none2 = { repo: null, kind: null, candidates: [] };
  if (question.location === null && question.bytes === null) {
    return { ...none2, note: `no line of the repository writes or removes ${question.path}` };
  }
  if (build.kind === "copy") {
    const there = repository.paths.find(
      (path) => build.from.some((source) => source !== "." && path.endsWith(source.replace(/^\.?\//, "")))
    );
    if (there !== void 0) {
      return {
        ...none2,
        note: `${there} is copied there, but has no such line now: the image is older or newer than the repository${where}`
      };
    }
  }
  return { ...none2, note: `no line of the repository was found that made it${where}` };
}
function key({ location: location3 }) {
  return `${location3.path}:${location3.startLine}`;
}
function byPlace(a, b) {
  const [left2, right] = [a.location, b.location];
  return left2.path < right.path ? -1 : left2.path > right.path ? 1 : left2.startLine - right.startLine;
}

// src/source/pattern/substitute.ts
function substitute(text2, { pattern, replace, which }, budget) {
  let out = "";
  let from = 0;
  let count4 = 0;
  let changed = false;
  while (from <= text2.length) {
    const match = findMatch(pattern, text2, from, budget);
    if (match === null) break;
    count4 += 1;
    const here = which === "all" || which === count4;
    out += text2.slice(from, match.start) + (here ? replace(match.groups) : text2.slice(match.start, match.end));
    changed ||= here;
    from = match.end;
    if (match.start === match.end) {
      out += text2[from] ?? "";
      from += 1;
    }
    if (typeof which === "number" && count4 >= which) break;
  }
  if (!changed || !budget.holds) return null;
  return out + text2.slice(from);
}
function sedReplacement(source) {
  return (groups) => source.replace(/\\([\s\S])|&/g, (whole, escaped) => {
    if (whole === "&") return groups[0] ?? "";
    if (escaped === void 0) return whole;
    if (/\d/.test(escaped)) return groups[Number(escaped)] ?? "";
    if (escaped === "n") return "\n";
    if (escaped === "t") return "	";
    return /[UuLlE]/.test(escaped) ? "" : escaped;
  });
}
function perlReplacement(source) {
  return (groups) => source.replace(/\\g<(\d)>|\\(\d)|\$\{?(\d)\}?|\\([nt\\$/&])/g, (_whole, a, b, c, escaped) => {
    if (escaped !== void 0) return escaped === "n" ? "\n" : escaped === "t" ? "	" : escaped;
    return groups[Number(a ?? b ?? c)] ?? "";
  });
}

// src/source/edits/ansible.ts
function lineInFile(args) {
  const regexp = args.get("regexp") ?? args.get("regex");
  const search = args.get("search_string");
  const line = args.get("line") ?? "";
  const after = anchorOf(args.get("insertafter"), "EOF");
  const before2 = anchorOf(args.get("insertbefore"), "BOF");
  const wanted = [];
  if (regexp !== void 0) wanted.push(perlWanted(regexp, "replaced"));
  if (search !== void 0) wanted.push({ ...perlWanted(search, "replaced"), literal: true });
  for (const anchor of [after, before2]) if (anchor !== null) wanted.push(perlWanted(anchor, "anchor"));
  const absent2 = args.get("state") === "absent";
  const apply = (lines2) => {
    const budget = new Budget();
    const pattern = regexp === void 0 ? null : parsePattern(regexp, "perl");
    if (regexp !== void 0 && pattern === null) return null;
    const hits = (text2) => pattern !== null ? findMatch(pattern, text2, 0, budget) !== null : search !== void 0 ? text2.includes(search) : text2 === line;
    const kept = unedited(lines2);
    if (absent2) {
      const left2 = kept.filter(({ text: text2 }) => !hits(text2));
      return budget.holds ? left2 : null;
    }
    const last = lines2.findLastIndex(hits);
    if (!budget.holds) return null;
    if (last >= 0) {
      const match = pattern === null ? null : findMatch(pattern, lines2[last], 0, budget);
      const text2 = args.get("backrefs") && match !== null ? perlReplacement(line)(match.groups) : line;
      return kept.map((one, index) => index === last ? { text: text2, from: index } : one);
    }
    if (/^(?:true|yes)$/i.test(args.get("backrefs") ?? "")) return kept;
    if (lines2.includes(line)) return kept;
    const anchored = after ?? before2;
    const anchor = anchored === null ? null : parsePattern(anchored, "perl");
    if (anchored !== null && anchor === null) return null;
    const at = anchor === null ? -1 : lines2.findLastIndex((text2) => findMatch(anchor, text2, 0, budget) !== null);
    if (!budget.holds) return null;
    const end2 = lines2.at(-1) === "" ? lines2.length - 1 : lines2.length;
    const place4 = args.get("insertbefore") === "BOF" ? 0 : at < 0 ? end2 : after === null ? at : at + 1;
    return [...kept.slice(0, place4), { text: line, from: null }, ...kept.slice(place4)];
  };
  return { tool: "lineinfile", wanted, writes: absent2 ? [] : [line], apply, keeps: true };
}
function replaceAll(args) {
  const source = args.get("regexp") ?? "";
  const replacement = args.get("replace") ?? "";
  const wanted = [perlWanted(source, "replaced")];
  for (const name2 of ["after", "before"]) {
    const limit = args.get(name2);
    if (limit !== void 0) wanted.push(perlWanted(limit, "anchor"));
  }
  const limited = wanted.length > 1;
  const apply = limited ? null : substituting(source, "perl", false, perlReplacement(replacement));
  return { tool: "replace", wanted, writes: replacement.split("\n"), apply, keeps: true };
}
function blockInFile(args) {
  const block2 = (args.get("block") ?? args.get("content") ?? "").split("\n");
  const anchor = anchorOf(args.get("insertafter"), "EOF") ?? anchorOf(args.get("insertbefore"), "BOF");
  const wanted = anchor === null ? [] : [perlWanted(anchor, "anchor")];
  return { tool: "blockinfile", wanted, writes: block2, apply: null, keeps: true };
}
function substituting(source, dialect, ignoreCase, replace, which = "all") {
  const pattern = /\\n|\n|\(\?[a-z]*s/.test(source) ? null : parsePattern(source, dialect, ignoreCase);
  if (pattern === null) return null;
  return (lines2) => {
    const budget = new Budget();
    const edited = lines2.map((line, from) => ({
      text: substitute(line, { pattern, replace, which }, budget) ?? line,
      from
    }));
    return budget.holds ? edited : null;
  };
}
function replacingText(find, put, once4 = false) {
  if (find === "" || find.includes("\n")) return null;
  return (lines2) => lines2.map((line, from) => ({
    text: once4 ? line.replace(find, () => put) : line.replaceAll(find, () => put),
    from
  }));
}
function unedited(lines2) {
  return lines2.map((text2, from) => ({ text: text2, from }));
}
function anchorOf(value, word) {
  return value === void 0 || value === word || value === "" ? null : value;
}
function perlWanted(source, role) {
  return { source, dialect: "perl", literal: false, ignoreCase: false, role };
}

// src/source/steps/ansible-steps.ts
var MODULES = /* @__PURE__ */ new Set([
  "lineinfile",
  "replace",
  "blockinfile",
  "copy",
  "template",
  "file",
  "apt",
  "yum",
  "dnf",
  "package",
  "ini_file",
  "get_url"
]);
var COLLECTION = /^(?:ansible\.(?:builtin|legacy|posix)|community\.general)\./;
var MOST_TASKS = 1e3;
function ansibleSteps(file) {
  if (!/\.ya?ml$/i.test(file.path)) return [];
  const steps = [];
  let left2 = MOST_TASKS;
  for (const [index, text2] of file.lines.entries()) {
    if (/^\s*#/.test(text2)) continue;
    const head = readKeyLine(text2);
    const module = head?.key.replace(COLLECTION, "") ?? "";
    if (head === null || !MODULES.has(module)) continue;
    if (left2-- === 0) break;
    const values = head.rest === "" ? valuesBelow(file, index + 1) : inlineValues(head.rest, index + 1);
    if (values.length > 0) steps.push(...moduleSteps(file, index + 1, module, values));
  }
  return steps;
}
function inlineValues(rest, line) {
  if (rest.length > 4e3) return [];
  return [...rest.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:\{\{.*?\}\}|\S)+)/g)].map((match) => ({
    key: match[1],
    value: unquote(match[2]),
    line,
    block: null
  }));
}
function moduleSteps(file, line, module, values) {
  const args = new Map(values.map(({ key: key2, value }) => [key2, value]));
  const target = args.get("path") ?? args.get("dest") ?? args.get("destfile") ?? args.get("name") ?? null;
  const lineOf = (...keys) => keys.map((key2) => values.find((one) => one.key === key2)?.line).find((one) => one !== void 0) ?? line;
  const end2 = Math.max(line, ...values.map((one) => one.block?.to ?? one.line));
  const at = { file, target, command: squeeze(file.lines.slice(line - 1, end2).join("\n")) };
  switch (module) {
    case "replace":
      return [{ ...at, kind: "edit", line: lineOf("regexp"), edit: replaceAll(args) }];
    case "lineinfile":
      return [
        { ...at, kind: "edit", line: lineOf("regexp", "regex", "search_string", "line"), edit: lineInFile(args) }
      ];
    case "blockinfile": {
      const block2 = values.find(({ key: key2 }) => key2 === "block" || key2 === "content");
      if (block2?.block == null) return [{ ...at, kind: "edit", line: lineOf("block"), edit: blockInFile(args) }];
      const { from, to } = block2.block;
      return [
        { ...at, kind: "edit", line: block2.line, edit: blockInFile(args) },
        { ...at, kind: "block", line: block2.line, from, to, appends: true }
      ];
    }
    case "copy":
    case "template":
    case "get_url": {
      const source = args.get("src");
      if (source !== void 0) return [{ ...at, kind: "copy", line: lineOf("src"), source }];
      const content = values.find(({ key: key2 }) => key2 === "content");
      if (content === void 0) return [];
      const generated = registeredDump(file, content.value);
      if (generated !== null)
        return [{ ...at, kind: "generate", line: generated, program: "containerd config default" }];
      if (content.block === null) {
        const texts = content.value.split("\n").map((text2) => ({ text: text2, line: content.line }));
        return [{ ...at, kind: "write", line: content.line, texts, appends: false }];
      }
      return [{ ...at, kind: "block", line: content.line, ...content.block, appends: false }];
    }
    case "file":
      return args.get("state") === "absent" ? [{ ...at, kind: "remove", line: lineOf("path", "dest") }] : [];
    case "ini_file": {
      const edit = { tool: "ini_file", wanted: [], writes: [[...args.values()].join(" ")], apply: null, keeps: true };
      return [{ ...at, kind: "edit", line: lineOf("option"), edit }];
    }
    default: {
      const packages = packagesBelow(file, line, end2, args.get("name") ?? args.get("pkg") ?? "");
      const own = packages.find(({ name: name2 }) => /^containerd(?:\.io)?\b/.test(name2));
      return [
        { ...at, target: null, kind: "install", line: own?.line ?? line, packages: packages.map(({ name: name2 }) => name2) }
      ];
    }
  }
}
function registeredDump(file, content) {
  const name2 = /^\{\{\s*(\w+)\.stdout\b[^}]*\}\}$/.exec(content.trim())?.[1];
  if (name2 === void 0) return null;
  const register = file.lines.findIndex((line) => new RegExp(`^\\s*register:\\s*["']?${name2}["']?\\s*$`).test(line));
  for (let index = register; index >= Math.max(0, register - 10); index--) {
    if (/\bcontainerd config (?:default|dump)\b/.test(file.lines[index] ?? "")) return index + 1;
  }
  return null;
}
function packagesBelow(file, line, end2, name2) {
  const packages = name2.split(/[\s,[\]"']+/).filter((one) => one !== "").map((one) => ({ name: one, line }));
  for (let number2 = line + 1; number2 <= Math.min(file.lines.length, end2 + 30); number2++) {
    const text2 = file.lines[number2 - 1];
    const item = /^\s*-\s+["']?([\w.+=*~:{} -]+?)["']?\s*$/.exec(text2)?.[1];
    if (/^\s*-\s+(?:name|hosts)\s*:/.test(text2)) break;
    const named3 = /^\s*(?:name|pkg)\s*:\s*["']?([\w.+-]+)/.exec(text2)?.[1];
    const found = item ?? named3;
    if (found !== void 0) packages.push({ name: found, line: number2 });
  }
  return packages;
}

// src/source/steps/code-steps.ts
var STRING = String.raw`[rRfFbu]{0,2}("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\x60[^\x60]*\x60)`;
var CALLS = [
  {
    name: "re.sub",
    head: /\bre\.subn?\(/,
    parts: new RegExp(String.raw`\bre\.subn?\(\s*${STRING}\s*,\s*${STRING}`),
    literal: false
  },
  {
    name: "regexp",
    head: /regexp\.MustCompile\(/,
    parts: new RegExp(
      String.raw`regexp\.MustCompile\(\s*${STRING}\s*\)[\s\S]{0,200}?ReplaceAll(?:String)?\([^,]*,\s*(?:\[\]byte\()?${STRING}`
    ),
    literal: false
  },
  {
    name: "strings.Replace",
    head: /\b(?:strings|bytes)\.Replace(?:All)?\(/,
    parts: new RegExp(
      String.raw`\b(?:strings|bytes)\.Replace(?:All)?\([^,"'\x60]*,\s*(?:\[\]byte\()?${STRING}\)?\s*,\s*(?:\[\]byte\()?${STRING}`
    ),
    literal: true
  },
  {
    name: "replace",
    head: /\.(?:replace|replaceAll|gsub|sub)\(/,
    parts: new RegExp(String.raw`\.(?:replace|replaceAll|gsub|sub)\(\s*${STRING}\s*,\s*${STRING}`),
    literal: true
  }
];
var CODE = /\.(?:py|go|[cm]?[jt]s|rb|rs|java|kt)$|(?:^|\/)[^./]+$/;
var NEAR = 60;
var PATH = /["'`](\/(?:etc|usr|var|lib|run|opt)\/[\w./@-]+)["'`]/;
function codeSteps(file) {
  if (!CODE.test(file.path)) return [];
  const steps = [];
  for (const [index, line] of file.lines.entries()) {
    if (line.length > 2e3) continue;
    const call = CALLS.find(({ head }) => head.test(line));
    if (call === void 0) continue;
    const text2 = file.lines.slice(index, index + 6).join("\n").slice(0, 4e3);
    const found = call.parts.exec(text2);
    if (found === null || text2.slice(0, found.index).includes("\n")) continue;
    const target = pathNear(file, index);
    if (target === null) continue;
    const [source, put] = [
      readString(found[1], found[0], call.literal),
      readString(found[2], found[0], true)
    ];
    const edit = {
      tool: call.name,
      wanted: [{ source, dialect: "perl", literal: call.literal, ignoreCase: false, role: "replaced" }],
      writes: put.split("\n"),
      apply: call.literal ? replacingText(source, put) : substituting(source, "perl", false, perlReplacement(put)),
      keeps: true
    };
    const inside = text2.slice(0, found.index + found[0].indexOf(found[1])).split("\n").length - 1;
    steps.push({
      kind: "edit",
      file,
      line: index + 1 + inside,
      target,
      command: found[0].replace(/\s+/g, " "),
      edit
    });
  }
  return steps;
}
function pathNear(file, index) {
  for (let distance = 0; distance <= NEAR; distance++) {
    for (const at of [index - distance, index + distance]) {
      const path = PATH.exec((file.lines[at] ?? "").slice(0, 2e3))?.[1];
      if (path !== void 0) return path;
    }
  }
  return null;
}
function readString(written, call, literal2) {
  const inner = written.slice(1, -1);
  if (written.startsWith("`")) return inner;
  const raw = /[rR]$/.test(call.slice(0, Math.max(0, call.indexOf(written))));
  if (raw || !literal2) return raw ? inner : inner.replace(/\\(["'\\])/g, "$1");
  return inner.replace(/\\(.)/g, (_, one) => one === "n" ? "\n" : one === "t" ? "	" : one);
}
function uploadSteps(file) {
  if (!/\.(?:hcl|json|tf|tofu|ya?ml)$/i.test(file.path)) return [];
  const steps = [];
  const field = /^\s*["']?(source|destination)["']?\s*[=:]\s*["']([^"']+)["']/;
  for (const [index, line] of file.lines.entries()) {
    const own = line.length > 2e3 ? null : field.exec(line);
    if (own?.[1] !== "destination") continue;
    for (const distance of [-1, 1, -2, 2, -3, 3]) {
      const other = field.exec((file.lines[index + distance] ?? "").slice(0, 2e3));
      if (other?.[1] !== "source") continue;
      const at = { file, line: index + 1 + distance, target: own[2] };
      steps.push({ ...at, kind: "copy", source: other[2], command: `${other[0].trim()} ${own[0].trim()}` });
      break;
    }
  }
  return steps;
}

// src/source/shell/tokens.ts
function readCommandLine(source) {
  const { text: text2 } = source;
  const pipelines = [];
  let commands = [];
  let words2 = [];
  let redirects = [];
  let heredoc = null;
  let current = null;
  let currentAt = 0;
  let pending = null;
  let afterOperator = false;
  let open4 = false;
  let at = 0;
  const add = (piece) => {
    if (current === null) currentAt = at;
    current = (current ?? "") + piece;
    afterOperator = false;
  };
  const endWord = () => {
    if (current === null) return;
    if (pending === "<<") heredoc = current;
    else if (pending === ">" || pending === ">>" || pending === "<")
      redirects.push({ operator: pending, target: current });
    else if (pending === null) words2.push({ text: current, line: source.lineOf(currentAt) });
    pending = null;
    current = null;
  };
  const endCommand = () => {
    endWord();
    if (words2.length > 0 || redirects.length > 0) commands.push({ words: words2, redirects, heredoc });
    words2 = [];
    redirects = [];
    heredoc = null;
  };
  const endPipeline = () => {
    endCommand();
    const line = commands[0]?.words[0]?.line ?? source.lineOf(at);
    if (commands.length > 0) pipelines.push({ commands, line });
    commands = [];
  };
  while (at < text2.length) {
    const character = text2[at];
    const next = text2[at + 1] ?? "";
    if (character === "\\") {
      if (next === "\n") {
        at = skipCommentLines(text2, at + 2);
        continue;
      }
      add(next);
      at += 2;
    } else if (character === "'") {
      const end2 = text2.indexOf("'", at + 1);
      open4 = end2 < 0;
      add(text2.slice(at + 1, open4 ? text2.length : end2));
      at = open4 ? text2.length : end2 + 1;
    } else if (character === '"') {
      add("");
      at += 1;
      while (at < text2.length && text2[at] !== '"') {
        if (text2[at] === "\\" && /["\\$`\n]/.test(text2[at + 1] ?? "")) at += 1;
        if (text2[at] !== "\n" || text2[at - 1] !== "\\") add(text2[at]);
        at += 1;
      }
      open4 = at >= text2.length;
      at += 1;
    } else if (character === "$" && next === "(") {
      const end2 = closing(text2, at + 1);
      add(text2.slice(at, end2));
      at = end2;
    } else if (character === "{" && next === "{") {
      const end2 = text2.indexOf("}}", at);
      const stop = end2 < 0 ? at + 2 : end2 + 2;
      add(text2.slice(at, stop));
      at = stop;
    } else if (character === " " || character === "	" || character === "\r") {
      endWord();
      at += 1;
    } else if (character === "\n") {
      endWord();
      if (!afterOperator) break;
      at = skipCommentLines(text2, at + 1);
    } else if (character === "#" && current === null) {
      const end2 = text2.indexOf("\n", at);
      at = end2 < 0 ? text2.length : end2;
    } else if (character === ">" || character === "<") {
      const operator = /^(?:<<<|<<-?|>>|>\||[<>]&?)/.exec(text2.slice(at, at + 3))?.[0] ?? character;
      const descriptor2 = current !== null && /^[0-9]$/.test(current) ? current : null;
      if (descriptor2 !== null) current = null;
      endWord();
      at += operator.length;
      if (operator === "<<" || operator === "<<-") pending = "<<";
      else if (operator === "<<<") pending = "<<<";
      else if (operator.endsWith("&") || descriptor2 !== null && descriptor2 !== "1") pending = "other";
      else pending = operator === ">>" ? ">>" : operator === "<" ? "<" : ">";
    } else if (character === "|" && next !== "|") {
      endCommand();
      afterOperator = true;
      at += next === "&" ? 2 : 1;
    } else if (character === "&" && next === ">") {
      endWord();
      at += 1;
    } else if (character === ";" || character === "&" || character === "|") {
      endPipeline();
      const double = next === character;
      afterOperator = double && character !== ";";
      at += double ? 2 : 1;
    } else if ((character === "(" || character === ")") && current === null) {
      endPipeline();
      at += 1;
    } else if (character === ")") {
      endPipeline();
      at += 1;
    } else {
      add(character);
      at += 1;
    }
  }
  endPipeline();
  return { pipelines, end: Math.min(at, text2.length), open: open4 };
}
function skipCommentLines(text2, from) {
  let at = from;
  for (; ; ) {
    const comment2 = /^[ \t]*#[^\n]*\n/.exec(text2.slice(at, at + 500));
    if (comment2 === null) return at;
    at += comment2[0].length;
  }
}
function closing(text2, from) {
  let depth = 0;
  for (let at = from; at < text2.length; at++) {
    if (text2[at] === "(") depth += 1;
    if (text2[at] === ")" && --depth === 0) return at + 1;
  }
  return text2.length;
}

// src/source/shell/commands.ts
var TOOLS = [
  "sed gsed perl awk gawk tee cat echo printf containerd nvidia-ctk rm unlink cp mv install ln envsubst gomplate",
  "tomlq yq dasel crudini apt-get apt yum dnf microdnf tdnf zypper apk COPY ADD"
].flatMap((line) => line.split(" "));
var KNOWN = new Set(TOOLS);
var NAMES = TOOLS.map((name2) => name2 === "containerd" ? "containerd(?=\\s+config\\s)" : name2).join("|");
var STARTS = new RegExp(`(?:^|[\\s;&|("'\`@!\\[,{/])(${NAMES})(?=["']?\\s*,|\\s|["']\\])`);
var COMMENT = /^\s*(?:#(?!!)|\/\/)/;
var MOST_LINES = 80;
var LONGEST12 = 8192;
var MOST_CHARACTERS = 8e6;
function findPipelines(file) {
  const found = [];
  let left2 = MOST_CHARACTERS;
  for (let index = 0; index < file.lines.length && left2 > 0; index++) {
    const line = file.lines[index];
    if (line.length > LONGEST12 || COMMENT.test(line)) continue;
    const start = STARTS.exec(line);
    if (start === null) continue;
    const column = start.index + start[0].length - (start[1]?.length ?? 0);
    left2 -= LONGEST12 / 8;
    const list3 = readList(file, index, column);
    if (list3 !== null) {
      found.push({ ...list3, here: null });
      index = Math.max(index, list3.endLine - 1);
      continue;
    }
    const text2 = commandText(file, index, column, openQuote(line.slice(0, column)));
    left2 -= text2.text.length;
    let tokens = readCommandLine(text2);
    if (tokens.open) {
      const only = line.slice(column);
      tokens = readCommandLine({ text: only, lineOf: () => index + 1 });
    }
    const endLine = text2.lineOf(Math.max(0, tokens.end - 1));
    let last = endLine;
    for (const pipeline of tokens.pipelines) {
      const word = pipeline.commands.find(({ heredoc }) => heredoc !== null)?.heredoc ?? null;
      const here = word === null ? null : hereDocument(file, last, word);
      if (word !== null) left2 -= here === null ? 5e3 * 20 : 0;
      if (here !== null) last = here.endLine + 1;
      found.push({ ...pipeline, endLine, here });
    }
    const runs = tokens.pipelines.some(({ commands }) => commands.some((command) => writesHere(command)));
    index = Math.max(index, (runs ? last : endLine) - 1);
  }
  return found;
}
function toolOf(command) {
  for (const [index, { text: text2 }] of command.words.slice(0, 10).entries()) {
    const name2 = text2.slice(text2.lastIndexOf("/") + 1);
    if (KNOWN.has(name2)) return { name: name2, words: command.words.slice(index + 1) };
  }
  return null;
}
function writesHere(command) {
  return command.heredoc !== null && ["cat", "tee", "COPY", "ADD"].includes(toolOf(command)?.name ?? "");
}
function hereDocument(file, after, word) {
  const limit = Math.min(file.lines.length, after + 5e3);
  for (let line = after + 1; line <= limit; line++) {
    if (file.lines[line - 1].trim() === word) return { startLine: after + 1, endLine: line - 1 };
  }
  return null;
}
function openQuote(before2) {
  let open4 = null;
  for (let at = 0; at < before2.length; at++) {
    const character = before2[at];
    if (open4 !== "'" && character === "\\") at += 1;
    else if (open4 === null && (character === '"' || character === "'")) open4 = character;
    else if (open4 === character) open4 = null;
  }
  return open4;
}
function commandText(file, index, column, quote2) {
  let text2 = "";
  const starts = [];
  const last = Math.min(file.lines.length, index + MOST_LINES);
  for (let at = index; at < last && text2.length < LONGEST12; at++) {
    starts.push(text2.length);
    text2 += `${at === index ? file.lines[at].slice(column) : file.lines[at]}
`;
  }
  const lineOf = (offset) => index + Math.max(1, starts.filter((start) => start <= offset).length);
  if (quote2 === null) return { text: text2, lineOf };
  const origins = [];
  let inner = "";
  for (let at = 0; at < text2.length; at++) {
    const character = text2[at];
    const next = text2[at + 1] ?? "";
    if (quote2 === '"' && character === "\\" && (next === '"' || next === "\\")) at += 1;
    else if (quote2 === '"' && character === "\\" && next === "n") {
      inner += "\n";
      origins.push(at);
      at += 1;
      continue;
    } else if (quote2 === "'" && character === "'" && next === "'") at += 1;
    else if (character === quote2) break;
    inner += text2[at];
    origins.push(at);
  }
  return { text: inner, lineOf: (offset) => lineOf(origins[Math.min(offset, origins.length - 1)] ?? 0) };
}
function readList(file, index, column) {
  const text2 = commandText(file, index, column, null);
  const head = /^([\w-]+)["']?\s*,/.exec(text2.text);
  if (head === null) return null;
  const words2 = [{ text: head[1], line: index + 1 }];
  const item = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)'|`([^`]*)`|([^\s,\])"'][^,\])\n]*))\s*(,|\]|\))/y;
  item.lastIndex = head[0].length;
  let end2 = head[0].length;
  for (let match = item.exec(text2.text); match !== null; match = item.exec(text2.text)) {
    const [, double, single2, raw, bare, separator] = match;
    const value = double === void 0 ? single2?.replaceAll("''", "'") ?? raw ?? bare?.trim() ?? "" : double.replace(
      /\\(.)/g,
      (_, one) => one === "n" ? "\n" : one === '"' || one === "\\" ? one : `\\${one}`
    );
    words2.push({ text: value, line: text2.lineOf(match.index + (match[0].length - match[0].trimStart().length)) });
    end2 = item.lastIndex;
    if (separator !== ",") break;
  }
  if (words2.length < 2) return null;
  return {
    commands: [{ words: words2, redirects: [], heredoc: null }],
    line: index + 1,
    endLine: text2.lineOf(Math.max(0, end2 - 1))
  };
}

// src/source/edits/sed-script.ts
var Unread = class extends Error {
};
function readSedScript(script) {
  try {
    const reader = new Reader2(script);
    const commands = reader.commands(0);
    return reader.done ? commands : null;
  } catch (problem) {
    if (problem instanceof Unread) return null;
    throw problem;
  }
}
function sedDialect(extended) {
  return extended ? "extended" : "basic";
}
var Reader2 = class {
  #at = 0;
  #text;
  constructor(text2) {
    this.#text = text2;
  }
  get done() {
    return this.#at >= this.#text.length;
  }
  commands(depth) {
    if (depth > 5) throw new Unread();
    const commands = [];
    for (; ; ) {
      this.#skip(/[\s;]/);
      if (this.done) return commands;
      if (this.#text[this.#at] === "}") return commands;
      if (this.#text[this.#at] === "#") {
        const end2 = this.#text.indexOf("\n", this.#at);
        this.#at = end2 < 0 ? this.#text.length : end2;
        continue;
      }
      commands.push(this.#command(depth));
      if (commands.length > 200) throw new Unread();
    }
  }
  #command(depth) {
    const addresses = [];
    const first = this.#address();
    if (first !== null) {
      addresses.push(first);
      this.#skip(/\s/);
      if (this.#text[this.#at] === ",") {
        this.#at += 1;
        this.#skip(/\s/);
        const second = this.#address();
        if (second === null) throw new Unread();
        addresses.push(second);
      }
    }
    this.#skip(/\s/);
    const negated = this.#text[this.#at] === "!";
    if (negated) this.#at += 1;
    this.#skip(/\s/);
    return { addresses, negated, action: this.#action(depth) };
  }
  #action(depth) {
    const name2 = this.#take();
    switch (name2) {
      case "s":
        return this.#substitution();
      case "a":
      case "i":
      case "c":
        return { kind: name2 === "a" ? "append" : name2 === "i" ? "insert" : "change", text: this.#textArgument() };
      case "d":
        return { kind: "delete" };
      case "{": {
        const commands = this.commands(depth + 1);
        if (this.#take() !== "}") throw new Unread();
        return { kind: "group", commands };
      }
      default:
        throw new Unread();
    }
  }
  #substitution() {
    const delimiter = this.#take();
    const pattern = this.#until(delimiter);
    const replacement = this.#until(delimiter, true);
    const flags = /^[gIiMmep0-9]*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
    this.#at += flags.length;
    if (/[emM]/.test(flags)) throw new Unread();
    const number2 = /\d+/.exec(flags)?.[0];
    const which = flags.includes("g") && number2 === void 0 ? "all" : Number(number2 ?? 1);
    return { kind: "substitute", pattern, replacement, ignoreCase: /[Ii]/.test(flags), which };
  }
  /** To the end of the line, or over lines that a backslash joins; `a\` puts the text on the next line. */
  #textArgument() {
    this.#skip(/[ \t]/);
    let keepIndent = false;
    if (this.#text[this.#at] === "\\") {
      this.#at += 1;
      const lineEnd = /^[ \t]*\n/.exec(this.#text.slice(this.#at, this.#at + 200));
      if (lineEnd !== null) this.#at += lineEnd[0].length;
      keepIndent = true;
    }
    let text2 = "";
    while (!this.done) {
      const character = this.#take();
      if (character === "\n") break;
      if (character !== "\\") {
        text2 += character;
        continue;
      }
      const escaped = this.done ? "" : this.#take();
      text2 += escaped === "n" ? "\n" : escaped === "t" ? "	" : escaped;
    }
    return keepIndent ? text2 : text2.replace(/^[ \t]+/, "");
  }
  #address() {
    const rest = this.#text.slice(this.#at, this.#at + 8);
    const number2 = /^\d+/.exec(rest)?.[0];
    if (number2 !== void 0) {
      this.#at += number2.length;
      return { kind: "line", number: Number(number2) };
    }
    if (rest.startsWith("$")) {
      this.#at += 1;
      return { kind: "last" };
    }
    if (!rest.startsWith("/") && !rest.startsWith("\\")) return null;
    if (rest.startsWith("\\")) this.#at += 1;
    const source = this.#until(this.#take());
    const ignoreCase = this.#text[this.#at] === "I";
    if (ignoreCase) this.#at += 1;
    return { kind: "pattern", source, ignoreCase };
  }
  /** What stands before the next delimiter that no backslash is before, and that is in no brackets. */
  #until(delimiter, replacement = false) {
    let text2 = "";
    let brackets = false;
    while (!this.done) {
      const character = this.#take();
      if (character === "\\" && !this.done) {
        const escaped = this.#take();
        text2 += escaped === delimiter ? /[\w|+?(){}]/.test(delimiter) ? escaped : this.#plain(escaped, replacement) : `\\${escaped}`;
        continue;
      }
      if (character === delimiter && !brackets) return text2;
      if (!replacement && character === "[" && !brackets) {
        brackets = true;
        const rest = /^\^?\]/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0] ?? "";
        text2 += character + rest;
        this.#at += rest.length;
        continue;
      }
      if (brackets && character === "]" && !text2.endsWith(":")) brackets = false;
      text2 += character;
    }
    throw new Unread();
  }
  /** A delimiter that was escaped stands for itself, also where it means something in patterns. */
  #plain(character, replacement) {
    if (replacement) return character === "&" ? "\\&" : character;
    return /[.*[\]^$]/.test(character) ? `\\${character}` : character;
  }
  #skip(what) {
    while (!this.done && what.test(this.#text[this.#at])) this.#at += 1;
  }
  #take() {
    const character = this.#text[this.#at];
    if (character === void 0) throw new Unread();
    this.#at += 1;
    return character;
  }
};

// src/source/edits/sed.ts
function sedEdit(scripts, extended, keeps) {
  const read = scripts.map(readSedScript);
  if (scripts.length === 0) return null;
  const commands = read.every((one) => one !== null) ? read.flat() : null;
  if (commands === null) {
    return { tool: "sed", wanted: [], writes: [scripts.join("\n")], apply: null, keeps };
  }
  const all = flatten(commands);
  const dialect = sedDialect(extended);
  const wanted = [];
  for (const { addresses, action } of all) {
    for (const address of addresses) {
      if (address.kind !== "pattern" || address.source === "") continue;
      const { source, ignoreCase } = address;
      wanted.push({ source, ignoreCase, dialect, literal: false, role: "anchor" });
    }
    if (action.kind === "substitute" && action.pattern !== "") {
      wanted.push({ source: action.pattern, ignoreCase: action.ignoreCase, dialect, literal: false, role: "replaced" });
    }
  }
  const writes = all.flatMap(
    ({ action }) => action.kind === "substitute" ? [action.replacement] : "text" in action ? action.text.split("\n") : []
  );
  return { tool: "sed", wanted, writes, apply: (lines2) => new Run(extended).apply(commands, lines2), keeps };
}
function flatten(commands) {
  return commands.flatMap(
    (command) => command.action.kind === "group" ? [command, ...flatten(command.action.commands)] : [command]
  );
}
var Run = class {
  #budget = new Budget();
  #extended;
  #patterns = /* @__PURE__ */ new Map();
  #ranges = /* @__PURE__ */ new Map();
  /** What an empty pattern stands for: the last one that was used. */
  #last = { source: "", ignoreCase: false };
  #unread = false;
  constructor(extended) {
    this.#extended = extended;
  }
  apply(commands, lines2) {
    const count4 = lines2.at(-1) === "" ? lines2.length - 1 : lines2.length;
    const out = [];
    for (let index = 0; index < count4; index++) {
      const state = { text: lines2[index], gone: false, before: [], after: [] };
      this.#runAll(commands, state, index + 1, count4);
      if (this.#unread || !this.#budget.holds) return null;
      for (const text2 of state.before) out.push({ text: text2, from: null });
      if (!state.gone) out.push({ text: state.text, from: index });
      for (const text2 of state.after) out.push({ text: text2, from: null });
    }
    if (count4 < lines2.length) out.push({ text: "", from: count4 });
    return out;
  }
  #runAll(commands, state, number2, count4) {
    for (const command of commands) {
      if (state.gone || this.#unread) return;
      if (this.#selects(command, state.text, number2, count4) === command.negated) continue;
      const { action } = command;
      switch (action.kind) {
        case "substitute": {
          const { source, ignoreCase } = this.#pick(action.pattern, action.ignoreCase);
          const pattern = this.#pattern(source, ignoreCase);
          if (pattern === null) return;
          const what = { pattern, replace: sedReplacement(action.replacement), which: action.which };
          state.text = substitute(state.text, what, this.#budget) ?? state.text;
          break;
        }
        case "append":
          state.after.push(...action.text.split("\n"));
          break;
        case "insert":
          state.before.push(...action.text.split("\n"));
          break;
        case "change":
          state.before.push(...action.text.split("\n"));
          state.gone = true;
          break;
        case "delete":
          state.gone = true;
          break;
        case "group":
          this.#runAll(action.commands, state, number2, count4);
      }
    }
  }
  #selects(command, text2, number2, count4) {
    const [first, second] = command.addresses;
    if (first === void 0) return true;
    if (second === void 0) return this.#hits(first, text2, number2, count4);
    const state = this.#ranges.get(command);
    if (state === "open") {
      const ends = second.kind === "line" ? number2 >= second.number : this.#hits(second, text2, number2, count4);
      if (ends) this.#ranges.set(command, "closed");
      return second.kind !== "line" || number2 <= second.number;
    }
    const zero = first.kind === "line" && first.number === 0;
    if (zero) {
      if (state === "closed" || number2 > 1) return false;
      this.#ranges.set(command, this.#hits(second, text2, number2, count4) ? "closed" : "open");
      return true;
    }
    if (!this.#hits(first, text2, number2, count4)) return false;
    if (!(second.kind === "line" && second.number <= number2)) this.#ranges.set(command, "open");
    return true;
  }
  #hits(address, text2, number2, count4) {
    if (address.kind === "line") return address.number === number2;
    if (address.kind === "last") return number2 === count4;
    const { source, ignoreCase } = this.#pick(address.source, address.ignoreCase);
    const pattern = this.#pattern(source, ignoreCase);
    return pattern !== null && findMatch(pattern, text2, 0, this.#budget) !== null;
  }
  #pick(source, ignoreCase) {
    if (source !== "") this.#last = { source, ignoreCase };
    return this.#last;
  }
  #pattern(source, ignoreCase) {
    const key2 = `${ignoreCase} ${source}`;
    const known = this.#patterns.get(key2);
    const pattern = known === void 0 ? parsePattern(source, sedDialect(this.#extended), ignoreCase) : known;
    this.#patterns.set(key2, pattern);
    if (pattern === null) this.#unread = true;
    return pattern;
  }
};

// src/source/steps/sed-command.ts
function readSedCommand(words2, piped) {
  const scripts = [];
  const rest = [];
  let extended = false;
  let inPlace = false;
  for (let index = 0; index < words2.length; index++) {
    const word = words2[index];
    const { text: text2 } = word;
    if (text2 === "-e" || text2 === "--expression") {
      const script = words2[++index];
      if (script !== void 0) scripts.push(script);
    } else if (text2.startsWith("--expression=")) scripts.push({ ...word, text: text2.slice(13) });
    else if (text2 === "--regexp-extended") extended = true;
    else if (/^--in-place\b/.test(text2)) inPlace = true;
    else if (/^-[a-zA-Z]/.test(text2)) {
      const letters = text2.slice(1).split("i", 1)[0] ?? "";
      inPlace ||= text2.slice(1).includes("i");
      extended ||= /[Er]/.test(letters);
      if (letters.endsWith("e") && !text2.includes("i")) {
        const script = words2[++index];
        if (script !== void 0) scripts.push(script);
      } else if (/^-\w*ie$/.test(text2)) {
        const script = words2[++index];
        if (script !== void 0) scripts.push(script);
      }
    } else if (!text2.startsWith("--")) rest.push(word);
  }
  if (rest[0]?.text === "") rest.shift();
  if (scripts.length === 0) {
    const first = rest.shift();
    if (first === void 0) return null;
    scripts.push(first);
  }
  const edit = sedEdit(
    scripts.map(({ text: text2 }) => text2),
    extended,
    inPlace || piped
  );
  return edit && { edit, files: rest.map(({ text: text2 }) => text2), line: scripts[0]?.line ?? null };
}

// src/source/steps/shell-steps.ts
var MANAGERS = /* @__PURE__ */ new Set(["apt-get", "apt", "yum", "dnf", "microdnf", "tdnf", "zypper", "apk"]);
function shellSteps(file) {
  return findPipelines(file).flatMap((pipeline) => pipelineSteps(file, pipeline));
}
function pipelineSteps(file, pipeline) {
  const steps = [];
  const tools = pipeline.commands.map((command2) => ({ command: command2, tool: toolOf(command2) }));
  const out = outputOf(tools);
  const command = squeeze(file.lines.slice(pipeline.line - 1, pipeline.endLine).join("\n"));
  const at = { file, command };
  let line = pipeline.line;
  for (const [index, { command: simple, tool }] of tools.entries()) {
    if (tool === null) continue;
    line = simple.words[0]?.line ?? line;
    const { name: name2, words: words2 } = tool;
    const operands = words2.filter(({ text: text2 }) => !text2.startsWith("-"));
    const last = operands.at(-1)?.text ?? null;
    switch (name2) {
      case "sed":
      case "gsed": {
        const sed = readSedCommand(words2, out !== null);
        if (sed === null) break;
        const targets = out === null ? sed.files : [out.target];
        for (const target of targets.length === 0 ? [null] : targets) {
          steps.push({ ...at, kind: "edit", line: sed.line ?? line, target, edit: sed.edit });
        }
        break;
      }
      case "perl": {
        const edit = perlEdit(words2, out !== null);
        if (edit !== null) steps.push({ ...at, kind: "edit", line, target: out?.target ?? last, edit });
        break;
      }
      case "awk":
      case "gawk":
      case "tomlq":
      case "yq":
      case "dasel":
      case "crudini": {
        const keeps = out !== null || /(?:^|\s)-(?:i|-in-?place)|--set\b|\bput\b|inplace/.test(command);
        const edit = {
          tool: name2,
          wanted: [],
          writes: [words2.map(({ text: text2 }) => text2).join(" ")],
          apply: null,
          keeps
        };
        const files = operands.filter(({ text: text2 }) => /[/.$]/.test(text2) && !/[\s='"|]/.test(text2));
        const target = out?.target ?? optionOf(words2, ["-f", "--file"]) ?? files.at(-1)?.text ?? null;
        steps.push({ ...at, kind: "edit", line, target, edit });
        break;
      }
      case "containerd":
        if (out !== null && /^config (?:default|dump)\b/.test(words2.map(({ text: text2 }) => text2).join(" "))) {
          steps.push({ ...at, kind: "generate", line, target: out.target, program: "containerd config default" });
        }
        break;
      case "nvidia-ctk":
        if (words2.some(({ text: text2 }) => text2 === "configure")) {
          const target = optionOf(words2, ["--config"]) ?? "/etc/containerd/config.toml";
          const runtime = optionOf(words2, ["--runtime"]);
          if (runtime !== "docker" && runtime !== "crio") {
            steps.push({ ...at, kind: "configure", line, target, program: "nvidia-ctk runtime configure" });
          }
        }
        break;
      case "rm":
      case "unlink":
        for (const { text: text2, line: own } of operands) steps.push({ ...at, kind: "remove", line: own, target: text2 });
        break;
      case "cp":
      case "mv":
      case "install":
      case "ln":
        if (last !== null && !words2.some(({ text: text2 }) => /^(?:-d|--directory)$/.test(text2))) {
          for (const { text: text2 } of operands.slice(0, -1)) {
            steps.push({ ...at, kind: "copy", line, target: last, source: text2 });
          }
        }
        break;
      case "COPY":
      case "ADD":
        steps.push(...copySteps(at, pipeline, words2, line));
        break;
      case "envsubst":
      case "gomplate": {
        const source = inputOf(simple) ?? optionOf(words2, ["-f", "--file"]);
        const target = out?.target ?? optionOf(words2, ["-o", "--out"]);
        if (source !== null && target !== null) steps.push({ ...at, kind: "copy", line, target, source });
        break;
      }
      case "cat":
      case "tee":
        if (index === 0 && pipeline.here === null && out !== null) {
          const sources = name2 === "tee" ? [inputOf(simple)] : [...operands.map(({ text: text2 }) => text2), inputOf(simple)];
          for (const source of sources) {
            if (source !== null) steps.push({ ...at, kind: "copy", line, target: out.target, source });
          }
        }
        break;
      case "echo":
      case "printf":
        if (out !== null) {
          const texts = printed(name2, words2);
          steps.push({ ...at, kind: "write", line, target: out.target, texts, appends: out.appends });
        }
        break;
      default:
        if (MANAGERS.has(name2) && words2.some(({ text: text2 }) => /^(?:install|add|in)$/.test(text2))) {
          steps.push({
            ...at,
            kind: "install",
            line: words2.find(({ text: text2 }) => /^containerd(?:\.io)?\b/.test(text2))?.line ?? line,
            target: null,
            packages: operands.map(({ text: text2 }) => text2)
          });
        }
    }
  }
  if (pipeline.here !== null && out !== null) {
    const { startLine: from, endLine: to } = pipeline.here;
    steps.push({ ...at, kind: "block", line: pipeline.line, target: out.target, from, to, appends: out.appends });
  }
  return steps;
}
function outputOf(tools) {
  for (const { command, tool } of [...tools].reverse()) {
    if (tool?.name === "tee") {
      const target = tool.words.find(({ text: text2 }) => !text2.startsWith("-"))?.text;
      const appends = tool.words.some(({ text: text2 }) => /^-\w*a|^--append$/.test(text2));
      if (target !== void 0) return { target, appends };
    }
    const redirect = command.redirects.find(({ operator, target }) => operator !== "<" && target !== "/dev/null");
    if (redirect !== void 0) return { target: redirect.target, appends: redirect.operator === ">>" };
  }
  return null;
}
function inputOf(command) {
  return command.redirects.find(({ operator }) => operator === "<")?.target ?? null;
}
function optionOf(words2, names2) {
  for (const [index, { text: text2 }] of words2.entries()) {
    if (names2.includes(text2)) return words2[index + 1]?.text ?? null;
    const name2 = names2.find((one) => text2.startsWith(`${one}=`));
    if (name2 !== void 0) return text2.slice(name2.length + 1);
  }
  return null;
}
function printed(name2, words2) {
  const escapes = name2 === "printf" || words2.some(({ text: text3 }) => /^-\w*e/.test(text3));
  const parts = name2 === "echo" ? words2.filter(({ text: text3 }) => !/^-[neE]+$/.test(text3)) : words2;
  const line = parts[0]?.line ?? 0;
  const format2 = parts[0]?.text ?? "";
  const whole = name2 === "echo" ? parts.map(({ text: text3 }) => text3).join(" ") : parts.length > 1 && format2.includes("%s") ? parts.slice(1).map(({ text: text3 }) => format2.replace("%s", () => text3)).join("") : format2;
  const text2 = escapes ? whole.replace(/\\([nt])/g, (_, one) => one === "n" ? "\n" : "	") : whole;
  return text2.split("\n").map((piece) => ({ text: piece, line }));
}
function copySteps(at, pipeline, words2, line) {
  if (pipeline.here !== null) {
    const target = words2.findLast(({ text: text2 }) => !text2.startsWith("-"))?.text ?? null;
    const { startLine: from, endLine: to } = pipeline.here;
    return target === null ? [] : [{ ...at, kind: "block", line, target, from, to, appends: false }];
  }
  const step2 = readCopy(words2[0]?.text.startsWith("[") ? at.command.replace(/^\s*\w+\s+/, "") : join(words2));
  if (step2.kind !== "copy") return [];
  return step2.from.map((source) => ({ ...at, kind: "copy", line, target: step2.to, source }));
}
function join(words2) {
  return words2.map(({ text: text2 }) => /\s/.test(text2) ? JSON.stringify(text2) : text2).join(" ");
}
function perlEdit(words2, piped) {
  const script = words2.find(({ text: text2 }) => /^s\W/.test(text2))?.text;
  if (script === void 0) return null;
  const delimiter = script[1];
  const parts = script.slice(2).split(delimiter === "{" ? /\}\{|\}/ : delimiter).slice(0, 3);
  const [source = "", put = "", flags = ""] = parts;
  const ignoreCase = flags.includes("i");
  const wanted = [{ source, dialect: "perl", literal: false, ignoreCase, role: "replaced" }];
  const which = flags.includes("g") ? "all" : 1;
  return {
    tool: "perl",
    wanted,
    writes: [put],
    apply: substituting(source, "perl", ignoreCase, perlReplacement(put), which),
    keeps: piped || words2.some(({ text: text2 }) => /^-\w*i/.test(text2))
  };
}

// src/source/steps/collect.ts
var MOST5 = 2e4;
var MATTERS = /containerd|kubelet|kubeadm|cgroup|crio|\/etc\/|rootfs|^\s*(?:COPY|ADD)\s/m;
function collectSteps(repository) {
  const all = [];
  for (const file of repository.files.values()) {
    if (all.length >= MOST5) break;
    if (isData(file) || !MATTERS.test(file.text)) continue;
    const own = [...shellSteps(file), ...ansibleSteps(file), ...codeSteps(file), ...uploadSteps(file)];
    own.sort((a, b) => a.line - b.line);
    for (const step2 of own) all.push(step2);
  }
  const blocks = /* @__PURE__ */ new Map();
  for (const step2 of all) {
    if (step2.kind === "block") blocks.set(step2.file.path, [...blocks.get(step2.file.path) ?? [], step2]);
  }
  return {
    all,
    copies: all.filter((step2) => step2.kind === "copy"),
    blocks,
    targets: new Targets(repository.files)
  };
}
function isData(file) {
  return /\.(?:toml|conf|cfg|ini|service|socket|csv|xml|proto)$/i.test(file.path);
}

// src/source/open-repository.ts
async function openRepository(checkout) {
  const repository = await readRepository(checkout);
  if (repository.paths.length === 0) return null;
  const steps = collectSteps(repository);
  const known = /* @__PURE__ */ new Map();
  return {
    find: (question) => {
      const { subject: subject2, path, location: location3, provenance } = question;
      const digest2 = question.bytes && createHash4("sha256").update(question.bytes).digest("hex");
      const key2 = JSON.stringify([subject2, path, location3, provenance, digest2]);
      const answer2 = known.get(key2) ?? findSource(question, repository, steps);
      known.set(key2, answer2);
      return answer2;
    }
  };
}

// src/image/layer/source-scans.ts
var worthAThread = 4 << 20;
function sourceScans(session, source, compression, where, hashStored) {
  const pass = async (wanted) => {
    const options = scanOptions(session, hashStored && wanted === null, wanted);
    const outcome = await scan(session, source, compression, { kind: "layer", where, options, entry: null });
    if (outcome.ok && outcome.layer) return outcome.layer;
    throw new InputProblem(outcome.ok ? `${where}: no layer was read` : outcome.problem);
  };
  return { hashesStored: hashStored, first: () => pass(null), again: (wanted) => pass(wanted) };
}
async function scanArchive(session, source, compression, where, entry2, wanted) {
  const options = scanOptions(session, session.options.verify && wanted === null, wanted);
  const outcome = await scan(session, source, compression, { kind: "archive", where, options, entry: entry2 });
  if (outcome.ok && outcome.archive) return outcome.archive;
  throw new InputProblem(outcome.ok ? `${where}: no archive was read` : outcome.problem);
}
function scanOptions(session, hashStored, wanted) {
  return { interests: session.options.interests, hashStored, wanted };
}
function scan(session, source, compression, pass) {
  const { ports, signal } = session.options;
  const { extent } = source;
  if (compression !== "xz" && ports.scans && extent && extent.length > worthAThread) {
    return ports.scans.scan({ ...pass, extent }, session.advance, signal);
  }
  if (compression === null && ports.scans && (source.size ?? worthAThread) >= worthAThread) {
    return ports.scans.scanStream(pass, source.stream(0), session.advance, signal);
  }
  const chunks = compression === "xz" ? ports.xz(counted(source.stream(0), session.advance)) : source.stream(0);
  return runScan(pass, untilAborted(chunks, signal), compression === "xz" ? () => {
  } : session.advance);
}
async function* counted(chunks, advanced) {
  for await (const chunk of chunks) {
    advanced(chunk.length);
    yield chunk;
  }
}
async function* untilAborted(chunks, signal) {
  for await (const chunk of chunks) {
    if (signal?.aborted) throw new InputProblem("reading the image was cancelled");
    yield chunk;
  }
}

// src/image/image-config.ts
import { createHash as createHash5 } from "node:crypto";

// src/image/json.ts
function parseJson(bytes, where) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new InputProblem(`${where} is no valid JSON`);
  }
}
function asRecord(value, where) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new InputProblem(`${where} is no JSON object`);
}
function asList(value, where) {
  if (value === void 0 || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new InputProblem(`${where} is no JSON list`);
}
function asText(value, where) {
  if (typeof value === "string") return value;
  throw new InputProblem(`${where} is no text`);
}
function optionalText(value) {
  return typeof value === "string" && value !== "" ? value : null;
}
function textMap(value) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry2) => typeof entry2[1] === "string")
  );
}

// src/image/image-config.ts
function readImageConfig(bytes, where) {
  const config = asRecord(parseJson(bytes, where), where);
  const rootfs = asRecord(config.rootfs ?? {}, `rootfs of ${where}`);
  const diffIds = asList(rootfs.diff_ids, `diff_ids of ${where}`).map(
    (id2) => checkedDigest(id2, `a diff ID of ${where}`)
  );
  if (diffIds.length > limits.layers) throw new InputProblem(`${where} has more than ${limits.layers} layers`);
  return {
    platform: platformText(config),
    labels: textMap(asRecord(config.config ?? {}, `config of ${where}`).Labels),
    diffIds,
    createdBy: mapHistory(asList(config.history, `history of ${where}`), diffIds.length)
  };
}
function platformText(parts) {
  const os = optionalText(parts.os);
  const architecture = optionalText(parts.architecture);
  const variant = optionalText(parts.variant);
  return os && architecture ? [os, architecture, ...variant ? [variant] : []].join("/") : null;
}
function mapHistory(history, layers) {
  const steps = history.map((step2) => typeof step2 === "object" && step2 !== null ? step2 : {}).filter((step2) => step2.empty_layer !== true).map((step2) => optionalText(step2.created_by));
  return steps.length === layers ? steps : new Array(layers).fill(null);
}
var digestForm = /^sha256:[0-9a-f]{64}$/;
function checkedDigest(value, where) {
  const digest2 = asText(value, where);
  if (digestForm.test(digest2)) return digest2;
  throw new InputProblem(`${where} is no sha256 digest: ${JSON.stringify(digest2.slice(0, 80))}`);
}
function sha256(bytes) {
  return `sha256:${createHash5("sha256").update(bytes).digest("hex")}`;
}
function requireDigest(bytes, expected, where) {
  const actual = sha256(bytes);
  if (actual !== expected)
    throw new InputProblem(`${where} has the digest ${actual}; the image is damaged or was changed`);
}

// src/image/image-files.ts
var UsageProblem = class extends Error {
};

// src/image/archive/docker-name.ts
function completeDockerName(name2) {
  const slash = name2.indexOf("/");
  const first = slash < 0 ? "" : name2.slice(0, slash);
  const hasDomain = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  let domain = hasDomain ? first : "docker.io";
  let rest = hasDomain ? name2.slice(slash + 1) : name2;
  if (domain === "index.docker.io") domain = "docker.io";
  if (domain === "docker.io" && !rest.includes("/")) rest = `library/${rest}`;
  const tagged = /:[^/]*$/.test(rest) || rest.includes("@");
  return `${domain}/${rest}${tagged ? "" : ":latest"}`;
}
function sameDockerName(a, b) {
  return completeDockerName(a) === completeDockerName(b);
}

// src/image/oci/descriptor.ts
function describeManifest(digest2, mediaType, size) {
  return {
    mediaType,
    digest: digest2,
    platform: null,
    name: null,
    fullName: null,
    attestation: false,
    foreign: false,
    size,
    annotations: {}
  };
}
function readDescriptors(value, where) {
  return asList(value, where).map((item) => readDescriptor(item, where));
}
function readDescriptor(value, where) {
  const record = asRecord(value, where);
  const annotations = textMap(record.annotations);
  const platform = readPlatform(record.platform);
  const fullName2 = annotations["io.containerd.image.name"] ?? null;
  return {
    mediaType: optionalText(record.mediaType) ?? "",
    digest: checkedDigest(record.digest, `a digest in ${where}`),
    platform,
    name: annotations["org.opencontainers.image.ref.name"] ?? fullName2,
    fullName: fullName2,
    attestation: annotations["vnd.docker.reference.type"] !== void 0 || platform?.os === "unknown" && platform.architecture === "unknown",
    foreign: asList(record.urls, `urls in ${where}`).length > 0,
    size: Number.isSafeInteger(record.size) && Number(record.size) >= 0 ? Number(record.size) : null,
    annotations
  };
}
function readPlatform(value) {
  if (typeof value !== "object" || value === null) return null;
  const record = value;
  const os = optionalText(record.os);
  const architecture = optionalText(record.architecture);
  const variant = optionalText(record.variant);
  return os && architecture ? { os, architecture, ...variant ? { variant } : {} } : null;
}
function platformOf(descriptor2) {
  return (descriptor2.platform && platformText({ ...descriptor2.platform })) ?? "unknown";
}
function blobName(digest2) {
  return `blobs/sha256/${digest2.slice("sha256:".length)}`;
}

// src/image/oci/choose-descriptor.ts
function chooseByReference(descriptors, reference, where) {
  const index = reference === null ? null : /^@([0-9]{1,6})$/.exec(reference)?.[1];
  if (index) {
    const descriptor2 = descriptors[Number(index)];
    if (descriptor2) return [descriptor2];
    throw new UsageProblem(`${where} has no image ${reference}; it has ${descriptors.length} of them, counted from @0`);
  }
  const images = descriptors.filter((descriptor2) => !descriptor2.attestation);
  if (reference !== null) {
    const named3 = images.filter((descriptor2) => answersTo(descriptor2, reference));
    if (named3.length > 0) return named3;
    throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${nameList(images)}`);
  }
  const digests = new Set(images.map((descriptor2) => descriptor2.digest));
  const names2 = new Set(images.map((descriptor2) => descriptor2.name));
  if (digests.size <= 1 || names2.size <= 1) return images;
  throw new UsageProblem(
    `${where} holds several images; write the form as FORM:PATH:REF with one of: ${nameList(images)}`
  );
}
function answersTo({ name: name2, fullName: fullName2, digest: digest2 }, reference) {
  return name2 === reference || digest2 === reference || fullName2 !== null && sameDockerName(fullName2, reference);
}
function nameList(descriptors) {
  return descriptors.map((descriptor2, index) => descriptor2.name ?? `@${index}`).join(", ") || "none";
}
function chooseByPlatform(descriptors, platform) {
  const fitting = descriptors.filter(
    ({ platform: own }) => own?.os === platform.os && own.architecture === platform.architecture
  );
  const wanted = platform.variant ?? defaultVariant(platform.architecture);
  const exact = fitting.find(({ platform: own }) => (own?.variant ?? defaultVariant(platform.architecture)) === wanted);
  return exact ?? (platform.variant === void 0 ? fitting[0] ?? null : null);
}
function defaultVariant(architecture) {
  return architecture === "arm64" ? "v8" : architecture === "arm" ? "v7" : "";
}
function platformList(descriptors) {
  return [...new Set(descriptors.map((descriptor2) => platformOf(descriptor2)))].join(", ") || "none";
}

// src/image/oci/plan-layout.ts
async function planLayout(files, reference, platform) {
  const bytes = await files.small("index.json");
  if (!bytes) {
    const hint = await files.has("manifest.json") ? "it is a docker save archive, to be written as docker-archive:" : "it is no OCI layout";
    throw new InputProblem(`${files.where} has no index.json; ${hint}`);
  }
  const where = `index.json in ${files.where}`;
  const index = asRecord(parseJson(bytes, where), where);
  const chosen = chooseByReference(readDescriptors(index.manifests, where), reference, files.where);
  return planImage(layoutBlobs(files), chosen, platform);
}
function layoutBlobs(files) {
  return {
    where: files.where,
    read: ({ digest: digest2 }) => files.small(blobName(digest2)),
    has: ({ digest: digest2 }) => files.has(blobName(digest2))
  };
}
async function planImage(blobs, chosen, platform) {
  const { descriptor: descriptor2, manifest } = await findManifest(blobs, chosen, platform);
  return planManifest(blobs, descriptor2, manifest);
}
async function findManifest(blobs, top, platform) {
  const images = top.filter((descriptor2) => !descriptor2.attestation);
  const [only] = images;
  if (!only) throw new InputProblem(`${blobs.where} holds no image`);
  if (images.length === 1) {
    const document = await readBlob(blobs, only);
    if (!("manifests" in document)) return { descriptor: only, manifest: document };
  }
  let descriptors = images;
  for (let depth = 0; depth <= limits.indexDepth; depth++) {
    const known = await expand(blobs, descriptors, /* @__PURE__ */ new Set(), 0);
    const descriptor2 = chooseByPlatform(known, platform);
    if (!descriptor2) {
      const wanted = platformText({ ...platform });
      throw new UsageProblem(
        `${blobs.where} has no image for ${wanted}; it has: ${platformList(known)}; choose one with --platform`
      );
    }
    const document = await readBlob(blobs, descriptor2);
    if (!("manifests" in document)) return { descriptor: descriptor2, manifest: document };
    descriptors = readDescriptors(document.manifests, blobName(descriptor2.digest));
  }
  throw nestedTooDeep(blobs);
}
async function expand(blobs, descriptors, seen, depth) {
  if (depth > limits.indexDepth) throw nestedTooDeep(blobs);
  const known = [];
  for (const descriptor2 of descriptors) {
    if (descriptor2.attestation || seen.has(descriptor2.digest)) continue;
    seen.add(descriptor2.digest);
    if (descriptor2.platform || !await blobs.has(descriptor2)) {
      known.push(descriptor2);
      continue;
    }
    const document = await readBlob(blobs, descriptor2);
    if ("manifests" in document) {
      const inner = readDescriptors(document.manifests, blobName(descriptor2.digest));
      known.push(...await expand(blobs, inner, seen, depth + 1));
    } else known.push({ ...descriptor2, platform: await configPlatform(blobs, descriptor2, document) });
  }
  return known;
}
async function configPlatform(blobs, descriptor2, manifest) {
  if (!("config" in manifest)) return null;
  const { platform } = await readConfig(blobs, readDescriptor(manifest.config, blobName(descriptor2.digest)));
  const [os, architecture, variant] = platform?.split("/") ?? [];
  return os && architecture ? { os, architecture, ...variant ? { variant } : {} } : null;
}
function nestedTooDeep(blobs) {
  return new InputProblem(`${blobs.where}: image indexes are nested more than ${limits.indexDepth} deep`);
}
async function readBlobBytes(blobs, descriptor2) {
  const name2 = blobName(descriptor2.digest);
  const bytes = await blobs.read(descriptor2);
  if (!bytes) throw new InputProblem(`${blobs.where} lacks ${name2}, which its index names; save the whole image again`);
  requireDigest(bytes, descriptor2.digest, `${name2} in ${blobs.where}`);
  return bytes;
}
async function readBlob(blobs, descriptor2) {
  const where = `${blobName(descriptor2.digest)} in ${blobs.where}`;
  return asRecord(parseJson(await readBlobBytes(blobs, descriptor2), where), where);
}
async function readConfig(blobs, descriptor2) {
  return readImageConfig(await readBlobBytes(blobs, descriptor2), `${blobName(descriptor2.digest)} in ${blobs.where}`);
}
async function planManifest(blobs, descriptor2, manifest) {
  const where = `${blobName(descriptor2.digest)} in ${blobs.where}`;
  if (!("config" in manifest)) throw new InputProblem(`${where} is no image manifest`);
  const config = await readConfig(blobs, readDescriptor(manifest.config, where));
  const layers = readDescriptors(manifest.layers, where);
  if (layers.length !== config.diffIds.length) {
    throw new InputProblem(`${where} names ${layers.length} layers, but the config ${config.diffIds.length}`);
  }
  for (const layer of layers) {
    if (layer.foreign && !await blobs.has(layer)) {
      throw new InputProblem(
        `${blobs.where} lacks the layer ${layer.digest}, which has to be fetched from elsewhere; save the whole image`
      );
    }
  }
  return {
    digest: descriptor2.digest,
    platform: config.platform,
    labels: config.labels,
    layers: layers.map((layer, index) => ({
      name: blobName(layer.digest),
      diffId: config.diffIds[index],
      digest: layer.digest,
      size: layer.size,
      annotations: layer.annotations,
      createdBy: config.createdBy[index] ?? null
    }))
  };
}

// src/image/byte-source.ts
function slice(source, start, length) {
  const clip2 = (offset, wanted) => Math.max(0, Math.min(wanted, length - offset));
  const { readNow, extent } = source;
  return {
    size: length,
    read: (offset, wanted) => source.read(start + offset, clip2(offset, wanted)),
    ...readNow ? { readNow: (offset, wanted) => readNow(start + offset, clip2(offset, wanted)) } : {},
    async *stream(offset) {
      let left2 = length - offset;
      if (left2 <= 0) return;
      for await (const chunk of source.stream(start + offset)) {
        if (chunk.length >= left2) {
          yield chunk.subarray(0, left2);
          return;
        }
        left2 -= chunk.length;
        yield chunk;
      }
    },
    ...extent ? { extent: { fd: extent.fd, offset: extent.offset + start, length: Math.min(length, extent.length - start) } } : {}
  };
}
async function readAll(source, maxBytes, what) {
  if (source.size !== null) {
    if (source.size > maxBytes)
      throw new InputProblem(`${what} is ${source.size} bytes, more than the ${maxBytes} allowed`);
    const bytes = await source.read(0, source.size);
    if (bytes.length < source.size)
      throw new InputProblem(`${what} ends after ${bytes.length} of ${source.size} bytes`);
    return bytes;
  }
  const parts = [];
  let total = 0;
  for await (const chunk of source.stream(0)) {
    total += chunk.length;
    if (total > maxBytes) throw new InputProblem(`${what} is more than the ${maxBytes} bytes allowed`);
    parts.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(parts);
}

// src/image/tar/walk.ts
var smallestWindow = 512;
var largestWindow = 4096;
async function walkTar(source, where, visit) {
  const window = new Window(source);
  const assembler = new EntryAssembler();
  const end2 = source.size ?? Number.POSITIVE_INFINITY;
  let at = 0;
  let zeroBlocks = 0;
  while (true) {
    let block2 = window.at(at, blockSize) ?? await window.load(at, blockSize);
    if (block2.length === 0 && at <= end2) return { ended: false, bytesRead: window.bytesRead };
    if (block2.length < blockSize)
      throw new InputProblem(`${where}: the tar is cut short, at byte ${at + block2.length}`);
    const place4 = `${where}, byte ${at}`;
    at += blockSize;
    if (isZeroBlock(block2, 0)) {
      zeroBlocks++;
      if (zeroBlocks === 2) return { ended: true, bytesRead: window.bytesRead };
      continue;
    }
    if (zeroBlocks > 0) throw new InputProblem(`${place4}: a lone zero block inside the tar`);
    const header = parseHeader(block2, 0, place4);
    let more = header.typeFlag === "S" && header.moreSparseMaps;
    while (more) {
      block2 = window.at(at, blockSize) ?? await window.load(at, blockSize);
      if (block2.length < blockSize) throw new InputProblem(`${where}: the tar is cut short, at byte ${at}`);
      at += blockSize;
      more = block2[504] === 1;
    }
    const meaning = assembler.meet(header, at, place4);
    const size = meaning.kind === "entry" ? meaning.entry.size : meaning.size;
    if (at + size > end2) throw new InputProblem(`${where}: the tar is cut short, at byte ${end2}`);
    if (meaning.kind === "metadata") {
      const content = window.at(at, size) ?? await window.load(at, size);
      if (content.length < size)
        throw new InputProblem(`${where}: the tar is cut short, at byte ${at + content.length}`);
      assembler.describe(meaning.typeFlag, content, place4);
    } else if (meaning.kind === "entry") visit(meaning.entry);
    at += padded(size);
  }
}
var Window = class {
  bytesRead = 0;
  #source;
  #bytes = new Uint8Array(0);
  #start = 0;
  #size = smallestWindow;
  constructor(source) {
    this.#source = source;
  }
  /** The bytes if they are at hand, or can be had without waiting. */
  at(offset, length) {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length) return this.#bytes.subarray(from, from + length);
    const { readNow } = this.#source;
    if (!readNow) return null;
    this.#keep(offset, readNow(offset, this.#grow(offset, length)));
    return this.#bytes.subarray(0, length);
  }
  async load(offset, length) {
    this.#keep(offset, await this.#source.read(offset, this.#grow(offset, length)));
    return this.#bytes.subarray(0, length);
  }
  #grow(offset, length) {
    const follows2 = offset <= this.#start + this.#bytes.length && offset >= this.#start;
    this.#size = follows2 ? Math.min(this.#size * 2, largestWindow) : smallestWindow;
    return Math.max(length, this.#size);
  }
  #keep(offset, bytes) {
    this.bytesRead += bytes.length;
    this.#start = offset;
    this.#bytes = bytes;
  }
};

// src/image/archive/archive-files.ts
async function plainArchiveFiles(session, source, where) {
  const entries = /* @__PURE__ */ new Map();
  const result2 = await walkTar(source, where, (entry2) => {
    if (entries.size >= limits.entries) throw new InputProblem(`${where} has too many entries`);
    entries.set(normalisePath(entry2.name), entry2);
  });
  session.advance(result2.bytesRead);
  if (!result2.ended) throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);
  const find = (name2) => {
    const entry2 = followLinks(name2, (at) => entries.get(at), archiveLink);
    if (entry2?.type !== "file" || entry2.sparse) return null;
    return { ...slice(source, entry2.offset, entry2.size), id: String(entry2.offset) };
  };
  return {
    where,
    has: async (name2) => find(name2) !== null,
    small: async (name2) => {
      const found = find(name2);
      if (!found) return null;
      session.advance(found.size ?? 0);
      return readAll(found, limits.json, `${name2} in ${where}`);
    },
    layer: async (name2) => {
      const found = find(name2);
      return found && { kind: "source", id: found.id, source: found };
    }
  };
}
function archiveLink(entry2) {
  if (entry2.type === "hardlink") return normalisePath(entry2.link);
  if (entry2.type !== "symlink") return null;
  return normalisePath(
    entry2.link.startsWith("/") ? entry2.link : `${parentOf(normalisePath(entry2.name))}/${entry2.link}`
  );
}
function scannedArchiveFiles(scan2, where, again) {
  const entries = new Map(scan2.entries.map((entry2) => [entry2.name, entry2]));
  const find = (name2) => followLinks(
    name2,
    (at) => entries.get(at),
    (entry2) => entry2.link
  );
  return {
    where,
    has: async (name2) => find(name2) !== null,
    small: async (name2) => {
      const entry2 = find(name2);
      if (!entry2) return null;
      if (entry2.bytes) return entry2.bytes;
      throw new InputProblem(`${name2} in ${where} is ${entry2.size} bytes, or no JSON`);
    },
    layer: async (name2) => {
      const entry2 = find(name2);
      if (!entry2) return null;
      const { layer } = entry2;
      if (!layer)
        throw new InputProblem(entry2.problem ?? `${name2} in ${where} is no layer: neither a tar nor compressed`);
      const scans = {
        hashesStored: false,
        first: async () => layer,
        again: async (wanted) => {
          const second = await again(entry2.name, wanted);
          const found = second.entries.find((candidate) => candidate.name === entry2.name)?.layer;
          if (!found) throw new InputProblem(`${where}: it changed while it was read`);
          return found;
        }
      };
      return { kind: "scans", id: entry2.name, scans };
    }
  };
}
function followLinks(name2, get, link) {
  let at = normalisePath(name2);
  for (let hops = 0; hops <= limits.symlinks; hops++) {
    const entry2 = get(at);
    if (!entry2) return null;
    const next = link(entry2);
    if (next === null) return entry2;
    at = next;
  }
  return null;
}

// src/image/archive/docker-manifest.ts
async function planDockerArchive(files, reference) {
  const item = chooseItem(await readItems(files), reference, files.where);
  const where = `${item.config} in ${files.where}`;
  const bytes = await files.small(item.config);
  if (!bytes)
    throw new InputProblem(
      `${files.where} has no ${item.config}, which its manifest.json names as the config; save the image again`
    );
  const named3 = /([0-9a-f]{64})(?:\.json)?$/.exec(item.config)?.[1];
  if (named3) requireDigest(bytes, `sha256:${named3}`, where);
  const config = readImageConfig(bytes, where);
  if (config.diffIds.length !== item.layers.length) {
    throw new InputProblem(
      `${files.where}: manifest.json names ${item.layers.length} layers, but the config ${config.diffIds.length}`
    );
  }
  return {
    digest: sha256(bytes),
    platform: config.platform,
    labels: config.labels,
    layers: item.layers.map((name2, index) => ({
      name: name2,
      diffId: config.diffIds[index],
      digest: /^blobs\/sha256\/[0-9a-f]{64}$/.test(name2) ? checkedDigest(`sha256:${name2.slice(-64)}`, name2) : null,
      size: null,
      annotations: {},
      createdBy: config.createdBy[index] ?? null
    }))
  };
}
async function readItems(files) {
  const where = `manifest.json in ${files.where}`;
  const bytes = await files.small("manifest.json");
  if (!bytes) {
    const hint = await files.has("index.json") ? "it is an OCI layout, to be written as oci-archive:" : "is it really the output of docker save?";
    throw new InputProblem(`${files.where} has no manifest.json; ${hint}`);
  }
  return asList(parseJson(bytes, where), where).map((value) => {
    const item = asRecord(value, where);
    return {
      config: normalisePath(asText(item.Config, `Config of ${where}`)),
      tags: asList(item.RepoTags, `RepoTags of ${where}`).map((tag) => asText(tag, `RepoTags of ${where}`)),
      layers: asList(item.Layers, `Layers of ${where}`).map(
        (name2) => normalisePath(asText(name2, `Layers of ${where}`))
      )
    };
  });
}
function chooseItem(items, reference, where) {
  const names2 = () => items.flatMap((item2, index2) => item2.tags.length > 0 ? item2.tags : [`@${index2}`]).join(", ");
  const [first] = items;
  if (!first) throw new InputProblem(`${where} holds no image: its manifest.json is empty`);
  if (reference === null) {
    const same2 = items.every((item2) => item2.config === first.config && item2.layers.join() === first.layers.join());
    if (same2) return first;
    throw new UsageProblem(`${where} holds several images; write docker-archive:PATH:REF with one of: ${names2()}`);
  }
  const index = /^@([0-9]{1,6})$/.exec(reference)?.[1];
  const item = index ? items[Number(index)] : items.find((candidate) => candidate.tags.some((tag) => sameDockerName(tag, reference)));
  if (item) return item;
  throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${names2()}`);
}

// src/image/archive/open-archive.ts
async function openArchive(session, file, where, form, reference) {
  const files = await archiveFiles(session, file, where);
  const kind = form ?? (await files.has("manifest.json") ? "docker-archive" : "oci-archive");
  const plan = kind === "docker-archive" ? await planDockerArchive(files, reference) : await planLayout(files, reference, session.options.platform);
  return { form: kind, files, plan };
}
async function archiveFiles(session, file, where) {
  const compression = sniffCompression(await file.read(0, sniffLength));
  if (compression === "none") return plainArchiveFiles(session, file, where);
  if (compression === "xz" || compression === "bzip2") {
    throw new InputProblem(
      `${where} is an image archive compressed with ${compression}; decompress it first, or use gzip or zstd`
    );
  }
  session.expect(file.size);
  const scan2 = await scanArchive(session, file, compression, where, null, null);
  return scannedArchiveFiles(
    scan2,
    where,
    (entry2, wanted) => scanArchive(session, file, compression, where, entry2, wanted)
  );
}

// src/image/resolve-path.ts
async function resolvePath(path, followLast, look) {
  const pending = path.split("/").reverse();
  const walked = [];
  const at = () => walked.map((step2) => step2.part).join("/");
  let budget = limits.symlinks;
  while (pending.length > 0) {
    const part = pending.pop();
    if (part === "" || part === ".") continue;
    const parent = walked.at(-1);
    if (parent && parent.entry.kind !== "directory") return absent(path, `/${at()} is no directory`);
    if (part === "..") {
      walked.pop();
      continue;
    }
    const next = parent ? `${at()}/${part}` : part;
    const entry2 = await look(next);
    if (entry2 === null) return absent(path, `there is no /${next}`);
    const last = pending.every((rest) => rest === "" || rest === ".");
    if (entry2.kind !== "symlink" || last && !followLast) {
      walked.push({ part, entry: entry2 });
      continue;
    }
    if (--budget < 0) return { ok: false, reason: "loop", path, detail: `more than ${limits.symlinks} symlinks` };
    const target = entry2.target ?? "";
    if (target === "") return absent(path, `/${next} is a symlink to nothing`);
    if (target.startsWith("/")) walked.length = 0;
    pending.push(...target.split("/").reverse());
  }
  const found = walked.at(-1);
  if (found) return { ok: true, path: at(), entry: found.entry };
  const root = await look("");
  return root === null ? absent(path, "there is no root") : { ok: true, path: "", entry: root };
}
function absent(path, detail) {
  return { ok: false, reason: "absent", path, detail };
}

// src/image/create-tree.ts
var defaultMaxBytes = 1 << 20;
function createTree(store) {
  async function guard(path, answer2) {
    try {
      return await answer2();
    } catch (error) {
      return { ok: false, reason: "unreadable", path, detail: problemText(error) };
    }
  }
  async function find(path, followLast) {
    if (path.includes("\0")) return { ok: false, reason: "absent", path, detail: "no path has a NUL byte" };
    const found = await resolvePath(path, followLast, (at) => store.look(at));
    if (!found.ok) return { ...found, path };
    return { ok: true, path: found.path, stored: found.entry, entry: treeEntry(found.path, found.entry) };
  }
  async function file(path) {
    const found = await find(path, true);
    if (!found.ok || found.entry.kind === "file") return found;
    return { ok: false, reason: "not-a-file", path: found.entry.path, detail: `it is ${nameOfKind(found.entry.kind)}` };
  }
  const stat5 = (path, followLast) => guard(path, async () => {
    const found = await find(path, followLast);
    return found.ok ? { ok: true, entry: found.entry } : found;
  });
  return {
    stat: (path) => stat5(path, true),
    lstat: (path) => stat5(path, false),
    read: (path, maxBytes = defaultMaxBytes) => guard(path, async () => {
      const found = await file(path);
      if (!found.ok) return found;
      const { entry: entry2, stored } = found;
      if (entry2.size > maxBytes) {
        const detail = `${entry2.size} bytes, more than the ${maxBytes} that are read`;
        return { ok: false, reason: "too-large", path: entry2.path, detail };
      }
      return { ok: true, entry: entry2, bytes: await store.content(found.path, stored) };
    }),
    list: (path) => guard(path, async () => {
      const found = await find(path, true);
      if (!found.ok) return found;
      if (found.entry.kind !== "directory") {
        return {
          ok: false,
          reason: "not-a-directory",
          path: found.entry.path,
          detail: `it is ${nameOfKind(found.entry.kind)}`
        };
      }
      return { ok: true, path: found.entry.path, names: await store.names(found.path, found.stored) };
    }),
    binary: (path) => guard(path, async () => {
      const found = await file(path);
      if (!found.ok) return found;
      return { ok: true, entry: found.entry, facts: await store.binary(found.path, found.stored) };
    })
  };
}
function treeEntry(path, stored) {
  return {
    path: `/${path}`,
    kind: stored.kind,
    size: stored.kind === "file" ? stored.size : 0,
    mode: stored.mode,
    linkTarget: stored.target,
    provenance: stored.provenance
  };
}
function nameOfKind(kind) {
  return kind === "directory" ? "a directory" : kind === "symlink" ? "a symlink" : "a device, pipe or socket";
}

// src/image/reference.ts
var forms = [
  "rootfs",
  "tarball",
  "docker-archive",
  "oci-archive",
  "oci",
  "docker-daemon",
  "docker",
  "disk"
];
function splitReference(reference) {
  for (const form of forms) {
    const prefix = form === "docker" ? "docker://" : `${form}:`;
    if (reference.startsWith(prefix)) return { form, rest: reference.slice(prefix.length) };
  }
  return { form: null, rest: reference };
}
async function splitPath(rest, exists2) {
  if (await exists2(rest)) return { path: rest, reference: null };
  for (let cut2 = rest.lastIndexOf(":"); cut2 > 0; cut2 = rest.lastIndexOf(":", cut2 - 1)) {
    const path = rest.slice(0, cut2);
    if (await exists2(path)) return { path, reference: rest.slice(cut2 + 1) || null };
  }
  const first = rest.indexOf(":");
  if (first <= 0) return { path: rest, reference: null };
  return { path: rest.slice(0, first), reference: rest.slice(first + 1) || null };
}

// src/image/detect-form.ts
async function detectForm(rest, ports, inEngine) {
  const exists2 = async (path2) => await kindOf2(ports, path2) !== null;
  const { path } = await splitPath(rest, exists2);
  const kind = await kindOf2(ports, path);
  if (kind === "directory") return { form: await isLayout(ports, path) ? "oci" : "rootfs", rest };
  if (kind === "file") return { form: await detectFile(ports, path), rest };
  if (kind !== null) throw new InputProblem(`${path}: it is neither a file nor a folder`);
  if (/^(?:\.{0,2}\/|~)/.test(rest)) throw new InputProblem(`${rest}: there is no such file or folder`, "ENOENT");
  return { form: await inEngine(rest) ? "docker-daemon" : "docker", rest };
}
async function kindOf2(ports, path) {
  try {
    const { kind } = await ports.files.stat(path);
    return kind === "symlink" ? "other" : kind;
  } catch (error) {
    if (error instanceof InputProblem && error.code !== "ENOENT" && error.code !== "ENOTDIR" && error.code !== "ENAMETOOLONG") {
      throw error;
    }
    return null;
  }
}
async function isLayout(ports, folder) {
  if (await kindOf2(ports, `${folder}/oci-layout`) === "file") return true;
  return await kindOf2(ports, `${folder}/index.json`) === "file" && await kindOf2(ports, `${folder}/blobs`) === "directory";
}
async function detectFile(ports, path) {
  const file = await ports.files.open(path);
  try {
    const head = await file.read(0, sniffLength);
    if (isDisk(head)) return "disk";
    const compression = sniffCompression(head);
    if (compression === "xz" || compression === "bzip2") return "tarball";
    if (compression === "none" && !looksLikeTar(head)) {
      throw new InputProblem(
        `${path} is no image: neither a tar, nor compressed with gzip, zstd or xz, nor a disk image`
      );
    }
    return startsLikeArchive(await firstName(file, path)) ? "archive" : "tarball";
  } finally {
    await file.close();
  }
}
function isDisk(head) {
  if (head[0] === 81 && head[1] === 70 && head[2] === 73 && head[3] === 251) return true;
  return head[510] === 85 && head[511] === 170 && !looksLikeTar(head);
}
var detectBytes = 4 << 20;
async function firstName(file, path) {
  let first = "";
  const tar = new TarScanner((entry2) => {
    if (first === "") first = normalisePath(entry2.name);
    return null;
  }, path);
  const decoder = new SniffingDecoder(path);
  const sink = (bytes) => {
    if (first === "" && tar.position < detectBytes) tar.push(bytes);
  };
  let seen = 0;
  for await (const chunk of file.stream(0)) {
    const pending = decoder.push(chunk, sink);
    if (pending) await pending;
    seen += chunk.length;
    if (first !== "" || seen >= detectBytes) break;
  }
  return first;
}
function startsLikeArchive(name2) {
  return /^(?:manifest\.json|repositories|[0-9a-f]{64}(?:\.json|\.tar|\/.*)?|blobs(?:\/.*)?|index\.json|oci-layout|[^/]+\.tar(?:\.gz)?|[^/]+\/layer\.tar)$/.test(
    name2
  );
}

// src/binary/data-sections.ts
var SHT_PROGBITS = 1;
var SHF_ALLOC = 2;
var SHF_EXECINSTR = 4;
var MOST_SECTIONS = 512;
var TABLES = /* @__PURE__ */ new Set([".gopclntab", ".gosymtab", ".typelink", ".itablink", ".eh_frame", ".eh_frame_hdr", ".interp"]);
async function findDataSections(file) {
  const { size } = file;
  const head = await copyOf(file, 0, ELF_HEAD_SIZE);
  if (head.length < 64 || !isElf(head) || head[4] !== 2 || head[5] !== 1) return null;
  const tableAt = Number(head.readBigUInt64LE(40));
  const entrySize = head.readUInt16LE(58);
  const count4 = head.readUInt16LE(60);
  const namesIndex = head.readUInt16LE(62);
  if (entrySize !== 64 || count4 === 0 || count4 > MOST_SECTIONS || namesIndex >= count4) return null;
  if (!(tableAt > 0) || tableAt + count4 * entrySize > size) return null;
  const table = await copyOf(file, tableAt, count4 * entrySize);
  if (table.length < count4 * entrySize) return null;
  const sectionAt = (index) => {
    const at = index * entrySize;
    return {
      nameAt: table.readUInt32LE(at),
      type: table.readUInt32LE(at + 4),
      flags: Number(table.readBigUInt64LE(at + 8)),
      start: Number(table.readBigUInt64LE(at + 24)),
      length: Number(table.readBigUInt64LE(at + 32))
    };
  };
  const { start, length } = sectionAt(namesIndex);
  if (length > 1 << 16 || start + length > size) return null;
  const names2 = await copyOf(file, start, length);
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  for (let index = 0; index < count4; index++) {
    const section = sectionAt(index);
    const end2 = names2.indexOf(0, section.nameAt);
    const name2 = names2.toString("latin1", section.nameAt, end2 < 0 ? names2.length : end2);
    if (section.type !== SHT_PROGBITS || section.length === 0 || TABLES.has(name2)) continue;
    if ((section.flags & SHF_ALLOC) === 0 || (section.flags & SHF_EXECINSTR) !== 0) continue;
    if (section.start < 64 || section.start + section.length > size) return null;
    seen.add(name2);
    found.push({ start: section.start, length: section.length });
  }
  if (!seen.has(".go.buildinfo") || !seen.has(".rodata")) return null;
  found.sort((a, b) => a.start - b.start);
  return found.every((one, index) => index === 0 || one.start >= end(found[index - 1])) ? found : null;
}
function end({ start, length }) {
  return start + length;
}
async function copyOf(file, offset, length) {
  const found = file.read(offset, length);
  return Buffer.from(found instanceof Promise ? await found : found);
}

// src/binary/scan-binary.ts
var PIECE = 512 << 10;
async function scanBinary(file) {
  const scanner = createBinaryScanner();
  const sections = await findDataSections(file);
  const push = async (start, end2) => {
    for (let at = start; at < end2 && !scanner.finished; ) {
      const found = file.read(at, Math.min(PIECE, end2 - at));
      const bytes = found instanceof Promise ? await found : found;
      if (bytes.length === 0) return;
      scanner.push(bytes);
      at += bytes.length;
    }
  };
  if (sections === null) await push(0, file.size);
  else {
    await push(0, Math.min(ELF_HEAD_SIZE, file.size));
    let at = ELF_HEAD_SIZE;
    for (const { start, length } of sections) {
      const end2 = start + length;
      if (end2 <= at) continue;
      const from = Math.max(start, at);
      if (from > at) scanner.skipTo(from);
      await push(from, end2);
      at = end2;
    }
  }
  return scanner.done();
}

// src/image/layer/layer-index.ts
var whiteoutPrefix = ".wh.";
var whiteoutMetaPrefix = ".wh..wh.";
var opaqueMarker = ".wh..wh..opq";
var implicitDirectory = { kind: "directory", mode: 493, implicit: true };
var LayerIndex = class {
  nodes = /* @__PURE__ */ new Map([["", implicitDirectory]]);
  /** Paths that hide what lower layers have there. */
  whiteouts = /* @__PURE__ */ new Set();
  /** Directories whose content in lower layers is hidden. */
  opaque = /* @__PURE__ */ new Set();
  #where;
  #children = null;
  #whiteoutNames = null;
  /** Bounds the work that replaced directories make. */
  #dropped = 0;
  constructor(entries, where) {
    this.#where = where;
    let count4 = 0;
    for (const entry2 of entries) {
      if (++count4 > limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
      this.#add(entry2);
    }
  }
  /** The names right below a directory, in no order; whiteouts are not among them. */
  childrenOf(directory) {
    this.#children ??= groupByParent(this.nodes.keys());
    return this.#children.get(directory) ?? [];
  }
  /** The names right below a directory that lower layers lose. */
  whiteoutsIn(directory) {
    this.#whiteoutNames ??= groupByParent(this.whiteouts);
    return this.#whiteoutNames.get(directory) ?? [];
  }
  #add(entry2) {
    const name2 = normalisePath(entry2.name);
    if (name2 === "") {
      if (entry2.type === "directory") this.nodes.set("", { kind: "directory", mode: entry2.mode, implicit: false });
      return;
    }
    const base = baseOf(name2);
    const parent = this.#makeParent(parentOf(name2), name2);
    if (base.startsWith(whiteoutPrefix)) {
      if (base === opaqueMarker) this.opaque.add(parent);
      else if (!base.startsWith(whiteoutMetaPrefix)) this.#whiteOut(parent, base.slice(whiteoutPrefix.length));
      return;
    }
    const path = parent === "" ? base : `${parent}/${base}`;
    this.#put(path, this.#node(entry2, path));
  }
  #whiteOut(parent, base) {
    if (base === "" || base === "." || base === "..") {
      throw new InputProblem(
        `${this.#where} has the invalid whiteout ${JSON.stringify(`${parent}/${whiteoutPrefix}${base}`)}`
      );
    }
    this.whiteouts.add(parent === "" ? base : `${parent}/${base}`);
  }
  #node(entry2, path) {
    switch (entry2.type) {
      case "directory":
        return { kind: "directory", mode: entry2.mode, implicit: false };
      case "file":
        return { kind: "file", mode: entry2.mode, size: entry2.size, offset: entry2.offset, sparse: entry2.sparse };
      case "symlink":
        return { kind: "symlink", mode: entry2.mode, target: entry2.link };
      case "hardlink":
        return this.#linked(entry2.link, path);
      default:
        return { kind: "other", mode: entry2.mode };
    }
  }
  /** The name in a hard link counts from the root of the archive; symlinks on the way to it are followed, it itself is not. */
  #linked(link, path) {
    const written = normalisePath(link);
    const parent = this.#follow(parentOf(written));
    const target = parent === null ? written : parent === "" ? baseOf(written) : `${parent}/${baseOf(written)}`;
    const node = target === path ? void 0 : this.nodes.get(target);
    if (node === void 0) return { kind: "lower-link", target: written };
    if (node.kind === "directory") {
      throw new InputProblem(`${this.#where}: ${JSON.stringify(path)} is a hard link to a directory`);
    }
    return node;
  }
  #put(path, node) {
    const old = this.nodes.get(path);
    if (old?.kind === "directory" && node.kind !== "directory") this.#drop(path);
    this.whiteouts.delete(path);
    this.nodes.set(path, node);
  }
  #drop(directory) {
    const prefix = `${directory}/`;
    this.#dropped += this.nodes.size;
    if (this.#dropped > 50 * limits.entries) throw new InputProblem(`${this.#where} replaces too many directories`);
    for (const path of this.nodes.keys()) if (path.startsWith(prefix)) this.nodes.delete(path);
    for (const path of this.whiteouts) if (path.startsWith(prefix)) this.whiteouts.delete(path);
    for (const path of this.opaque) if (path === directory || path.startsWith(prefix)) this.opaque.delete(path);
  }
  /** The path of a directory after the symlinks of this layer, the directory and its parents made where missing. */
  #makeParent(directory, forName) {
    if (this.nodes.get(directory)?.kind === "directory") return directory;
    const resolved = this.#follow(directory);
    if (resolved === null)
      throw new InputProblem(`${this.#where}: too many symlinks on the way to ${JSON.stringify(forName)}`);
    let path = "";
    for (const part of resolved.split("/")) {
      if (part === "") continue;
      path = path === "" ? part : `${path}/${part}`;
      const node = this.nodes.get(path);
      if (node === void 0) this.nodes.set(path, implicitDirectory);
      else if (node.kind !== "directory") {
        throw new InputProblem(`${this.#where}: a parent of ${JSON.stringify(forName)} is no directory`);
      }
    }
    return resolved;
  }
  /** Follows the symlinks of this layer; parts that the layer doesn't have stay as they are. Null: too many. */
  #follow(path) {
    const pending = path.split("/").reverse();
    const done2 = [];
    let budget = limits.symlinks;
    while (pending.length > 0) {
      const part = pending.pop();
      if (part === "" || part === ".") continue;
      if (part === "..") {
        done2.pop();
        continue;
      }
      done2.push(part);
      const node = this.nodes.get(done2.join("/"));
      if (node?.kind !== "symlink") continue;
      if (--budget < 0) return null;
      done2.pop();
      if (node.target.startsWith("/")) done2.length = 0;
      pending.push(...node.target.split("/").reverse());
    }
    return done2.join("/");
  }
};
function groupByParent(paths) {
  const groups = /* @__PURE__ */ new Map();
  for (const path of paths) {
    if (path === "") continue;
    const parent = parentOf(path);
    const names2 = groups.get(parent);
    if (names2) names2.push(baseOf(path));
    else groups.set(parent, [baseOf(path)]);
  }
  return groups;
}

// src/image/engine/subtree.ts
var smallFile = 64 << 10;
async function readSubtree(response, root, names2, where, advanced) {
  const entries = [];
  const contents = /* @__PURE__ */ new Map();
  let kept = 0;
  const place4 = (name2) => {
    const path = normalisePath(name2);
    if (names2 === "below the folder") return path === "" ? root : `${root}/${path}`;
    const cut2 = path.indexOf("/");
    return cut2 < 0 ? root : `${root}${path.slice(cut2)}`;
  };
  const tar = new TarScanner((entry2) => {
    if (entries.length >= limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    entries.push({
      ...entry2,
      name: place4(entry2.name),
      link: entry2.type === "hardlink" ? place4(entry2.link) : entry2.link
    });
    if (entry2.type !== "file" || entry2.sparse || entry2.size > smallFile || kept + entry2.size > limits.captured)
      return null;
    kept += entry2.size;
    return collect(entry2, (bytes) => contents.set(entry2.offset, bytes));
  }, where);
  for await (const chunk of response.body) {
    advanced(chunk.length);
    tar.push(chunk);
  }
  tar.finish();
  if (!tar.ended) throw new InputProblem(`${where}: the answer is cut short`);
  const index = new LayerIndex(entries, where);
  return {
    node: (path) => {
      const node = index.nodes.get(path);
      if (node?.kind === "lower-link") throw new InputProblem(`/${path}: there came a hard link to nothing`);
      return node;
    },
    names: (path) => index.childrenOf(path),
    content: (file) => contents.get(file.offset)
  };
}
function collect(entry2, done2) {
  const bytes = Buffer.allocUnsafeSlow(entry2.size);
  let at = 0;
  return {
    data: (chunk) => {
      bytes.set(chunk, at);
      at += chunk.length;
    },
    end: () => done2(bytes)
  };
}

// src/image/engine/engine-store.ts
var wholeFolders = [
  "etc",
  "kind",
  "run",
  "usr/lib/sysctl.d",
  "usr/lib/systemd/system",
  "usr/local/lib/systemd",
  "var/lib/kubelet"
];
function engineStore(session, files) {
  const subtrees = /* @__PURE__ */ new Map();
  const singles = /* @__PURE__ */ new Map();
  function subtree(root) {
    let found = subtrees.get(root);
    if (!found) {
      found = session.track(fetchSubtree(root));
      subtrees.set(root, found);
    }
    return found;
  }
  async function fetchSubtree(root) {
    const response = await files.archive(`/${root}`);
    return response && readSubtree(response, root, files.names, `/${root} of ${files.where}`, session.advance);
  }
  function folderOf2(path) {
    for (const root of subtrees.keys()) if (isIn(path, root)) return root;
    return wholeFolders.find((root) => isIn(path, root));
  }
  async function single2(path) {
    const status = await files.statPath(`/${path}`);
    if (!status) return null;
    const target = status.kind === "symlink" ? await linkTarget2(path) : null;
    return { kind: status.kind, target, size: status.size, mode: status.mode, provenance: null, bytes: null };
  }
  async function linkTarget2(path) {
    const entries = [];
    await fetchTar(path, (entry3) => {
      entries.push(entry3);
      return null;
    });
    const [entry2] = entries;
    if (entry2?.type === "symlink") return entry2.link;
    throw new InputProblem(`/${path}: ${files.where} did not send the symlink`);
  }
  async function fetchTar(path, visit, enough = () => false) {
    const response = await files.archive(`/${path}`);
    if (!response) throw new InputProblem(`/${path}: ${files.where} no longer has it`);
    const tar = new TarScanner(visit, `/${path} of ${files.where}`);
    try {
      for await (const chunk of response.body) {
        session.advance(chunk.length);
        tar.push(chunk);
        if (enough()) return;
      }
      tar.finish();
    } finally {
      response.cancel();
    }
  }
  return {
    look: async (path) => {
      if (path === "") return { kind: "directory", target: null, size: 0, mode: 493, provenance: null, bytes: null };
      const root = folderOf2(path);
      if (root !== void 0 && root !== path) {
        const tree = await subtree(root);
        return tree ? subtreeEntry(tree, path) : null;
      }
      let entry2 = singles.get(path);
      if (!entry2) {
        entry2 = session.track(single2(path));
        singles.set(path, entry2);
      }
      return entry2;
    },
    names: async (path) => {
      const tree = await subtree(folderOf2(path) ?? path);
      if (!tree) throw new InputProblem(`/${path}: ${files.where} no longer has it`);
      return sortBytewise(tree.names(path));
    },
    content: async (path, file) => {
      if (file.bytes) return file.bytes;
      let bytes = null;
      await fetchTar(path, (entry2) => {
        if (entry2.type !== "file" || entry2.sparse || entry2.size !== file.size) return null;
        return collect(entry2, (all) => {
          bytes = all;
        });
      });
      if (bytes) return bytes;
      throw new InputProblem(`/${path}: ${files.where} did not send its ${file.size} bytes`);
    },
    binary: async (path, file) => {
      const { read } = files;
      if (read) {
        return scanBinary({
          size: file.size,
          read: async (offset, length) => {
            const bytes = await read(`/${path}`, offset, Math.min(length, file.size - offset));
            session.advance(bytes.length);
            return bytes;
          }
        });
      }
      const scanner = createBinaryScanner();
      const sink = {
        data: (chunk) => {
          if (!scanner.finished) scanner.push(chunk);
        },
        end: () => {
        }
      };
      await fetchTar(
        path,
        (entry2) => entry2.type === "file" && !entry2.sparse ? sink : null,
        () => scanner.finished
      );
      return scanner.done();
    }
  };
}
function isIn(path, root) {
  return path === root || path.startsWith(`${root}/`);
}
function subtreeEntry(tree, path) {
  const node = tree.node(path);
  if (!node) return null;
  const base = { kind: node.kind, target: null, size: 0, mode: node.mode, provenance: null, bytes: null };
  if (node.kind === "symlink") return { ...base, target: node.target };
  return node.kind === "file" ? { ...base, size: node.size, bytes: tree.content(node) ?? null } : base;
}

// src/image/disk/disk-format.ts
var diskHeaderLength = 512;
function diskFormat(head, where) {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < 104 || bytes.toString("latin1", 0, 4) !== "QFIû") {
    const other = otherFormat(bytes);
    if (other)
      throw new InputProblem(`${where} is a ${other} image; convert it first: qemu-img convert -O qcow2 ${where} OUT`);
    return "raw";
  }
  const version2 = bytes.readUInt32BE(4);
  if (version2 !== 2 && version2 !== 3)
    throw new InputProblem(`${where} is a qcow image of version ${version2}; only qcow2 is read`);
  if (bytes.readBigUInt64BE(8) !== 0n) {
    throw new InputProblem(
      `${where} is only what differs from another image; make it whole: qemu-img convert -O qcow2 ${where} OUT`
    );
  }
  if (bytes.readUInt32BE(32) !== 0) throw new InputProblem(`${where} is encrypted; decrypt it first`);
  const externalData = 4n;
  if (version2 === 3 && (bytes.readBigUInt64BE(72) & externalData) !== 0n) {
    throw new InputProblem(
      `${where} keeps its content in another file; make it whole: qemu-img convert -O qcow2 ${where} OUT`
    );
  }
  return "qcow2";
}
function otherFormat(bytes) {
  const start = bytes.toString("latin1", 0, 32);
  if (start.startsWith("KDMV") || start.startsWith("# Disk DescriptorFile")) return "VMDK";
  if (start.startsWith("vhdxfile")) return "VHDX";
  if (start.startsWith("conectix")) return "VHD";
  if (start.startsWith("<<< ")) return "VDI";
  return null;
}

// src/image/disk/tar-header.ts
function tarHeader(typeFlag, size, link) {
  const target = encodeName(link);
  if (target.length <= 100) return block("x", typeFlag, size, target);
  const content = Buffer.alloc(padded(target.length + 1));
  target.copy(content);
  return Buffer.concat([
    block("././@LongLink", "K", target.length + 1, Buffer.alloc(0)),
    content,
    block("x", typeFlag, size, target.subarray(0, 100))
  ]);
}
function block(name2, typeFlag, size, link) {
  const header = Buffer.alloc(blockSize);
  const digits = size.toString(8).padStart(11, "0");
  if (digits.length > 11) throw new InputProblem(`a file of ${size} bytes is too large`);
  header.write(name2, 0);
  header.write("0000644\0", 100);
  header.write(`${digits}\0`, 124);
  header.write(typeFlag, 156);
  link.copy(header, 157);
  header.write("ustar  \0", 257, "latin1");
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

// src/image/disk/guest-files.ts
function guestFiles(disk, where) {
  async function statPath(path) {
    const parent = parentOf(path) || "/";
    const text2 = (await output(disk.run(["lstatnslist", guestPath(parent), quoted2(baseOf(path))]))).toString("latin1");
    const field = (name2) => Number(new RegExp(`^ *st_${name2}: (-?[0-9]{1,16})$`, "m").exec(text2)?.[1]);
    if (field("ino") === -1) return null;
    const mode = field("mode");
    const size = field("size");
    if (!Number.isSafeInteger(mode) || !Number.isSafeInteger(size))
      throw new InputProblem(`${where}: the status of ${path} is not understood`);
    return { kind: kindOf3(mode), size, mode: mode & 511 };
  }
  async function read(path, offset, length) {
    return output(disk.run(["pread", guestPath(path), String(length), String(offset)]));
  }
  async function archive(path) {
    const status = await statPath(path);
    if (status === null) return null;
    if (status.kind === "directory") return bodyOf(disk.run(["tar-out", guestPath(path), "-"]));
    if (status.kind === "symlink") {
      const target = await output(disk.run(["readlink", guestPath(path)]));
      return bodyOf(oneEntry(tarHeader("2", 0, decodeName(target.subarray(0, target.length - 1))), 0, nothing()));
    }
    if (status.kind === "file") {
      return bodyOf(
        oneEntry(tarHeader("0", status.size, ""), status.size, disk.run(["download", guestPath(path), "-"]))
      );
    }
    throw new InputProblem(`${path} is no file`);
  }
  return { where, names: "below the folder", statPath, archive, read };
}
function guestPath(path) {
  if (/[\udc80-\udcff]/.test(path)) throw new InputProblem(`${JSON.stringify(path)} has a name that is no UTF-8`);
  return path;
}
function quoted2(name2) {
  if (/^[\w.+@:,%=~-]+$/.test(name2)) return name2;
  if (!name2.includes('"')) return `"${name2}"`;
  if (!name2.includes("'")) return `'${name2}'`;
  throw new InputProblem(`${JSON.stringify(name2)} can not be looked up by guestfish`);
}
function kindOf3(mode) {
  const type = mode & 61440;
  if (type === 32768) return "file";
  if (type === 16384) return "directory";
  return type === 40960 ? "symlink" : "other";
}
async function output(chunks) {
  const parts = [];
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limits.tarMetadata) throw new InputProblem("guestfish prints more than is read");
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
function bodyOf(body) {
  return { body, cancel: () => {
  } };
}
async function* oneEntry(header, size, content) {
  yield header;
  let seen = 0;
  for await (const chunk of content) {
    seen += chunk.length;
    yield chunk;
  }
  if (seen !== size) throw new InputProblem(`guestfish sent ${seen} of ${size} bytes`);
  yield new Uint8Array(padded(size) - size + 1024);
}
async function* nothing() {
}

// src/image/disk/open-disk.ts
async function openDiskImage(session, path) {
  const { ports, signal } = session.options;
  const file = await ports.files.open(path);
  let format2;
  try {
    format2 = diskFormat(await file.read(0, diskHeaderLength), path);
  } finally {
    await file.close();
  }
  const disk = await ports.disk(path, format2, signal);
  session.onClose(() => disk.close());
  session.expect(null);
  if (!disk.accelerated)
    session.remark("the disk was read in an emulated machine, which is slow: KVM can not be used here");
  const tree = createTree(engineStore(session, guestFiles(disk, path)));
  const etc = await tree.stat("/etc");
  if (!etc.ok) throw new InputProblem(`${path}: its operating system has no /etc (${etc.detail})`);
  return tree;
}

// src/image/engine/open-engine.ts
import { randomUUID } from "node:crypto";

// src/image/engine/engine-client.ts
var EngineClient = class {
  address;
  #connection;
  constructor(connection2) {
    this.#connection = connection2;
    this.address = connection2.address;
  }
  /** Null if the engine has no such image. */
  async inspectImage(name2) {
    const response = await this.#connection.request("GET", `/images/${name2}/json`);
    const body = await this.#json(response, [200, 404]);
    return response.status === 404 ? null : asRecord(body, `what ${this.address} says of ${name2}`);
  }
  /** The newest step first. */
  async imageHistory(id2) {
    const response = await this.#connection.request("GET", `/images/${id2}/history`);
    const body = await this.#json(response, [200]);
    return Array.isArray(body) ? body.filter((step2) => typeof step2 === "object" && step2 !== null) : [];
  }
  async createContainer(name2, settings) {
    const response = await this.#connection.request(
      "POST",
      `/containers/create?name=${name2}`,
      JSON.stringify(settings)
    );
    await this.#json(response, [201]);
  }
  /** With its anonymous volumes. A container that isn't there is fine. */
  async removeContainer(name2) {
    const response = await this.#connection.request("DELETE", `/containers/${name2}?force=1&v=1`);
    await this.#json(response, [200, 204, 404]);
  }
  async statPath(container, path) {
    const response = await this.#connection.request("HEAD", archivePath(container, path));
    response.cancel();
    if (response.status === 404) return null;
    const header = response.headers["x-docker-container-path-stat"];
    if (response.status !== 200 || !header) throw this.#failure(response.status, `the status of ${path}`);
    const status = asRecord(parseJson(Buffer.from(header, "base64"), `the status of ${path}`), `the status of ${path}`);
    const mode = Number(status.mode);
    const size = Number(status.size);
    if (!Number.isSafeInteger(mode) || !Number.isSafeInteger(size))
      throw this.#failure(response.status, `the status of ${path}`);
    return { kind: kindOfMode(mode), size: Math.max(0, size), mode: mode % 512 };
  }
  /** A tar of what is at the path; null if there is nothing. */
  async archive(container, path) {
    const response = await this.#connection.request("GET", archivePath(container, path));
    if (response.status === 200) return response;
    const body = await this.#json(response, [404, 500]);
    if (response.status === 404) return null;
    throw this.#failure(response.status, optionalText(body?.message) ?? path);
  }
  async #json(response, expected) {
    const where = `the answer of ${this.address}`;
    const bytes = await readAll(bodySource(response), limits.json, where);
    const body = bytes.length === 0 ? null : parseJson(bytes, where);
    if (expected.includes(response.status)) return body;
    const message2 = typeof body === "object" && body !== null ? optionalText(body.message) : null;
    throw this.#failure(response.status, message2 ?? "no reason given");
  }
  #failure(status, detail) {
    return new InputProblem(`the container engine at ${this.address} refuses (status ${status}): ${detail}`);
  }
};
function bodySource(response) {
  return { size: null, read: async () => new Uint8Array(0), stream: () => response.body };
}
function archivePath(container, path) {
  return `/containers/${container}/archive?path=${encodeURIComponent(path)}`;
}
function kindOfMode(mode) {
  const has = (bit) => Math.floor(mode / 2 ** bit) % 2 === 1;
  if (has(31)) return "directory";
  if (has(27)) return "symlink";
  return has(26) || has(25) || has(24) || has(21) || has(19) ? "other" : "file";
}

// src/image/engine/open-engine.ts
var nameForm = /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/;
async function engineHasImage(session, name2) {
  if (!nameForm.test(name2)) return false;
  try {
    const { ports, signal } = session.options;
    return await new EngineClient(await ports.engine(signal)).inspectImage(name2) !== null;
  } catch {
    return false;
  }
}
async function openEngineImage(session, name2) {
  if (!nameForm.test(name2)) throw new UsageProblem(`${JSON.stringify(name2)} is no image name`);
  const { ports, signal } = session.options;
  const client = new EngineClient(await ports.engine(signal));
  const image2 = await client.inspectImage(name2);
  if (!image2)
    throw new InputProblem(`the container engine at ${client.address} has no image ${name2}; pull or build it first`);
  const where = `what ${client.address} says of ${name2}`;
  const plan = readPlan(image2, await client.imageHistory(asText(image2.Id, where)), where);
  const container = `cgroup-gate-${randomUUID()}`;
  session.onClose(() => client.removeContainer(container));
  await client.createContainer(container, {
    Image: image2.Id,
    Entrypoint: ["/never-started"],
    Cmd: [],
    Labels: { "cgroup-gate": "made to read the files of an image, never started, safe to remove" },
    NetworkDisabled: true,
    HostConfig: { NetworkMode: "none" }
  });
  session.expect(null);
  session.remark(
    `read through the container engine at ${client.address}: layers can't be told apart, and /etc/hosts, /etc/hostname, /etc/resolv.conf and /.dockerenv are the engine's own`
  );
  return { plan, tree: createTree(engineStore(session, filesOf(client, container))) };
}
function filesOf(client, container) {
  return {
    where: "the engine's image",
    names: "from the folder",
    statPath: (path) => client.statPath(container, path),
    archive: (path) => client.archive(container, path)
  };
}
function readPlan(image2, history, where) {
  const id2 = asText(image2.Id, where);
  const rootfs = asRecord(image2.RootFS ?? {}, where);
  const diffIds = asList(rootfs.Layers, where).map((layer) => checkedDigest(layer, where));
  const steps = history.filter((step2) => Number(step2.Size) > 0).reverse();
  return {
    digest: checkedDigest(id2.startsWith("sha256:") ? id2 : `sha256:${id2}`, where),
    platform: platformText({ os: image2.Os, architecture: image2.Architecture, variant: image2.Variant }),
    labels: textMap(asRecord(image2.Config ?? {}, where).Labels),
    layers: diffIds.map((diffId, index) => ({
      name: diffId,
      diffId,
      digest: null,
      size: null,
      annotations: {},
      createdBy: steps.length === diffIds.length ? optionalText(steps[index].CreatedBy) : null
    }))
  };
}

// src/image/folder/folder-store.ts
function folderStore(files, folder, advanced) {
  const root = folder.replace(/\/+$/, "");
  const at = (path) => path === "" ? root || "/" : `${root}/${path}`;
  async function withFile(path, use) {
    const file = await files.open(at(path));
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }
  return {
    look: async (path) => {
      try {
        const status = await (path === "" ? files.stat(at(path)) : files.lstat(at(path)));
        const target = status.kind === "symlink" ? await files.readLink(at(path)) : null;
        return { kind: status.kind, target, size: status.size, mode: status.mode, provenance: null };
      } catch (error) {
        if (error instanceof InputProblem && (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "ENAMETOOLONG")) {
          return null;
        }
        throw error;
      }
    },
    names: async (path) => sortBytewise(await files.list(at(path))),
    content: (path, { size }) => withFile(path, async (file) => {
      const bytes = await readAll(file, size, at(path));
      advanced(bytes.length);
      return bytes;
    }),
    binary: (path) => withFile(
      path,
      (file) => scanBinary({
        size: file.size,
        read: async (offset, length) => {
          const bytes = await file.read(offset, length);
          advanced(bytes.length);
          return bytes;
        }
      })
    )
  };
}

// src/image/toc/find-toc.ts
import { createHash as createHash6 } from "node:crypto";

// src/image/toc/json-items.ts
var quote = 34;
var backslash = 92;
var openers = /* @__PURE__ */ new Set([91, 123]);
var closers = /* @__PURE__ */ new Set([93, 125]);
function* jsonItems(bytes, key2, where) {
  const text2 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wrong = () => new InputProblem(`${where} is no valid JSON, or has no list of ${key2}`);
  const parse = (from, to) => {
    try {
      return JSON.parse(text2.toString("utf8", from, to));
    } catch {
      throw wrong();
    }
  };
  let depth = 0;
  let start = -1;
  let name2 = "";
  let inList = false;
  let found = false;
  for (let at = 0; at < text2.length; at++) {
    const byte = text2[at];
    if (byte === quote) {
      const end2 = endOfString(text2, at);
      if (end2 < 0) throw wrong();
      if (depth === 1) name2 = String(parse(at, end2));
      else if (inList && depth === 2 && start < 0) throw wrong();
      at = end2 - 1;
    } else if (openers.has(byte)) {
      depth++;
      if (depth === 2 && byte === 91 && name2 === key2) {
        if (found) throw wrong();
        inList = true;
        found = true;
      } else if (inList && depth === 3) start = at;
    } else if (closers.has(byte)) {
      if (inList && depth === 3 && start >= 0) {
        yield parse(start, at + 1);
        start = -1;
      }
      depth--;
      if (inList && depth === 1) inList = false;
      if (depth < 0) throw wrong();
    } else if (inList && depth === 2 && byte !== 44 && byte > 32) throw wrong();
  }
  if (depth !== 0 || !found) throw wrong();
}
function endOfString(text2, at) {
  for (let end2 = text2.indexOf(quote, at + 1); end2 >= 0; end2 = text2.indexOf(quote, end2 + 1)) {
    let slashes = 0;
    while (text2[end2 - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return end2 + 1;
  }
  return -1;
}

// src/image/toc/toc-entries.ts
var types = {
  dir: "directory",
  reg: "file",
  symlink: "symlink",
  hardlink: "hardlink",
  char: "other",
  block: "other",
  fifo: "other"
};
var landmarks = /* @__PURE__ */ new Set([".prefetch.landmark", ".no.prefetch.landmark", "stargz.index.json"]);
function readToc(json, contentEnd, where) {
  const entries = [];
  const raw = [];
  const starts = [];
  let seen = 0;
  for (const item of jsonItems(json, "entries", where)) {
    if (++seen > limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    const record = asRecord(item, where);
    const name2 = optionalText(record.name) ?? "";
    const type = optionalText(record.type) ?? "";
    if (type === "chunk") {
      const current = raw.at(-1);
      if (!current || current.name !== name2) throw new InputProblem(`${where}: a chunk stands alone`);
      current.chunks.push(rawChunk(record, where));
    } else {
      const kind = types[type];
      if (kind === void 0)
        throw new InputProblem(`${where}: an entry has the type ${JSON.stringify(type.slice(0, 40))}`);
      if (landmarks.has(name2)) continue;
      const link = optionalText(record.linkName) ?? "";
      if (name2.length > limits.name || link.length > limits.name)
        throw new InputProblem(`${where}: a name is longer than ${limits.name} bytes`);
      const size = kind === "file" ? count(record.size, where) : 0;
      entries.push({
        name: name2,
        type: kind,
        mode: count(record.mode, where) & 4095,
        link,
        offset: raw.length,
        size,
        sparse: false
      });
      if (kind === "file") {
        raw.push({
          size,
          digest: optionalText(record.digest),
          chunks: size > 0 ? [rawChunk(record, where)] : [],
          name: name2
        });
      }
    }
    const start = count(record.offset, where);
    if (start > 0) starts.push(start);
  }
  starts.push(contentEnd);
  const ends = [...new Set(starts)].sort((a, b) => a - b);
  return { entries, files: raw.map((file) => finishFile(file, ends, contentEnd, where)) };
}
function rawChunk(record, where) {
  return {
    start: count(record.offset, where),
    end: record.endOffset === void 0 ? null : count(record.endOffset, where),
    inner: count(record.innerOffset, where),
    offset: count(record.chunkOffset, where),
    size: count(record.chunkSize, where),
    digest: optionalText(record.chunkDigest),
    zeros: record.chunkType === "zeros"
  };
}
function finishFile(file, ends, contentEnd, where) {
  const wrong = (what) => new InputProblem(`${where}: ${JSON.stringify(file.name)} ${what}`);
  const fileEnds = endsOf(file.chunks);
  let covered = 0;
  const chunks = file.chunks.map((chunk, index) => {
    const size = chunk.size === 0 ? file.size - chunk.offset : chunk.size;
    if (chunk.offset !== covered || size <= 0) throw wrong("has chunks that do not follow one another");
    covered += size;
    const { start, inner, offset } = chunk;
    const digest2 = chunk.digest ?? (file.chunks.length === 1 ? file.digest : null);
    if (chunk.zeros) return { place: null, inner: 0, offset, size, digest: digest2 };
    const end2 = fileEnds[index] ?? firstAbove(ends, start);
    if (end2 === null || start >= end2 || end2 > contentEnd) throw wrong("has a chunk outside the layer");
    return { place: { start, end: end2 }, inner, offset, size, digest: digest2 };
  });
  if (covered !== file.size) throw wrong("has chunks for another size than its own");
  return { size: file.size, chunks, digest: file.digest };
}
function endsOf(chunks) {
  const ends = [];
  let next = null;
  for (let index = chunks.length - 1; index >= 0; index--) {
    const chunk = chunks[index];
    ends[index] = next ?? chunk.end ?? chunks[0].end;
    if (!chunk.zeros) next = chunk.start;
  }
  return ends;
}
function firstAbove(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return sorted[low] ?? null;
}
function count(value, where) {
  if (value === void 0 || value === null) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InputProblem(`${where}: ${JSON.stringify(value)?.slice(0, 40)} is no count`);
}

// src/image/toc/find-toc.ts
var chunkedPosition = "io.github.containers.zstd-chunked.manifest-position";
var chunkedDigest = "io.github.containers.zstd-chunked.manifest-checksum";
var stargzDigest = "containerd.io/snapshot/stargz/toc.digest";
function announcesToc({ annotations }) {
  return annotations[chunkedPosition] !== void 0 && annotations[chunkedDigest] !== void 0 || annotations[stargzDigest] !== void 0;
}
async function findToc(source, plan, where) {
  return plan.annotations[chunkedPosition] === void 0 ? findStargz(source, plan, where) : findChunked(source, plan, where);
}
async function findChunked(source, { annotations }, where) {
  const position = annotations[chunkedPosition] ?? "";
  const numbers = /^([0-9]{1,15}):([0-9]{1,15}):([0-9]{1,15}):1$/.exec(position)?.slice(1).map(Number);
  const [offset, length, plainLength] = numbers ?? [];
  if (offset === void 0 || length === void 0 || plainLength === void 0 || length > limits.toc || plainLength > limits.toc)
    throw new InputProblem(`${where}: its table of contents is announced at ${JSON.stringify(position.slice(0, 80))}`);
  const compressed = await source.read(offset, length);
  requireToc(sha256(compressed), annotations[chunkedDigest], where);
  const plain = await decodeExactly(compressed, plainLength, where);
  return { format: "zstd:chunked", toc: readToc(plain, offset, where), bytesRead: length };
}
var footerLength = 51;
async function findStargz(source, { annotations }, where) {
  const { size } = source;
  if (size === null || size < footerLength) throw new InputProblem(`${where}: it is too short for a table of contents`);
  const footer = Buffer.from(await source.read(size - footerLength, footerLength)).toString("latin1");
  const digits = /SG..([0-9a-f]{16})STARGZ/s.exec(footer)?.[1] ?? /([0-9a-f]{16})STARGZ/.exec(footer)?.[1];
  const offset = digits === void 0 ? Number.NaN : Number.parseInt(digits, 16);
  if (!(offset < size) || size - offset > limits.toc)
    throw new InputProblem(`${where}: it has no footer with the place of its table of contents`);
  const compressed = await source.read(offset, size - offset);
  const json = await tocOfTar(compressed, where);
  requireToc(`sha256:${createHash6("sha256").update(json).digest("hex")}`, annotations[stargzDigest], where);
  return {
    format: "eStargz",
    toc: readToc(json, offset, where),
    bytesRead: compressed.length
  };
}
async function tocOfTar(compressed, where) {
  let found = null;
  const scanner = new TarScanner((entry2) => {
    if (entry2.name !== "stargz.index.json" || entry2.type !== "file" || entry2.sparse || entry2.size > limits.toc)
      return null;
    const bytes = Buffer.allocUnsafeSlow(entry2.size);
    let at = 0;
    return {
      data: (chunk) => {
        bytes.set(chunk, at);
        at += chunk.length;
      },
      end: () => {
        found ??= bytes;
      }
    };
  }, where);
  await decode(compressed, "gzip", where, (bytes) => {
    scanner.push(bytes);
    if (scanner.position > 2 * limits.toc) throw new InputProblem(`${where}: its table of contents is too large`);
  });
  if (found === null)
    throw new InputProblem(`${where}: there is no stargz.index.json where its table of contents should be`);
  return found;
}
function requireToc(actual, expected, where) {
  if (actual !== expected)
    throw new InputProblem(
      `${where}: its table of contents has the digest ${actual}, but the manifest says ${expected}`
    );
}
async function decodeExactly(compressed, length, where) {
  const plain = Buffer.allocUnsafeSlow(length);
  let at = 0;
  await decode(compressed, "zstd", where, (bytes) => {
    if (at + bytes.length <= length) plain.set(bytes, at);
    at += bytes.length;
  });
  if (at !== length)
    throw new InputProblem(`${where}: its table of contents has another length than the manifest says`);
  return plain;
}
async function decode(compressed, format2, where, sink) {
  const decoder = createDecoder(format2, where);
  await decoder.push(compressed, sink);
  await decoder.finish(sink);
}

// src/image/toc/toc-layer.ts
import { createHash as createHash7 } from "node:crypto";
function tocLayer(session, source, { format: format2, toc }, where, provenance) {
  const compression = format2 === "eStargz" ? "gzip" : "zstd";
  let index = null;
  let recent = null;
  function fileOf(node) {
    const file = toc.files[node.offset];
    if (!file || file.size !== node.size) throw new InputProblem(`${where}: the table of contents does not fit itself`);
    return file;
  }
  async function contentsOf(chunks) {
    const contents = /* @__PURE__ */ new Map();
    if (recent && chunks.includes(recent.chunk)) contents.set(recent.chunk, recent.content);
    const wanted = chunks.filter((chunk) => !contents.has(chunk));
    for (let from = 0; from < wanted.length; ) {
      let to = from + 1;
      while (to < wanted.length && follows(wanted[to - 1], wanted[to], wanted[from])) to++;
      const group = wanted.slice(from, to);
      const read2 = await session.track(readGroup(group));
      for (const [index2, chunk] of group.entries()) contents.set(chunk, read2[index2]);
      from = to;
    }
    const last = chunks.at(-1);
    if (last) recent = { chunk: last, content: contents.get(last) };
    return chunks.map((chunk) => contents.get(chunk));
  }
  async function readGroup(chunks) {
    const start = chunks[0]?.place?.start ?? 0;
    const end2 = chunks.at(-1)?.place?.end ?? 0;
    for (const { size, inner, place: place4 } of chunks) {
      if (size > limits.chunk || inner > limits.chunk || place4 && place4.end - place4.start > limits.chunk)
        throw new InputProblem(`${where}: a chunk is larger than ${limits.chunk} bytes`);
    }
    const stored = end2 > start ? await source.read(start, end2 - start) : new Uint8Array(0);
    session.advance(stored.length);
    const contents = [];
    for (const { place: place4, inner, size, digest: digest2 } of chunks) {
      const content = place4 ? await decodePart(stored.subarray(place4.start - start, place4.end - start), inner, size) : Buffer.alloc(size);
      if (digest2 !== null && sha256(content) !== digest2) {
        throw new InputProblem(`${where}: a chunk does not have the digest that the table of contents says`);
      }
      contents.push(content);
    }
    return contents;
  }
  async function decodePart(compressed, inner, size) {
    const decoder = createDecoder(compression, where);
    const content = Buffer.allocUnsafeSlow(size);
    let at = -inner;
    const sink = (bytes) => {
      if (at + bytes.length > 0 && at < size) {
        const from = Math.max(0, -at);
        content.set(bytes.subarray(from, Math.min(bytes.length, size - at)), Math.max(0, at));
      }
      at += bytes.length;
    };
    await decoder.push(compressed, sink);
    await decoder.finish(sink);
    if (at < size) throw new InputProblem(`${where}: a chunk is shorter than the table of contents says`);
    return content;
  }
  async function read(file, offset, length) {
    const end2 = Math.min(offset + length, file.size);
    if (end2 <= offset) return new Uint8Array(0);
    const bytes = Buffer.allocUnsafeSlow(end2 - offset);
    const chunks = file.chunks.filter((chunk) => chunk.offset < end2 && chunk.offset + chunk.size > offset);
    const contents = await contentsOf(chunks);
    for (const [index2, chunk] of chunks.entries()) {
      const from = Math.max(offset, chunk.offset);
      const to = Math.min(end2, chunk.offset + chunk.size);
      bytes.set(contents[index2].subarray(from - chunk.offset, to - chunk.offset), from - offset);
    }
    return bytes;
  }
  async function whole(file) {
    const bytes = await read(file, 0, file.size);
    const digest2 = `sha256:${createHash7("sha256").update(bytes).digest("hex")}`;
    if (file.digest !== null && file.digest !== digest2)
      throw new InputProblem(`${where}: a file does not have the digest that the table of contents says`);
    return bytes;
  }
  function requireDigests(file) {
    if (file.digest === null && file.chunks.some(({ digest: digest2 }) => digest2 === null))
      throw new InputProblem(`${where}: the table of contents has no digest for a file`);
  }
  return {
    provenance,
    index: async () => {
      index ??= new LayerIndex(toc.entries, where);
      return index;
    },
    content: async (node) => {
      const file = fileOf(node);
      requireDigests(file);
      return whole(file);
    },
    binary: async (node) => {
      const file = fileOf(node);
      requireDigests(file);
      if (file.chunks.every(({ digest: digest2 }) => digest2 !== null)) {
        return scanBinary({ size: file.size, read: (offset, length) => read(file, offset, length) });
      }
      if (file.size > limits.unchecked) throw new InputProblem(`${where}: a program has no digests for its chunks`);
      const bytes = await whole(file);
      return scanBinary({
        size: bytes.length,
        read: async (offset, length) => bytes.subarray(offset, offset + length)
      });
    }
  };
}
var mostAtOnce = 1 << 20;
function follows({ place: before2 }, { place: place4 }, { place: first }) {
  if (!before2 || !place4 || !first) return false;
  return place4.start === before2.end && place4.end - first.start <= mostAtOnce;
}

// src/image/layer/scanned-layer.ts
function scannedLayer(session, scans, where, expected, provenance) {
  let scan2 = null;
  let index = null;
  async function firstScan() {
    const { memory, verify } = session.options;
    const { diffId, stored } = expected;
    if (!memory || verify || !scans.hashesStored || diffId === null || stored === null) return readAll2();
    const failed2 = (problem) => session.remark(`the cache could not be written: ${problem}`);
    const { scan: found, from } = await memory.scan({ diffId, stored }, readAll2, failed2);
    if (from !== "read") session.layerWasKnown(from);
    return found;
  }
  async function readAll2() {
    const result2 = await scans.first();
    session.layerWasRead();
    checkDigest(where, "the uncompressed content", expected.diffId, result2.diffId);
    const stored = result2.storedDigest ?? (result2.compression === "none" ? result2.diffId : null);
    checkDigest(where, "the blob", expected.stored, stored);
    const unchecked = result2.compression === "none" && expected.diffId === null;
    if (!result2.ended && unchecked)
      throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);
    return result2;
  }
  const scanned = () => {
    scan2 ??= session.track(firstScan());
    return scan2;
  };
  const secondPass = batchedPass(scans);
  async function find(file, as, pick) {
    const found = pick(await scanned());
    if (found !== void 0) return found;
    const again = pick(await session.track(secondPass({ offset: file.offset, size: file.size, as })));
    if (again === void 0) throw new InputProblem(`${where}: it changed while it was read`);
    return again;
  }
  return {
    provenance,
    index: () => {
      index ??= session.track(scanned().then((result2) => new LayerIndex(entriesOf(result2.entries), where)));
      return index;
    },
    content: (file) => find(file, "content", (result2) => result2.contents.get(file.offset)),
    binary: (file) => find(file, "binary", (result2) => result2.binaries.get(file.offset))
  };
}
function checkDigest(where, what, expected, actual) {
  if (expected === null || actual === null || expected === actual) return;
  throw new InputProblem(
    `${where}: ${what} has the digest ${actual}, but the image says ${expected}; the image is damaged or was changed`
  );
}
function batchedPass(scans) {
  let collecting = null;
  let next = null;
  let running = Promise.resolve();
  return (file) => {
    if (collecting && next) {
      collecting.push(file);
      return next;
    }
    const batch = [file];
    collecting = batch;
    next = running.catch(() => {
    }).then(() => new Promise((resolve2) => setImmediate(resolve2))).then(() => {
      collecting = null;
      return scans.again(batch);
    });
    running = next;
    return next;
  };
}

// src/image/layer/walked-layer.ts
function walkedLayer(session, source, where, provenance) {
  let index = null;
  async function walk2() {
    const entries = [];
    const result2 = await walkTar(source, where, (entry2) => entries.push(entry2));
    session.advance(result2.bytesRead);
    session.layerWasRead();
    if (!result2.ended) throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);
    return new LayerIndex(entries, where);
  }
  return {
    provenance,
    index: () => {
      index ??= session.track(walk2());
      return index;
    },
    content: async (file) => {
      session.advance(file.size);
      return source.read(file.offset, file.size);
    },
    binary: (file) => {
      const content = slice(source, file.offset, file.size);
      return scanBinary({
        size: file.size,
        read: (offset, length) => {
          session.advance(Math.min(length, file.size - offset));
          return content.readNow?.(offset, length) ?? content.read(offset, length);
        }
      });
    }
  };
}

// src/image/layer/create-layers.ts
async function createLayers(session, files, plan) {
  const contents = [];
  for (const { name: name2 } of plan.layers) {
    const content = await files.layer(name2);
    if (!content) throw new InputProblem(`${files.where} lacks the layer ${name2}; save the whole image again`);
    contents.push(content);
  }
  const made = /* @__PURE__ */ new Map();
  const layers = plan.layers.map(async (layerPlan, index) => {
    const { name: name2, diffId, createdBy } = layerPlan;
    const provenance = { layer: index + 1, layers: plan.layers.length, diffId, createdBy };
    const where = `layer ${index + 1} of ${plan.layers.length} (${name2} in ${files.where})`;
    const content = contents[index];
    const key2 = `${content.id} ${diffId} ${layerPlan.digest}`;
    const known = made.get(key2) ?? createLayer(session, content, where, layerPlan, provenance);
    made.set(key2, known);
    return { ...(await known).layer, provenance };
  });
  const created = await Promise.all(layers);
  startLargestFirst(await Promise.all(made.values()));
  return created;
}
function startLargestFirst(layers) {
  const eager = layers.filter((layer) => layer.start !== null).sort((a, b) => b.start - a.start);
  for (const { layer } of eager) layer.index().catch(() => {
  });
}
async function createLayer(session, content, where, plan, provenance) {
  const expected = { diffId: plan.diffId, stored: plan.digest };
  if (content.kind === "scans") {
    return { layer: scannedLayer(session, content.scans, where, expected, provenance), start: 0 };
  }
  session.expect(content.source.size);
  if (!session.options.verify && announcesToc(plan)) {
    const found = await findAnnounced(session, content.source, plan, where);
    if (found) return { layer: tocLayer(session, content.source, found, where, provenance), start: null };
  }
  return createSourceLayer(session, content.source, where, expected, provenance);
}
async function findAnnounced(session, source, plan, where) {
  try {
    const found = await findToc(source, plan, where);
    session.advance(found.bytesRead);
    session.layerWasRead();
    session.remark(
      `relied on the ${found.format} tables of contents of layers, which the manifest vouches for; --verify reads everything instead`
    );
    return found;
  } catch (error) {
    session.remark(`${problemText(error)}; the layer was read as a whole`);
    return null;
  }
}
async function createSourceLayer(session, source, where, expected, provenance) {
  if (!source.readNow) {
    const scans2 = sourceScans(session, source, null, where, expected.stored !== null);
    return { layer: scannedLayer(session, scans2, where, expected, provenance), start: source.size ?? 0 };
  }
  const head = source.readNow(0, sniffLength);
  const compression = sniffCompression(head);
  const plain = compression === "none";
  if (plain && source.size !== 0 && !looksLikeTar(head)) {
    throw new InputProblem(`${where} is neither a tar nor compressed with gzip or zstd`);
  }
  if (plain && source.size !== 0 && !(session.options.verify && expected.diffId !== null)) {
    return { layer: walkedLayer(session, source, where, provenance), start: null };
  }
  const hashStored = !plain && expected.stored !== null && (session.options.verify || session.options.memory !== void 0);
  const scans = sourceScans(session, source, compression, where, hashStored);
  return {
    layer: scannedLayer(session, scans, where, expected, provenance),
    start: source.size ?? Number.MAX_SAFE_INTEGER
  };
}

// src/image/oci/layout-files.ts
function layoutFiles(session, folder, where) {
  const { files } = session.options.ports;
  async function open4(name2) {
    try {
      const file = await files.open(`${folder}/${name2}`);
      session.onClose(() => file.close());
      return file;
    } catch (error) {
      if (error instanceof InputProblem && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
      throw error;
    }
  }
  return {
    where,
    has: async (name2) => {
      try {
        return (await files.stat(`${folder}/${name2}`)).kind === "file";
      } catch {
        return false;
      }
    },
    small: async (name2) => {
      const file = await open4(name2);
      if (!file) return null;
      session.advance(file.size);
      return readAll(file, limits.json, `${folder}/${name2}`);
    },
    layer: async (name2) => {
      const source = await open4(name2);
      return source && { kind: "source", id: name2, source };
    }
  };
}

// src/image/overlay/overlay-lookup.ts
async function lookUp(layers, path) {
  const prefixes = prefixesOf(path);
  for (let level = layers.length - 1; level >= 0; level--) {
    const layer = layers[level];
    const index = await layer.index();
    let last = index.opaque.has("") && path !== "";
    for (let depth = 0; depth < prefixes.length; depth++) {
      const prefix = prefixes[depth];
      if (index.whiteouts.has(prefix)) last = true;
      const node = index.nodes.get(prefix);
      if (node === void 0) break;
      if (depth === prefixes.length - 1) {
        return node.kind === "lower-link" ? await followLink(layers, level, node.target) : { layer, node };
      }
      if (node.kind !== "directory") return null;
      if (index.opaque.has(prefix)) last = true;
    }
    if (last) return null;
  }
  return null;
}
async function listNames(layers, path) {
  const prefixes = prefixesOf(path);
  const shown = /* @__PURE__ */ new Set();
  const hidden = /* @__PURE__ */ new Set();
  for (let level = layers.length - 1; level >= 0; level--) {
    const index = await layers[level].index();
    let last = index.opaque.has("");
    let reached = true;
    for (const prefix of prefixes) {
      if (index.whiteouts.has(prefix)) last = true;
      if (index.opaque.has(prefix)) last = true;
      const node = index.nodes.get(prefix);
      if (node?.kind === "directory") continue;
      reached = false;
      if (node !== void 0) last = true;
      break;
    }
    if (reached) {
      for (const name2 of index.childrenOf(path)) if (!hidden.has(name2)) shown.add(name2);
      for (const name2 of index.whiteoutsIn(path)) hidden.add(name2);
    }
    if (last) break;
  }
  return sortBytewise(shown);
}
async function followLink(layers, level, target) {
  const below = layers.slice(0, level);
  const found = await resolvePath(target, false, async (path) => {
    const located = await lookUp(below, path);
    return located === null ? null : { ...located, kind: located.node.kind, target: linkTarget(located.node) };
  });
  if (found.ok && found.entry.kind !== "directory") return { layer: found.entry.layer, node: found.entry.node };
  throw new InputProblem(
    `layer ${level + 1} has a hard link to ${JSON.stringify(target)}, which is no file of it or below it`
  );
}
function linkTarget(node) {
  return node.kind === "symlink" ? node.target : null;
}
function prefixesOf(path) {
  if (path === "") return [""];
  const prefixes = [];
  for (let cut2 = path.indexOf("/"); cut2 >= 0; cut2 = path.indexOf("/", cut2 + 1)) prefixes.push(path.slice(0, cut2));
  prefixes.push(path);
  return prefixes;
}

// src/image/overlay/overlay-store.ts
function overlayStore(layers) {
  return {
    look: async (path) => {
      const located = await lookUp(layers, path);
      return located === null ? null : overlayEntry(located);
    },
    names: (path) => listNames(layers, path),
    content: async (path, { located }) => {
      const file = plainFile(path, located);
      if (file.size === 0) return new Uint8Array(0);
      const bytes = await located.layer.content(file);
      if (bytes.length !== file.size) {
        throw new InputProblem(`/${path}: ${bytes.length} of its ${file.size} bytes could be read`);
      }
      return bytes;
    },
    binary: (path, { located }) => located.layer.binary(plainFile(path, located))
  };
}
function overlayEntry(located) {
  const { layer, node } = located;
  return {
    kind: node.kind,
    target: linkTarget(node),
    size: node.kind === "file" ? node.size : 0,
    mode: node.mode,
    provenance: layer.provenance,
    located
  };
}
function plainFile(path, { node }) {
  if (node.kind !== "file") throw new InputProblem(`/${path} is no file`);
  if (node.sparse) throw new InputProblem(`/${path} is stored as a sparse file, which is not read`);
  return node;
}

// src/image/registry/registry-name.ts
var domainForm = /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?$/;
var repositoryForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
var tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
var digestForm2 = /^sha256:[0-9a-f]{64}$/;
function parseRegistryName(text2, allowPattern = false) {
  const wrong = (what) => new UsageProblem(`docker://${text2}: ${what}`);
  const plainHttp = text2.startsWith("http://");
  let rest = plainHttp ? text2.slice("http://".length) : text2;
  if (rest.startsWith("https://")) rest = rest.slice("https://".length);
  let digest2 = null;
  const at = rest.indexOf("@");
  if (at >= 0) {
    digest2 = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (!digestForm2.test(digest2)) throw wrong("behind the @ has to stand sha256: and 64 hexadecimal digits");
  }
  let tag = null;
  const colon = rest.lastIndexOf(":");
  if (colon > rest.lastIndexOf("/")) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
    if (!tagForm.test(allowPattern ? tag.replace(/^[*?]/, "_").replace(/[*?]/g, "-") : tag)) {
      throw wrong(`${JSON.stringify(tag)} is no tag`);
    }
  }
  const slash = rest.indexOf("/");
  const first = slash < 0 ? "" : rest.slice(0, slash);
  const hasDomain = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  let registry = hasDomain ? first : "docker.io";
  let repository = hasDomain ? rest.slice(slash + 1) : rest;
  if (registry === "index.docker.io" || registry === "registry-1.docker.io") registry = "docker.io";
  if (registry === "docker.io" && !repository.includes("/")) repository = `library/${repository}`;
  if (!domainForm.test(registry)) throw wrong(`${JSON.stringify(registry)} is no name of a registry`);
  if (!repositoryForm.test(repository) || repository.length > 255) {
    throw wrong(
      `${JSON.stringify(repository)} is no name of a repository; it has lower-case letters, digits and . _ - /`
    );
  }
  return { registry, repository, tag: tag ?? (digest2 === null ? "latest" : null), digest: digest2, plainHttp };
}
function showName({ registry, repository, tag, digest: digest2 }) {
  return `${registry}/${repository}${tag === null ? "" : `:${tag}`}${digest2 === null ? "" : `@${digest2}`}`;
}
function isLoopback(host) {
  const name2 = host.replace(/:[0-9]+$/, "");
  return name2 === "localhost" || name2.endsWith(".localhost") || name2 === "[::1]" || /^127(?:\.[0-9]{1,3}){3}$/.test(name2);
}

// src/image/registry/endpoints.ts
async function endpointOf(ports, { registry, repository, plainHttp }, signal) {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  const secure = { registry, repository, origin: `https://${host}` };
  const plain = { registry, repository, origin: `http://${host}` };
  if (plainHttp) return plain;
  if (!isLoopback(host)) return secure;
  try {
    const response = await ports.http.request({ method: "GET", url: `${secure.origin}/v2/`, headers: {}, signal });
    response.cancel();
    return secure;
  } catch (error) {
    if (isCertificateProblem(error)) {
      throw new InputProblem(`${problemText(error)}; name its certificate authority with NODE_EXTRA_CA_CERTS=FILE`);
    }
    return plain;
  }
}
function isCertificateProblem(error) {
  return error instanceof InputProblem && error.code !== null && /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/.test(error.code);
}

// src/image/registry/mirrors.ts
function placesFor(name2, configs) {
  const full = `${name2.registry}/${name2.repository}`;
  const own = { registry: name2.registry, repository: name2.repository, plainHttp: name2.plainHttp };
  const rules = new Map(configs.flatMap(readRules).map((rule4) => [rule4.prefix, rule4]));
  const fitting = [...rules.values()].filter((rule4) => matchedPart(rule4.prefix, full) !== null).sort((a, b) => b.prefix.length - a.prefix.length);
  const [rule3] = fitting;
  if (rule3 === void 0) return [own];
  if (rule3.blocked) throw new InputProblem(`docker://${full} is blocked by the registries.conf of this machine`);
  const matched = matchedPart(rule3.prefix, full);
  const moved = (location3, insecure) => {
    const written = `${location3 === "" ? matched : location3}${full.slice(matched.length)}`;
    const slash = written.indexOf("/");
    if (slash <= 0 || slash === written.length - 1) return null;
    return {
      registry: written.slice(0, slash),
      repository: written.slice(slash + 1),
      plainHttp: insecure || name2.plainHttp
    };
  };
  const mirrors = rule3.mirrors.filter(({ pull }) => pull === "all" || pull === "digest-only" === (name2.digest !== null)).map(({ location: location3, insecure }) => moved(location3, insecure));
  return [...mirrors, moved(rule3.location, rule3.insecure)].filter((place4) => place4 !== null);
}
function matchedPart(prefix, full) {
  if (prefix.startsWith("*.")) {
    const host = full.slice(0, full.indexOf("/"));
    return host.replace(/:[0-9]+$/, "").endsWith(prefix.slice(1)) ? host : null;
  }
  return full === prefix || full.startsWith(`${prefix}/`) ? prefix : null;
}
function readRules({ path, text: text2 }) {
  const parsed = parseToml(Buffer.from(text2, "utf8"), "toml-1.0");
  if (!parsed.ok) throw new InputProblem(`${path}, line ${parsed.error.position.line}: ${parsed.error.message}`);
  return tablesOf(parsed.document, "registry").flatMap((table) => {
    const location3 = textOf(table, "location") ?? "";
    const prefix = (textOf(table, "prefix") ?? location3).replace(/\/+$/, "");
    if (prefix === "") return [];
    const mirrors = tablesOf(table, "mirror").flatMap((mirror) => {
      const at = textOf(mirror, "location");
      const pull = textOf(mirror, "pull-from-mirror");
      const digestOnly = flagOf(table, "mirror-by-digest-only");
      if (at === null) return [];
      return [
        {
          location: at,
          insecure: flagOf(mirror, "insecure"),
          pull: pull === "digest-only" || pull === "tag-only" ? pull : digestOnly ? "digest-only" : "all"
        }
      ];
    });
    return [{ prefix, location: location3, insecure: flagOf(table, "insecure"), blocked: flagOf(table, "blocked"), mirrors }];
  });
}
function tablesOf(table, key2) {
  const value = entry(table, key2)?.value;
  return value?.type === "array" ? value.items.filter((item) => item.type === "table") : [];
}
function textOf(table, key2) {
  const value = entry(table, key2)?.value;
  return value?.type === "string" ? value.value : null;
}
function flagOf(table, key2) {
  const value = entry(table, key2)?.value;
  return value?.type === "boolean" && value.value;
}

// src/image/registry/challenge.ts
var token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/;
function parseChallenges(header) {
  const challenges = [];
  let rest = header;
  const skip = (pattern) => {
    rest = rest.replace(pattern, "");
  };
  while (rest.length > 0) {
    skip(/^[\s,]+/);
    const word = token.exec(rest)?.[0];
    if (word === void 0) break;
    rest = rest.slice(word.length);
    const equals = /^\s*=\s*/.exec(rest)?.[0];
    const current = challenges.at(-1);
    if (equals === void 0) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
      continue;
    }
    if (current === void 0) break;
    rest = rest.slice(equals.length);
    const quoted3 = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    const value = quoted3 ? quoted3[1].replace(/\\(.)/g, "$1") : token.exec(rest)?.[0] ?? "";
    rest = rest.slice(quoted3 ? quoted3[0].length : value.length);
    current.parameters[word.toLowerCase()] = value;
  }
  return challenges;
}

// src/image/registry/credentials.ts
var hubKey = "https://index.docker.io/v1/";
async function findCredential(ports, registry, repository) {
  const problems = [];
  for (const file of await ports.credentialFiles()) {
    const config = parseConfig(file, problems);
    if (config === null) continue;
    const helper = optionalText(recordOf(config.credHelpers)[registry]) ?? optionalText(config.credsStore);
    if (helper !== null && /^[A-Za-z0-9._-]+$/.test(helper)) {
      const answer2 = await ports.credentialHelper(helper, registry === "docker.io" ? hubKey : registry);
      if (answer2.kind === "found") return { credential: fromHelper(answer2.username, answer2.secret), problems };
      if (answer2.kind === "failed") problems.push(`docker-credential-${helper}: ${answer2.detail}`);
    }
    const credential = fromEntries(recordOf(config.auths), registry, repository);
    if (credential !== null) return { credential, problems };
  }
  return { credential: null, problems };
}
function parseConfig(file, problems) {
  try {
    return recordOf(JSON.parse(file.text));
  } catch {
    problems.push(`${file.path} is no valid JSON`);
    return null;
  }
}
function recordOf(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function fromHelper(username, secret) {
  return username === "<token>" ? { kind: "identity", token: secret } : { kind: "password", username, password: secret };
}
function fromEntries(entries, registry, repository) {
  const wanted = [];
  const parts = [registry, ...repository.split("/")];
  for (let length = parts.length; length > 0; length--) wanted.push(parts.slice(0, length).join("/"));
  if (registry === "docker.io") wanted.push(hubKey, "index.docker.io", "registry-1.docker.io");
  for (const key2 of wanted) {
    const credential = readEntry(entries[key2]);
    if (credential !== null) return credential;
  }
  for (const [key2, entry2] of Object.entries(entries)) {
    if (hostOf(key2) !== registry) continue;
    const credential = readEntry(entry2);
    if (credential !== null) return credential;
  }
  return null;
}
function hostOf(key2) {
  const host = /^https?:\/\/([^/]+)(?:\/|$)/.exec(key2)?.[1] ?? null;
  return host === "index.docker.io" ? "docker.io" : host;
}
function readEntry(value) {
  const entry2 = recordOf(value);
  const identity2 = optionalText(entry2.identitytoken);
  if (identity2 !== null) return { kind: "identity", token: identity2 };
  const bearer = optionalText(entry2.registrytoken);
  if (bearer !== null) return { kind: "bearer", token: bearer };
  const both = Buffer.from(optionalText(entry2.auth) ?? "", "base64").toString("utf8").replace(/\0+$/, "");
  const colon = both.indexOf(":");
  const username = colon > 0 ? both.slice(0, colon) : optionalText(entry2.username);
  const password = colon > 0 ? both.slice(colon + 1) : optionalText(entry2.password);
  return username !== null && password !== null ? { kind: "password", username, password } : null;
}

// src/image/registry/send.ts
var attempts = 5;
var firstPause = 500;
var longestPause = 12e4;
var mostRedirects = 10;
var passing = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
var brokenConnections = /* @__PURE__ */ new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ERR_STREAM_PREMATURE_CLOSE"
]);
async function send(ports, sending, signal) {
  for (let attempt = 1; ; attempt++) {
    let pause2 = firstPause * 2 ** (attempt - 1);
    try {
      const response = await follow(ports, sending, signal);
      if (!passing.has(response.status) || attempt === attempts) return response;
      const asked = retryAfter(response.headers);
      if (asked !== null && asked > longestPause) return response;
      response.cancel();
      pause2 = asked ?? pause2;
    } catch (error) {
      if (!isPassing2(error) || attempt === attempts) throw error;
    }
    requireGoing(signal);
    await ports.wait(pause2, signal);
    requireGoing(signal);
  }
}
function requireGoing(signal) {
  if (signal?.aborted) throw new InputProblem("reading the image was cancelled");
}
function isPassing2(error) {
  return error instanceof InputProblem && error.code !== null && brokenConnections.has(error.code);
}
async function follow({ http }, sending, signal) {
  const origin2 = new URL(sending.url).origin;
  let url = sending.url;
  let trusted = true;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await http.request({
      method: sending.method,
      url,
      headers: {
        ...sending.headers,
        ...trusted && sending.authorization !== null ? { authorization: sending.authorization } : {}
      },
      ...sending.body === void 0 ? {} : { body: sending.body },
      signal
    });
    const { location: location3 } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.status) || location3 === void 0) return response;
    response.cancel();
    const next = redirectTarget(location3, url);
    trusted &&= next.origin === origin2;
    url = next.href;
  }
  throw new InputProblem(`${origin2} redirects more than ${mostRedirects} times`);
}
function redirectTarget(location3, from) {
  let next;
  try {
    next = new URL(location3, from);
  } catch {
    throw new InputProblem(
      `${new URL(from).origin} redirects to ${JSON.stringify(location3.slice(0, 200))}, which is no address`
    );
  }
  const safe = next.protocol === "https:" || next.protocol === "http:" && from.startsWith("http:");
  if (!safe)
    throw new InputProblem(
      `${new URL(from).origin} redirects to ${next.protocol}//${next.host}, which is not encrypted`
    );
  return next;
}
function retryAfter(headers) {
  const value = headers["retry-after"]?.trim();
  if (value === void 0 || value === "") return null;
  if (/^[0-9]{1,9}$/.test(value)) return Number(value) * 1e3;
  const until = Date.parse(value);
  const now = Date.parse(headers.date ?? "");
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
}

// src/image/registry/authorizer.ts
var tokenBytes = 1 << 20;
var Authorizer = class {
  #ports;
  #registry;
  #repository;
  #secure;
  #signal;
  #current = null;
  #found = null;
  #renewing = null;
  /** `secure`: the registry is spoken to over TLS, and so has to be whoever gives the tokens. */
  constructor(ports, registry, repository, secure, signal) {
    this.#ports = ports;
    this.#registry = registry;
    this.#repository = repository;
    this.#secure = secure;
    this.#signal = signal;
  }
  /** What goes into the `Authorization` header, if it is known already. */
  get authorization() {
    return this.#current;
  }
  /** Answers a 401 to a request that carried `used`. Rejects where there is nothing (more) to log in with. */
  async renew(response, used) {
    response.cancel();
    if (this.#current !== null && this.#current !== used) return this.#current;
    this.#renewing ??= this.#obtain(response, used).finally(() => {
      this.#renewing = null;
    });
    this.#current = await this.#renewing;
    return this.#current;
  }
  /** Why nothing better could be sent, for the message of a refusal. */
  async explain() {
    const { credential, problems } = await this.#credential();
    const why = problems.length > 0 ? ` (${problems.join("; ")})` : "";
    if (credential === null)
      return `there are no credentials for ${this.#registry}${why}; log in with docker login ${this.#registry}`;
    return `the credentials for ${this.#registry} do not allow it${why}`;
  }
  #credential() {
    this.#found ??= findCredential(this.#ports, this.#registry, this.#repository);
    return this.#found;
  }
  async #obtain(response, used) {
    const challenges = parseChallenges(response.headers["www-authenticate"] ?? "");
    const { credential } = await this.#credential();
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    if (bearer !== void 0) {
      if (credential?.kind === "bearer") return this.#once(`Bearer ${credential.token}`, used);
      return `Bearer ${await this.#token(bearer.parameters, credential)}`;
    }
    if (challenges.some(({ scheme }) => scheme === "basic") && credential?.kind === "password") {
      return this.#once(basic(credential), used);
    }
    throw new InputProblem(`${this.#registry} wants a login, and ${await this.explain()}`);
  }
  async #once(authorization, used) {
    if (authorization !== used) return authorization;
    throw new InputProblem(`${this.#registry} refuses the login: ${await this.explain()}`);
  }
  async #token(parameters, credential) {
    const { realm, service } = parameters;
    const scope = parameters.scope ?? `repository:${this.#repository}:pull`;
    const url = this.#realm(realm ?? "");
    const form = new URLSearchParams();
    if (service !== void 0) form.set("service", service);
    form.set("scope", scope);
    let response;
    if (credential?.kind === "identity") {
      form.set("grant_type", "refresh_token");
      form.set("client_id", "cgroup-gate");
      form.set("refresh_token", credential.token);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const sending = { method: "POST", url: url.href, headers, authorization: null, body: form.toString() };
      response = await send(this.#ports, sending, this.#signal);
    } else {
      for (const [key2, value] of form) url.searchParams.set(key2, value);
      const authorization = credential?.kind === "password" ? basic(credential) : null;
      response = await send(this.#ports, { method: "GET", url: url.href, headers: {}, authorization }, this.#signal);
    }
    if (response.status !== 200) {
      response.cancel();
      throw new InputProblem(
        `${url.host} gives no token for ${this.#registry}/${this.#repository} (status ${response.status}): ${await this.explain()}`
      );
    }
    const where = `the token of ${url.host}`;
    const bytes = await readAll(
      { size: null, read: async () => new Uint8Array(0), stream: () => response.body },
      tokenBytes,
      where
    );
    const answer2 = asRecord(parseJson(bytes, where), where);
    const token2 = optionalText(answer2.token) ?? optionalText(answer2.access_token);
    if (token2 === null || /[^\x21-\x7e]/.test(token2)) throw new InputProblem(`${where} holds none`);
    return token2;
  }
  #realm(realm) {
    const wrong = (why) => new InputProblem(
      `${this.#registry} says to get a token from ${JSON.stringify(realm.slice(0, 200))}, which is ${why}`
    );
    let url;
    try {
      url = new URL(realm);
    } catch {
      throw wrong("no address");
    }
    if (url.protocol === "https:" || url.protocol === "http:" && !this.#secure) return url;
    throw wrong("not encrypted");
  }
};
function basic({ username, password }) {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

// src/image/registry/registry-client.ts
var manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json"
].join(", ");
var errorBytes = 64 << 10;
var mostTagPages = 1e3;
var mostTags = 2e5;
var RegistryClient = class {
  endpoint;
  #ports;
  #signal;
  #authorizer;
  constructor(ports, endpoint, signal) {
    this.endpoint = endpoint;
    this.#ports = ports;
    this.#signal = signal;
    const { registry, repository, origin: origin2 } = endpoint;
    this.#authorizer = new Authorizer(ports, registry, repository, origin2.startsWith("https:"), signal);
  }
  /** `docker.io/library/node` */
  get where() {
    return `${this.endpoint.registry}/${this.endpoint.repository}`;
  }
  /** By tag or digest; null if there is none. */
  async manifest(reference) {
    const response = await this.#request("GET", `manifests/${reference}`, { accept: manifestTypes });
    if (response.status === 404) {
      response.cancel();
      return null;
    }
    const what = `the manifest ${reference} of ${this.where}`;
    if (response.status !== 200) throw await this.#refusal(response, what);
    const bytes = await bodyBytes(response, limits.json, what);
    const mediaType = optionalText(asRecord(parseJson(bytes, what), what).mediaType);
    return { bytes, digest: sha256(bytes), mediaType: mediaType ?? response.headers["content-type"] ?? "" };
  }
  /** A small blob as a whole; null if there is none. */
  async smallBlob(digest2) {
    const response = await this.#request("GET", `blobs/${digest2}`, {});
    if (response.status === 404) {
      response.cancel();
      return null;
    }
    const what = `${digest2} of ${this.where}`;
    if (response.status !== 200) throw await this.#refusal(response, what);
    return bodyBytes(response, limits.json, what);
  }
  /**
   * A blob, or a part of it. `from` says where in the blob the body begins: a server may send the whole where a part was
   * asked for.
   */
  async blob(digest2, range) {
    const headers = range === null ? {} : { range: `bytes=${range.first}-${range.last ?? ""}` };
    const response = await this.#request("GET", `blobs/${digest2}`, headers);
    if (response.status === 200) return { response, from: 0 };
    if (response.status === 206 && range !== null) {
      const sent = /^bytes ([0-9]{1,15})-/.exec(response.headers["content-range"] ?? "")?.[1];
      if (sent !== void 0 && Number(sent) <= range.first) return { response, from: Number(sent) };
      response.cancel();
      throw new InputProblem(`${this.where} sends another part of ${digest2} than was asked for`);
    }
    throw await this.#refusal(response, `the blob ${digest2} of ${this.where}`);
  }
  /** All tags, page by page. */
  async tags() {
    const tags = [];
    const what = `the tags of ${this.where}`;
    let path = "tags/list?n=1000";
    for (let page = 0; page < mostTagPages; page++) {
      const response = await this.#request("GET", path, {});
      if (response.status !== 200) throw await this.#refusal(response, what);
      const { link } = response.headers;
      const body = asRecord(parseJson(await bodyBytes(response, limits.json, what), what), what);
      for (const tag of asList(body.tags, what)) tags.push(asText(tag, what));
      if (tags.length > mostTags) throw new InputProblem(`${what} are more than ${mostTags}`);
      const next = nextPage(link, `${this.endpoint.origin}/v2/${this.endpoint.repository}/${path}`);
      if (next === null) return tags;
      path = next;
    }
    throw new InputProblem(`${what} come on more than ${mostTagPages} pages`);
  }
  async #request(method, path, headers) {
    const { origin: origin2, repository } = this.endpoint;
    const url = path.startsWith("/") ? `${origin2}${path}` : `${origin2}/v2/${repository}/${path}`;
    for (let round = 0; ; round++) {
      const { authorization } = this.#authorizer;
      const response = await send(this.#ports, { method, url, headers, authorization }, this.#signal);
      if (response.status !== 401 || round === 2) return response;
      await this.#authorizer.renew(response, authorization);
    }
  }
  async #refusal(response, what) {
    const { status } = response;
    const detail = await errorText(response);
    const said = `${this.endpoint.registry} answers ${status}${detail === null ? "" : ` (${detail})`} to the request for ${what}`;
    if (status === 401 || status === 403) return new InputProblem(`${said}; ${await this.#authorizer.explain()}`);
    if (status === 404) return new InputProblem(`${said}: there is no such thing`);
    if (status === 429) return new InputProblem(`${said}: too many requests; wait, or log in`);
    return new InputProblem(said);
  }
};
function nextPage(link, from) {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? "")?.[1];
  if (target === void 0) return null;
  try {
    const next = new URL(target, from);
    return next.origin === new URL(from).origin ? `${next.pathname}${next.search}` : null;
  } catch {
    return null;
  }
}
function bodyBytes(response, most, what) {
  return readAll({ size: null, read: async () => new Uint8Array(0), stream: () => response.body }, most, what);
}
async function errorText(response) {
  try {
    const body = asRecord(parseJson(await bodyBytes(response, errorBytes, "the error"), "the error"), "the error");
    const first = asRecord(asList(body.errors, "the error")[0], "the error");
    const text2 = [optionalText(first.code), optionalText(first.message)].filter((part) => part !== null).join(": ");
    return text2 === "" ? null : text2.slice(0, 300);
  } catch {
    response.cancel();
    return null;
  }
}

// src/image/registry/connect.ts
async function askInOrder(ports, name2, signal, ask) {
  let problem = null;
  for (const place4 of placesFor(name2, await ports.registryConfigs())) {
    try {
      const answer2 = await ask(new RegistryClient(ports, await endpointOf(ports, place4, signal), signal));
      if (answer2 !== null) return answer2;
      problem = new InputProblem(`${place4.registry} has no image ${showName(name2)}`);
    } catch (error) {
      if (signal?.aborted || !(error instanceof InputProblem)) throw error;
      problem = new InputProblem(`docker://${showName(name2)}: ${problemText(error)}`, error.code);
    }
  }
  throw problem ?? new InputProblem(`there is no place to ask for ${showName(name2)}`);
}

// src/image/registry/remote-blob.ts
var mostResumptions = 4;
function remoteBlob(client, wait, digest2, size) {
  const short = (at) => new InputProblem(`${digest2} of ${client.where} ends after ${at} of ${size} bytes`, "ERR_STREAM_PREMATURE_CLOSE");
  async function* part(first, last) {
    const whole = first === 0 && last === size - 1;
    const { response, from } = await client.blob(digest2, whole ? null : { first, last });
    let at = from;
    try {
      for await (const chunk of response.body) {
        const start = Math.max(0, first - at);
        const end2 = Math.min(chunk.length, last + 1 - at);
        at += chunk.length;
        if (end2 > start) yield chunk.subarray(start, end2);
        if (at > last) break;
      }
    } finally {
      response.cancel();
    }
    if (at <= last) throw short(at);
  }
  async function* resumed(first, last) {
    let at = first;
    let failures = 0;
    while (at <= last) {
      try {
        for await (const chunk of part(at, last)) {
          at += chunk.length;
          failures = 0;
          yield chunk;
        }
      } catch (error) {
        if (!isPassing2(error) || ++failures > mostResumptions) throw error;
        await wait(500 * 2 ** failures);
      }
    }
  }
  return {
    size,
    read: async (offset, length) => {
      const last = Math.min(offset + length, size) - 1;
      if (last < offset) return new Uint8Array(0);
      const bytes = Buffer.allocUnsafeSlow(last + 1 - offset);
      let at = 0;
      for await (const chunk of resumed(offset, last)) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      return bytes;
    },
    stream: (offset) => resumed(offset, size - 1)
  };
}

// src/image/registry/open-registry.ts
async function openRegistryImage(session, text2) {
  const { ports, signal, platform } = session.options;
  const name2 = parseRegistryName(text2);
  if (ports.registry === null) throw new UsageProblem(`docker://${text2}: registries are not read here`);
  const registry = ports.registry;
  const reference = name2.digest ?? name2.tag ?? "latest";
  const { client, manifest } = await askInOrder(registry, name2, signal, async (candidate) => {
    const found = await candidate.manifest(reference);
    return found && { client: candidate, manifest: found };
  });
  if (name2.digest !== null && manifest.digest !== name2.digest) {
    throw new InputProblem(
      `${client.where} answers the request for ${name2.digest} with a manifest that has the digest ${manifest.digest}`
    );
  }
  session.advance(manifest.bytes.length);
  const blobs = registryBlobs(session, client, manifest, showName(name2));
  const plan = await planImage(
    blobs,
    [describeManifest(manifest.digest, manifest.mediaType, manifest.bytes.length)],
    platform
  );
  return { plan, files: registryLayers(registry, client, plan, signal) };
}
function registryBlobs(session, client, top, where) {
  const known = /* @__PURE__ */ new Map([[top.digest, Promise.resolve(top.bytes)]]);
  const fetchBlob = async ({ digest: digest2, mediaType }) => {
    const isManifest = /(?:manifest|index)(?:\.list)?\.v[12]\+json$/.test(mediaType);
    const bytes = isManifest ? (await client.manifest(digest2))?.bytes ?? null : await client.smallBlob(digest2);
    session.advance(bytes?.length ?? 0);
    return bytes;
  };
  return {
    where,
    read: (descriptor2) => {
      let bytes = known.get(descriptor2.digest);
      if (!bytes) {
        bytes = fetchBlob(descriptor2);
        known.set(descriptor2.digest, bytes);
      }
      return bytes;
    },
    has: async (descriptor2) => !descriptor2.foreign
  };
}
function registryLayers(registry, client, plan, signal) {
  const layers = new Map(plan.layers.map((layer) => [layer.name, layer]));
  const wait = (milliseconds) => registry.wait(milliseconds, signal);
  return {
    where: client.where,
    layer: async (name2) => {
      const layer = layers.get(name2);
      if (!layer?.digest) return null;
      if (layer.size === null) {
        throw new InputProblem(`the manifest of ${client.where} gives no size for ${blobName(layer.digest)}`);
      }
      return { kind: "source", id: name2, source: remoteBlob(client, wait, layer.digest, layer.size) };
    }
  };
}

// src/image/session.ts
var Session = class {
  options;
  #layersRead = 0;
  #layersKnown = { run: 0, cache: 0 };
  #bytesRead = 0;
  #totalBytes = 0;
  #problems = /* @__PURE__ */ new Set();
  #remarks = /* @__PURE__ */ new Set();
  #underWay = /* @__PURE__ */ new Set();
  #closers = [];
  constructor(options) {
    this.options = options;
  }
  get problems() {
    return [...this.#problems];
  }
  addProblem(problem) {
    this.#problems.add(problem);
  }
  remark(text2) {
    this.#remarks.add(text2);
  }
  /** Something of this size will be read, or parts of it. */
  expect(bytes) {
    this.#totalBytes = bytes === null || this.#totalBytes === null ? null : this.#totalBytes + bytes;
  }
  advance = (bytes) => {
    this.#bytesRead += bytes;
    this.options.progress?.({ kind: "read", bytes: this.#bytesRead, totalBytes: this.#totalBytes });
  };
  layerWasRead() {
    this.#layersRead++;
  }
  layerWasKnown(from) {
    this.#layersKnown[from]++;
  }
  /** `settle` waits for the promise; what it rejects with becomes a problem of the image. */
  track(promise) {
    const watched = promise.then(
      () => {
      },
      (error) => this.addProblem(problemText(error))
    );
    this.#underWay.add(watched);
    void watched.then(() => this.#underWay.delete(watched));
    return promise;
  }
  async settle() {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    return this.problems;
  }
  onClose(closer) {
    this.#closers.push(closer);
  }
  async close() {
    for (const closer of this.#closers.splice(0).reverse()) {
      try {
        await closer();
      } catch (error) {
        this.addProblem(problemText(error));
      }
    }
  }
  reading(layers) {
    return {
      layers,
      layersRead: this.#layersRead,
      bytesRead: this.#bytesRead,
      totalBytes: this.#totalBytes,
      remarks: [...this.#knownRemarks(), ...this.#remarks]
    };
  }
  #knownRemarks() {
    const { run: run2, cache } = this.#layersKnown;
    const layers = (count4) => count4 === 1 ? "1 layer was" : `${count4} layers were`;
    return [
      ...cache > 0 ? [`${layers(cache)} known from the cache, by digest, and not read again`] : [],
      ...run2 > 0 ? [`${layers(run2)} read with another image of this run`] : []
    ];
  }
};

// src/image/open.ts
var openImage = async (reference, options) => {
  const session = new Session(options);
  try {
    if (options.signal?.aborted) throw new InputProblem("reading the image was cancelled");
    const contents = await openContents(reference, session);
    const layers = contents.plan?.layers ?? [];
    options.progress?.({ kind: "opened", form: contents.form, layers: layers.length });
    return { ok: true, image: openedImage(reference, session, contents) };
  } catch (error) {
    await session.close();
    return { ok: false, error: imageError(reference, error) };
  }
};
function openedImage(reference, session, { form, tree, plan }) {
  const layers = (plan?.layers ?? []).map(({ diffId, createdBy }, index) => ({ number: index + 1, diffId, createdBy }));
  return {
    reference,
    form,
    digest: plan?.digest ?? null,
    platform: plan?.platform ?? null,
    labels: plan?.labels ?? {},
    tree,
    layers,
    get problems() {
      return session.problems;
    },
    settle: () => session.settle(),
    reading: () => session.reading(layers.length),
    close: () => session.close()
  };
}
function imageError(reference, error) {
  const text2 = problemText(error);
  const message2 = text2.includes(splitReference(reference).rest.split(":")[0] ?? reference) ? text2 : `${reference}: ${text2}`;
  return { kind: error instanceof UsageProblem ? "usage" : "unreadable", message: message2 };
}
async function openContents(reference, session) {
  const { ports } = session.options;
  const written = splitReference(reference);
  if (written.rest === "")
    throw new UsageProblem(`${JSON.stringify(reference)} names no image; write FORM:PATH, or a path`);
  const { form, rest } = written.form === null ? await detectForm(written.rest, ports, (name2) => engineHasImage(session, name2)) : { ...written, form: written.form };
  const locate = () => splitPath(rest, (path) => exists(session, path));
  switch (form) {
    case "rootfs":
      return openRootfs(session, rest);
    case "tarball":
      return openTarball(session, rest);
    case "oci": {
      const { path, reference: name2 } = await locate();
      const files = layoutFiles(session, path, path);
      return openLayers(session, "oci", files, await planLayout(files, name2, session.options.platform));
    }
    case "docker-archive":
    case "oci-archive":
    case "archive": {
      const { path, reference: name2 } = await locate();
      const file = await openFile(session, path);
      const archive = await openArchive(session, file, path, form === "archive" ? null : form, name2);
      return openLayers(session, archive.form, archive.files, archive.plan);
    }
    case "docker-daemon":
      return { form, ...await openEngineImage(session, rest) };
    case "docker": {
      if (written.form === null && ports.registry === null) {
        throw new InputProblem(
          `${rest}: there is no such file or folder, and no container engine here has an image of that name`
        );
      }
      const { files, plan } = await openRegistryImage(session, rest);
      return openLayers(session, form, files, plan);
    }
    case "disk":
      return { form, tree: await openDiskImage(session, rest), plan: null };
    default:
      throw new UsageProblem(`${reference}: the form ${form} is not supported here`);
  }
}
async function openLayers(session, form, files, plan) {
  const layers = await createLayers(session, files, plan);
  return { form, plan, tree: createTree(overlayStore(layers)) };
}
async function openRootfs(session, folder) {
  const { files } = session.options.ports;
  const { kind } = await files.stat(folder);
  if (kind !== "directory") throw new InputProblem(`${folder} is no folder; a tar is written as tarball:PATH`);
  const tree = createTree(folderStore(files, folder, session.advance));
  await requireRoot(tree, folder);
  return { form: "rootfs", tree, plan: null };
}
async function openTarball(session, path) {
  const file = await openFile(session, path);
  session.expect(file.size);
  const { layer } = await createSourceLayer(session, file, path, { diffId: null, stored: null }, null);
  await layer.index();
  const tree = createTree(overlayStore([layer]));
  await requireRoot(tree, path);
  return { form: "tarball", tree, plan: null };
}
async function requireRoot(tree, path) {
  for (const folder of ["/etc", "/usr"]) {
    const found = await tree.stat(folder);
    if (found.ok && found.entry.kind === "directory") return;
    if (!found.ok && found.reason === "unreadable") throw new InputProblem(found.detail);
  }
  throw new InputProblem(`${path} is no root file system: it has neither etc nor usr`);
}
async function openFile(session, path) {
  const file = await session.options.ports.files.open(path);
  session.onClose(() => file.close());
  return file;
}
async function exists(session, path) {
  try {
    await session.options.ports.files.stat(path);
    return true;
  } catch (error) {
    return error instanceof InputProblem && error.code === "EACCES";
  }
}

// src/gate/kind-reference.ts
function isKindReference(reference) {
  return reference.startsWith("kind:");
}
async function readKindReference(reference, splitPath2) {
  const rest = reference.slice("kind:".length);
  const match = /^(docker-archive|oci-archive|oci|docker-daemon|docker|rootfs|tarball|disk):(.*)$/s.exec(rest);
  const form = match?.[1];
  const inner = match?.[2] ?? "";
  if (rest === "" || match !== null && inner === "") {
    return { ok: false, message: `${reference} names no image; write kind:REF, or kind:docker-archive:PATH` };
  }
  switch (form) {
    case void 0:
      return named(rest, `docker-daemon:${rest}`);
    case "docker-daemon":
      return named(inner, rest);
    case "docker":
      return named(inner.replace(/^\/\//, ""), rest);
    case "docker-archive": {
      const { path, reference: name2 } = await splitPath2(inner);
      return { ok: true, value: { source: { form: "docker-archive", path, reference: name2 }, reading: rest } };
    }
    case "oci": {
      const { path, reference: name2 } = await splitPath2(inner);
      return { ok: true, value: { source: { form: "oci", path, reference: name2 }, reading: rest } };
    }
    case "oci-archive":
      return {
        ok: false,
        message: `${reference}: unpack the archive first and write kind:oci:DIR; an engine cannot load it as it is`
      };
    default:
      return { ok: false, message: `${reference}: kind boots images, and ${form} is none; leave kind: out to read it` };
  }
}
function named(name2, reading3) {
  return { ok: true, value: { source: { form: "reference", reference: name2 }, reading: reading3 } };
}

// src/gate/programs.ts
var PROGRAMS = ["containerd", "kubelet", "kubeadm", "crio", "dockerd", "cri-dockerd"];

// src/gate/check-one.ts
async function checkOne(reference, context) {
  if (isKindReference(reference)) return checkBooted(reference, context);
  const { options, told, source } = context;
  const opened = await open(reference, reference, context);
  if (!opened.ok) return unopened(reference, opened.error.message, opened.error.kind === "usage");
  try {
    const other = otherPlatform(opened.image, options);
    if (other !== null) return unopened(reference, other, true);
    return { report: await judgeImage(opened.image, options, told, source), unopened: null, usage: false };
  } finally {
    await opened.image.close();
  }
}
async function checkBooted(reference, context) {
  const { options, told, source, ports } = context;
  const exists2 = (path) => ports.image.files.stat(path).then(
    () => true,
    () => false
  );
  const read = await readKindReference(reference, (rest) => splitPath(rest, exists2));
  if (!read.ok) return unopened(reference, read.message, true);
  const { reading: reading3 } = read.value;
  const opened = reading3 === null ? null : await open(reference, reading3, context);
  const image2 = opened?.ok === true ? opened.image : null;
  try {
    const { judgeBooted } = await import("./judge-booted-SBM4SOVY.js");
    const report = await judgeBooted(reference, read.value, image2, options, told, await ports.kind(), source);
    return { report, unopened: null, usage: false };
  } finally {
    await image2?.close();
  }
}
function open(shown, reference, context) {
  const { options, ports, memory } = context;
  return openImage(reference, {
    platform: options.platform,
    verify: options.verify,
    interests: PROGRAMS,
    ports: ports.image,
    ...memory === null ? {} : { memory },
    ...ports.signal === void 0 ? {} : { signal: ports.signal },
    progress: (event) => ports.progress?.(shown, event)
  });
}
function unopened(reference, message2, usage) {
  return { report: unopenedImage(reference, message2), unopened: message2, usage };
}
function otherPlatform(image2, { platform, platformGiven }) {
  if (!platformGiven || image2.platform === null) return null;
  const [os, architecture, variant] = image2.platform.split("/");
  const same2 = os === platform.os && architecture === platform.architecture && (platform.variant === void 0 || platform.variant === variant);
  if (same2) return null;
  const wanted = [platform.os, platform.architecture, platform.variant].filter((part) => part !== void 0).join("/");
  return `${image2.reference} is for ${image2.platform}, and ${wanted} was asked for; leave --platform out, or name another image`;
}

// src/image/registry/list-tags.ts
async function listTags(repository, ports, signal) {
  if (ports === null) return { ok: false, message: "registries are not read here" };
  try {
    return {
      ok: true,
      tags: await askInOrder(ports, parseRegistryName(repository), signal, (client) => client.tags())
    };
  } catch (error) {
    return { ok: false, message: problemText(error) };
  }
}

// src/gate/named-images.ts
async function nameImages(references, ports, signal) {
  const named3 = /* @__PURE__ */ new Map();
  for (const reference of references) {
    const expanded = await expandImages([reference], (repository) => listTags(repository, ports.registry, signal));
    if (!expanded.ok) named3.set(reference, { reference, problem: expanded.message });
    else for (const image2 of expanded.images) named3.set(image2, named3.get(image2) ?? { reference: image2, problem: null });
  }
  return [...named3.values()];
}

// src/gate/check-images.ts
var AT_ONCE2 = 2;
async function checkImages(options, ports) {
  const told = await readTold(options, ports);
  if (!told.ok) return told;
  const earlier = options.baseline === null ? null : await ports.readBaseline(options.baseline);
  if (earlier?.ok === false) return earlier;
  const named3 = await nameImages(options.images, ports.image, ports.signal);
  const memory = createLayerMemory(PROGRAMS, options.cache === null ? null : ports.image.cache(options.cache));
  const outcomes = new Array(named3.length);
  const source = ports.checkout == null ? null : await openRepository(ports.checkout);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < named3.length; index = next++) {
      const one = named3[index];
      const { reference } = one;
      if (one.problem !== null) {
        outcomes[index] = { report: unopenedImage(reference, one.problem), unopened: one.problem, usage: false };
        continue;
      }
      outcomes[index] = await checkOne(reference, {
        options,
        told: told.told,
        source,
        ports,
        memory: options.cache === null && named3.length === 1 ? null : memory
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE2, named3.length) }, work));
  const images = outcomes.map(({ report: report2 }) => report2);
  const failures = outcomes.filter(({ unopened: unopened2 }) => unopened2 !== null);
  const report = {
    schema: 1,
    tool: { name: "cgroup-gate", version: VERSION },
    verdict: worst(images),
    images
  };
  return {
    ok: true,
    run: {
      report: earlier === null ? report : compareWithBaseline(report, earlier.baseline),
      unopened: failures.map(({ unopened: unopened2 }) => unopened2),
      wrongUsage: failures.length > 0 && failures.every(({ usage }) => usage)
    }
  };
}
function worst(images) {
  const verdicts = images.map(({ verdict: verdict2 }) => verdict2);
  if (verdicts.includes("fail")) return "fail";
  return verdicts.length === 0 || verdicts.includes("undetermined") ? "undetermined" : "pass";
}
async function readTold(options, ports) {
  const { containerdVersion, kubeletVersion } = options;
  const kubeletConfig = await readGiven(options.kubeletConfig, ports);
  if (!kubeletConfig.ok) return kubeletConfig;
  const kindConfig = await readGiven(options.kindConfig, ports);
  if (!kindConfig.ok) return kindConfig;
  return {
    ok: true,
    told: { containerdVersion, kubeletVersion, kubeletConfig: kubeletConfig.file, kindConfig: kindConfig.file }
  };
}
async function readGiven(path, ports) {
  if (path === null) return { ok: true, file: null };
  const file = await ports.readUserFile(path);
  return file.ok ? { ok: true, file: { path, bytes: file.bytes } } : file;
}

// src/gate/read-options.ts
var OptionProblem = class extends Error {
};
function readOptions(images, raw, knownCodes) {
  try {
    return {
      ok: true,
      options: {
        images,
        require: oneOf(raw, "require", ["systemd", "match"]),
        handlers: readHandlers(single(raw, "handlers") ?? "all"),
        failOn: oneOf(raw, "fail-on", ["error", "warning", "never"]),
        skip: readSkips(raw.get("skip") ?? [], knownCodes),
        containerdVersion: readVersion(raw, "containerd-version"),
        kubeletVersion: readVersion(raw, "kubelet-version"),
        kubeletConfig: single(raw, "kubelet-config"),
        kindConfig: single(raw, "kind-config"),
        verify: readSwitch(raw, "verify"),
        cache: single(raw, "cache"),
        platform: readPlatform2(single(raw, "platform") ?? "linux/amd64"),
        platformGiven: single(raw, "platform") !== null,
        repo: single(raw, "repo"),
        baseline: single(raw, "baseline"),
        kind: readKindOptions(raw)
      }
    };
  } catch (problem) {
    if (problem instanceof OptionProblem) return { ok: false, message: problem.message };
    throw problem;
  }
}
function single(raw, name2) {
  const values = raw.get(name2) ?? [];
  if (values.length > 1) throw new OptionProblem(`--${name2} may be given once`);
  const value = values[0]?.trim();
  return value === void 0 || value === "" ? null : value;
}
function oneOf(raw, name2, allowed) {
  const value = single(raw, name2);
  if (value === null) return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found === void 0) throw new OptionProblem(`--${name2} ${value}: give one of ${allowed.join(", ")}`);
  return found;
}
function readSwitch(raw, name2) {
  const value = single(raw, name2) ?? "off";
  if (["on", "true", "True", "TRUE"].includes(value)) return true;
  if (["off", "false", "False", "FALSE"].includes(value)) return false;
  throw new OptionProblem(`${name2}: ${value} is neither true nor false`);
}
function readHandlers(value) {
  if (value === "all" || value === "default") return value;
  const names2 = value.split(",").map((name2) => name2.trim()).filter((name2) => name2 !== "");
  if (names2.length === 0) throw new OptionProblem("--handlers: give all, default, or names with commas between them");
  return names2;
}
function readSkips(values, knownCodes) {
  const skips = /* @__PURE__ */ new Map();
  for (const value of values) {
    const at = value.indexOf("=");
    const code3 = (at < 0 ? value : value.slice(0, at)).trim();
    const reason = at < 0 ? "" : value.slice(at + 1).trim();
    if (reason === "") throw new OptionProblem(`--skip ${code3}: give the reason too, as ${code3}=REASON`);
    if (!knownCodes.includes(code3))
      throw new OptionProblem(`--skip ${code3}: there is no such rule; see cgroup-gate rules`);
    skips.set(code3, reason);
  }
  return skips;
}
function readVersion(raw, name2) {
  const value = single(raw, name2);
  if (value !== null && !/^v?\d+(\.\d+){0,2}([~+\-.:][0-9A-Za-z.+~:-]*)?$/.test(value)) {
    throw new OptionProblem(
      `--${name2} ${value}: give a version such as ${name2 === "kubelet-version" ? "v1.34.1" : "2.1.9"}`
    );
  }
  return value;
}
function readPlatform2(value) {
  const [os, architecture, variant, ...rest] = value.split("/");
  if (!os || !architecture || rest.length > 0)
    throw new OptionProblem(`--platform ${value}: give OS/ARCH, such as linux/arm64`);
  return variant ? { os, architecture, variant } : { os, architecture };
}
function readKindOptions(raw) {
  return {
    timeout: readSeconds(raw, "kind-timeout", 600),
    watch: readSeconds(raw, "kind-watch", 20),
    retainOnFailure: readSwitch(raw, "retain-on-failure"),
    logs: single(raw, "kind-logs")
  };
}
function readSeconds(raw, name2, fallback) {
  const value = single(raw, name2);
  if (value === null) return fallback;
  if (!/^\d{1,5}$/.test(value)) throw new OptionProblem(`--${name2} ${value}: give a number of seconds`);
  return Number(value);
}

// src/host/checkout.ts
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { lstat, open as open2, readdir, realpath, stat } from "node:fs/promises";
import { join as join2, sep } from "node:path";
var MOST_FILES2 = 2e4;
var LARGEST2 = 1024 * 1024;
var MOST_OUTPUT = 16 * 1024 * 1024;
var AT_ONCE3 = 64;
var GIT_TIMEOUT_MS = 2e4;
var SKIPPED = /* @__PURE__ */ new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  "bower_components",
  ".terraform",
  ".venv",
  "venv",
  "__pycache__",
  ".cache",
  ".vagrant",
  ".tox"
]);
function openCheckout(folder) {
  let root = null;
  return {
    files: async () => await trackedFiles(folder) ?? await walk(folder),
    read: async (path) => {
      root ??= realpath(folder);
      return readInside(await root.catch(() => folder), path);
    }
  };
}
async function checkoutProblem(folder) {
  try {
    return (await stat(folder)).isDirectory() ? null : `--repo ${folder}: it is no folder; name the checkout's folder`;
  } catch {
    return `--repo ${folder}: there is no such folder, or it may not be read; name the checkout's folder`;
  }
}
async function trackedFiles(folder) {
  const output2 = await git(folder, ["ls-files", "-s", "-z", "--", "."]);
  if (output2 === null) return null;
  const tracked = [];
  for (const record of output2.split("\0")) {
    const found = /^100(?:644|755) ([0-9a-f]{40}|[0-9a-f]{64}) 0\t([\s\S]+)$/.exec(record);
    const [, blobId, path] = found ?? [];
    if (blobId !== void 0 && path !== void 0) tracked.push({ path, blobId });
    if (tracked.length >= MOST_FILES2) break;
  }
  if (tracked.length === 0) return null;
  const files = [];
  for (let from = 0; from < tracked.length; from += AT_ONCE3) {
    const some = tracked.slice(from, from + AT_ONCE3);
    files.push(
      ...await Promise.all(some.map(async (one) => ({ ...one, size: await sizeOf(join2(folder, one.path)) })))
    );
  }
  return files;
}
function git(folder, args) {
  const safe = ["-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", folder, ...args];
  return new Promise((done2) => {
    const options = {
      maxBuffer: MOST_OUTPUT,
      timeout: GIT_TIMEOUT_MS,
      windowsHide: true,
      encoding: "utf8",
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" }
    };
    const child = execFile("git", safe, options, (error, stdout) => done2(error === null ? stdout : null));
    child.on("error", () => done2(null));
  });
}
async function walk(folder) {
  const files = [];
  const waiting = [""];
  while (waiting.length > 0 && files.length < MOST_FILES2) {
    const at = waiting.shift();
    const entries = await readdir(join2(folder, at), { withFileTypes: true }).catch(() => []);
    for (const entry2 of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const path = at === "" ? entry2.name : `${at}/${entry2.name}`;
      if (entry2.isDirectory()) {
        if (!SKIPPED.has(entry2.name)) waiting.push(path);
      } else if (entry2.isFile() && files.length < MOST_FILES2) {
        files.push({ path, blobId: null, size: await sizeOf(join2(folder, path)) });
      }
    }
  }
  return files;
}
async function sizeOf(path) {
  try {
    const status = await lstat(path);
    return status.isFile() ? status.size : Number.MAX_SAFE_INTEGER;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
async function readInside(root, path) {
  try {
    const full = await realpath(join2(root, path));
    if (!full.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    const handle = await open2(full, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size > LARGEST2) return null;
      const bytes = new Uint8Array(status.size);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

// src/host/cache.ts
import { randomBytes } from "node:crypto";
import { mkdir, readdir as readdir2, readFile, rename, rm, stat as stat2, utimes, writeFile } from "node:fs/promises";
import { join as join3 } from "node:path";
var mostBytes = 512 << 20;
var largestEntry = 256 << 20;
var longestUnused = 30 * 24 * 3600 * 1e3;
var longestWrite = 3600 * 1e3;
var suffix = ".layer";
function createFolderCache(folder) {
  const pathOf = (name2) => join3(folder, `${name2}${suffix}`);
  let trimming = Promise.resolve();
  return {
    read: async (name2) => {
      const path = pathOf(name2);
      try {
        if ((await stat2(path)).size > largestEntry) return null;
        const bytes = await readFile(path);
        const now = /* @__PURE__ */ new Date();
        await utimes(path, now, now).catch(() => {
        });
        return bytes;
      } catch {
        return null;
      }
    },
    write: async (name2, bytes) => {
      if (bytes.length > largestEntry) return;
      const part = join3(folder, `${name2}.${randomBytes(6).toString("hex")}.part`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(part, bytes, { flag: "wx" });
        await rename(part, pathOf(name2));
      } catch (error) {
        await rm(part, { force: true }).catch(() => {
        });
        throw fileProblem(folder, error);
      }
      trimming = trimming.then(() => trim(folder));
      await trimming;
    }
  };
}
async function trim(folder) {
  try {
    const found = [];
    for (const name2 of await readdir2(folder)) {
      if (!/^[0-9a-f]{64}\.(?:layer|[0-9a-f]{12}\.part)$/.test(name2)) continue;
      const path = join3(folder, name2);
      const { size, mtimeMs } = await stat2(path);
      const age = Date.now() - mtimeMs;
      if (age > (name2.endsWith(suffix) ? longestUnused : longestWrite)) await rm(path, { force: true });
      else if (name2.endsWith(suffix)) found.push({ path, size, used: mtimeMs });
    }
    let total = found.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of found.sort((a, b) => a.used - b.used)) {
      if (total <= mostBytes) break;
      await rm(path, { force: true });
      total -= size;
    }
  } catch {
  }
}

// src/host/engine.ts
import { readFile as readFile2 } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import { homedir } from "node:os";
var silence = 12e4;
function createEnginePort(environment) {
  return async (signal) => {
    const named3 = environment.DOCKER_HOST || environment.CONTAINER_HOST;
    if (named3) return answering(await parseAddress(named3, environment), signal);
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
async function parseAddress(text2, environment) {
  if (text2.startsWith("unix://")) return { text: text2, options: { socketPath: text2.slice("unix://".length) }, secure: false };
  const match = /^(tcp|http|https):\/\/(\[[0-9a-fA-F:]+\]|[^/:]+)(?::([0-9]+))?\/?$/.exec(text2);
  if (!match)
    throw new InputProblem(`DOCKER_HOST is ${JSON.stringify(text2)}; only unix:// and tcp:// addresses are supported`);
  const verify = environment.DOCKER_TLS_VERIFY;
  const secure = match[1] === "https" || verify !== void 0 && verify !== "";
  const host = match[2].replace(/^\[|\]$/g, "");
  const port = match[3] ?? (secure ? "2376" : "2375");
  const certificates = secure ? await readCertificates(environment) : {};
  return { text: text2, options: { host, port, ...certificates }, secure };
}
async function readCertificates(environment) {
  const folder = environment.DOCKER_CERT_PATH || `${environment.HOME ?? homedir()}/.docker`;
  const found = {};
  for (const [key2, name2] of [
    ["ca", "ca.pem"],
    ["cert", "cert.pem"],
    ["key", "key.pem"]
  ]) {
    try {
      found[key2] = await readFile2(`${folder}/${name2}`);
    } catch {
    }
  }
  return found;
}
async function answering(address, signal) {
  const agent = address.secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const connection2 = {
    address: address.text,
    request: (method, path, body) => send2(address, agent, method, path, body, signal)
  };
  const ping = await connection2.request("GET", "/_ping");
  ping.cancel();
  if (ping.status !== 200)
    throw new InputProblem(`${address.text} answers like no container engine (status ${ping.status})`);
  return connection2;
}
function send2(address, agent, method, path, body, signal) {
  return new Promise((resolve2, reject) => {
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
    request.on("response", (response) => resolve2(engineResponse(address.text, response)));
    request.end(body);
  });
}
function engineResponse(address, response) {
  const headers = {};
  for (const [name2, value] of Object.entries(response.headers)) {
    if (value !== void 0) headers[name2] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf2(address, response),
    cancel: () => {
      response.on("error", () => {
      });
      response.destroy();
    }
  };
}
async function* bodyOf2(address, response) {
  try {
    for await (const chunk of response) yield chunk;
  } catch (error) {
    throw engineProblem(address, error);
  }
}
function engineProblem(address, error) {
  const code3 = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  const text2 = code3 === "EACCES" ? "permission denied; run as a user who may use the engine" : code3 === "ENOENT" || code3 === "ECONNREFUSED" ? "no engine listens there" : code3 === "ABORT_ERR" ? "the request was cancelled" : error instanceof Error ? error.message : String(error);
  return new InputProblem(`the container engine at ${address}: ${text2}`, code3);
}

// src/host/guestfish.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants as constants2 } from "node:fs";
import { access } from "node:fs/promises";
import { resolve } from "node:path";
var startTime = { kvm: 12e4, tcg: 6e5 };
var closeTime = 1e4;
async function openDisk(path, format2, environment, signal) {
  const full = resolve(path);
  if (await mayUseKvm()) {
    const session2 = await listen(full, format2, environment, "kvm", signal);
    if (typeof session2 !== "string") return connection(session2, true, environment, signal);
    if (isAboutTheDisk(session2)) throw startProblem(path, session2);
  }
  const session = await listen(full, format2, environment, "tcg", signal);
  if (typeof session === "string") throw startProblem(path, session);
  return connection(session, false, environment, signal);
}
async function mayUseKvm() {
  try {
    await access("/dev/kvm", constants2.R_OK | constants2.W_OK);
    return true;
  } catch {
    return false;
  }
}
function listen(path, format2, environment, way, signal) {
  return new Promise((done2) => {
    const child = spawn("guestfish", ["--listen", "--ro", `--format=${format2}`, "--add", path, "--inspector"], {
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
    let printed2 = "";
    let said = "";
    const timer = setTimeout(() => finish("it did not start in time"), startTime[way]);
    const abort = () => finish("reading the image was cancelled");
    const finish = (result2) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      if (typeof result2 === "string") endGroup(child);
      done2(result2);
    };
    signal?.addEventListener("abort", abort, { once: true });
    child.stderr.on("data", (bytes) => {
      said = (said + bytes.toString("utf8")).slice(-2e3);
    });
    child.stdout.on("data", (bytes) => {
      printed2 += bytes.toString("latin1");
      const server = /^GUESTFISH_PID=([0-9]{1,10});/m.exec(printed2)?.[1];
      if (server !== void 0) finish({ server: Number(server), child, said: () => said });
    });
    child.once("error", (error) => finish("code" in error && error.code === "ENOENT" ? "ENOENT" : error.message));
    child.once("close", () => {
      if (!/^GUESTFISH_PID=/m.test(printed2)) finish(said.trim() || "it ended at once");
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
  const why = (text2) => new InputProblem(`${path}: ${text2}`);
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
  const line = said.split("\n").find((text2) => text2.includes("error:")) ?? said.split("\n").at(-1) ?? "";
  return why(`guestfish can not open it: ${line.replace(/^.*?error: /, "").slice(0, 300)}`);
}
function connection(session, accelerated, environment, signal) {
  let turn = Promise.resolve();
  let closed = false;
  async function* run2(command) {
    const before2 = turn;
    let leave = () => {
    };
    turn = new Promise((done2) => {
      leave = done2;
    });
    await before2;
    const child = spawn("guestfish", [`--remote=${session.server}`, "--", ...command], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment, LC_ALL: "C" },
      ...signal ? { signal } : {}
    });
    const exit = new Promise((done2) => {
      child.once("error", () => done2(null));
      child.once("close", done2);
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
    run: run2,
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

// src/host/registry-ports.ts
import { spawn as spawn2 } from "node:child_process";
import { readdir as readdir3, readFile as readFile3 } from "node:fs/promises";
import { homedir as homedir2 } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

// src/host/http.ts
import { Agent as Agent2, request as httpRequest2 } from "node:http";
import { request as httpsRequest2, Agent as SecureAgent2 } from "node:https";
import { rootCertificates } from "node:tls";
var silence2 = 6e4;
function createHttpPort(environment, authorities) {
  const shared = { keepAlive: true, proxyEnv: environment };
  const plain = new Agent2(shared);
  const secure = /* @__PURE__ */ new Map();
  function secureAgent(host) {
    let agent = secure.get(host);
    if (!agent) {
      agent = authorities(host).then(
        (extra) => new SecureAgent2({ ...shared, ...extra.length > 0 ? { ca: [...rootCertificates, ...extra] } : {} })
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
  return new Promise((resolve2, reject) => {
    const options = {
      agent,
      method: request.method,
      timeout: silence2,
      headers: {
        "user-agent": `cgroup-gate/${VERSION}`,
        ...request.headers,
        ...request.body === void 0 ? {} : { "content-length": Buffer.byteLength(request.body) }
      }
    };
    if (request.signal) options.signal = request.signal;
    const sent = (url.protocol === "https:" ? httpsRequest2 : httpRequest2)(url, options);
    sent.on("timeout", () => sent.destroy(Object.assign(new Error("it does not answer"), { code: "ETIMEDOUT" })));
    sent.on("error", (error) => reject(httpProblem(url, error)));
    sent.on("response", (response) => resolve2(answer(url, response)));
    sent.end(request.body);
  });
}
function answer(url, response) {
  const headers = {};
  for (const [name2, value] of Object.entries(response.headers)) {
    if (value !== void 0) headers[name2] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf3(url, response),
    cancel: () => {
      response.on("error", () => {
      });
      if (Number(response.headers["content-length"] ?? Number.POSITIVE_INFINITY) <= 64 << 10) response.resume();
      else response.destroy();
    }
  };
}
async function* bodyOf3(url, response) {
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
  const named3 = one instanceof Error && "code" in one && typeof one.code === "string" ? one.code : null;
  const text2 = (named3 && words[named3]) ?? (one instanceof Error ? one.message : String(one));
  const code3 = text2 === "aborted" ? "ECONNRESET" : named3;
  return new InputProblem(`${url.host}: ${text2.replace(/\s+/g, " ").slice(0, 300)}`, code3);
}

// src/host/registry-ports.ts
var helperTime = 6e4;
function createRegistryPorts(environment) {
  const home = environment.HOME ?? homedir2();
  return {
    http: createHttpPort(environment, (host) => authoritiesFor(host, home)),
    credentialFiles: once2(() => readTexts(credentialPaths(environment, home))),
    credentialHelper: (name2, server) => askHelper(name2, server, environment),
    registryConfigs: once2(() => registryConfigs(environment, home)),
    wait: async (milliseconds, signal) => {
      try {
        await pause(milliseconds, void 0, signal ? { signal } : {});
      } catch {
      }
    }
  };
}
function once2(read) {
  let result2 = null;
  return () => {
    result2 ??= read();
    return result2;
  };
}
function credentialPaths(environment, home) {
  if (environment.REGISTRY_AUTH_FILE) return [environment.REGISTRY_AUTH_FILE];
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    `${environment.DOCKER_CONFIG || `${home}/.docker`}/config.json`,
    ...runtime ? [`${runtime}/containers/auth.json`] : [],
    `${environment.XDG_CONFIG_HOME || `${home}/.config`}/containers/auth.json`
  ];
}
async function registryConfigs(environment, home) {
  const named3 = environment.CONTAINERS_REGISTRIES_CONF;
  if (named3) return readTexts([named3]);
  for (const base of [`${environment.XDG_CONFIG_HOME || `${home}/.config`}/containers`, "/etc/containers"]) {
    const main = await readTexts([`${base}/registries.conf`]);
    const dropIns = await namesIn(`${base}/registries.conf.d`, /\.conf$/);
    if (main.length > 0) return [...main, ...await readTexts(dropIns)];
  }
  return [];
}
async function authoritiesFor(host, home) {
  const folders = ["/etc/docker/certs.d", "/etc/containers/certs.d", `${home}/.config/containers/certs.d`];
  const files = await Promise.all(folders.map((folder) => namesIn(`${folder}/${host}`, /\.crt$/)));
  return (await readTexts(files.flat())).map(({ text: text2 }) => text2);
}
async function namesIn(folder, fitting) {
  try {
    return (await readdir3(folder)).filter((name2) => fitting.test(name2)).sort().map((name2) => `${folder}/${name2}`);
  } catch {
    return [];
  }
}
async function readTexts(paths) {
  const texts = [];
  for (const path of paths) {
    try {
      texts.push({ path, text: await readFile3(path, "utf8") });
    } catch {
    }
  }
  return texts;
}
function askHelper(name2, server, environment) {
  return new Promise((resolve2) => {
    const failed2 = (detail) => resolve2({ kind: "failed", detail });
    const child = spawn2(`docker-credential-${name2}`, ["get"], {
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: helperTime
    });
    let output2 = "";
    let complaint = "";
    child.stdout.on("data", (bytes) => {
      if (output2.length < 1 << 20) output2 += bytes.toString("utf8");
    });
    child.stderr.on("data", (bytes) => {
      if (complaint.length < 500) complaint += bytes.toString("utf8");
    });
    child.stdin.on("error", () => {
    });
    child.once(
      "error",
      (error) => failed2("code" in error && error.code === "ENOENT" ? "there is no such program" : problemText(error))
    );
    child.once("close", (status) => {
      if (status === 0) return resolve2(readAnswer(output2));
      const text2 = (output2.trim() || complaint.trim()).replace(/\s+/g, " ").slice(0, 200);
      if (/credentials not found/i.test(text2)) return resolve2({ kind: "none" });
      failed2(text2 || `it ended with status ${status ?? "unknown"}`);
    });
    child.stdin.end(server);
  });
}
function readAnswer(output2) {
  try {
    const { Username: username, Secret: secret } = JSON.parse(output2);
    if (typeof username === "string" && typeof secret === "string") {
      return secret === "" ? { kind: "none" } : { kind: "found", username, secret };
    }
  } catch {
  }
  return { kind: "failed", detail: "its answer is no credentials" };
}

// src/host/scan-threads.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

// src/host/piece-feeder.ts
var pieceSize = 512 << 10;
var mostPieces = 4;
var PieceFeeder = class {
  /** The thread knows that there is no more to come. */
  ended = false;
  #post;
  #free = [];
  #made = 0;
  #stopped = false;
  #wake = null;
  constructor(post) {
    this.#post = post;
  }
  taken(buffer) {
    this.#free.push(buffer);
    this.#wake?.();
  }
  /** The thread wants no more; the stream is left where it is. */
  stop() {
    this.#stopped = true;
    this.#wake?.();
  }
  /** Never rejects: what goes wrong with the stream is told to the thread. */
  async feed(chunks) {
    let problem = null;
    try {
      await this.#feedAll(chunks);
    } catch (error) {
      problem = problemText(error);
    }
    if (this.#stopped) return;
    this.ended = true;
    this.#post({ kind: "end", problem }, []);
  }
  async #feedAll(chunks) {
    let piece = null;
    let filled = 0;
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        piece ??= await this.#room();
        if (piece === null) return;
        const length = Math.min(chunk.length - at, pieceSize - filled);
        piece.set(chunk.subarray(at, at + length), filled);
        at += length;
        filled += length;
        if (filled < pieceSize) continue;
        this.#send(piece, filled);
        piece = null;
        filled = 0;
      }
      if (this.#stopped) return;
    }
    if (piece !== null && !this.#stopped) this.#send(piece, filled);
  }
  #send(piece, length) {
    const buffer = piece.buffer;
    this.#post({ kind: "piece", buffer, length }, [buffer]);
  }
  async #room() {
    while (this.#free.length === 0 && this.#made === mostPieces && !this.#stopped) {
      await new Promise((resolve2) => {
        this.#wake = resolve2;
      });
      this.#wake = null;
    }
    if (this.#stopped) return null;
    const used = this.#free.pop();
    if (used) return new Uint8Array(used);
    this.#made++;
    return new Uint8Array(pieceSize);
  }
};

// src/host/scan-threads.ts
var mostThreads = 4;
function startScript(script) {
  return () => new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
}
function createScanThreads(start, width = Math.min(availableParallelism(), mostThreads)) {
  const waiting = [];
  const idle = [];
  const busy = /* @__PURE__ */ new Set();
  let closed = false;
  function pump() {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < width)) {
      const task = waiting.shift();
      if (task.signal?.aborted) {
        task.finish(cancelled);
        continue;
      }
      try {
        run2(idle.pop() ?? start(), task);
      } catch (error) {
        task.finish({ ok: false, problem: threadProblem(error) });
      }
    }
  }
  function run2(thread, task) {
    busy.add(thread);
    thread.ref();
    const feeder = task.chunks && new PieceFeeder((order, transfer) => thread.postMessage(order, transfer));
    const heard = (message2) => {
      if (message2.kind === "advanced") task.advanced(message2.bytes);
      else if (message2.kind === "taken") feeder?.taken(message2.buffer);
      else done2(message2.outcome, feeder === null || feeder.ended);
    };
    const failed2 = (error) => done2({ ok: false, problem: threadProblem(error) }, false);
    const ended = () => failed2("it ended early");
    const abort = () => done2(cancelled, false);
    const done2 = (outcome, reusable) => {
      thread.off("message", heard).off("error", failed2).off("exit", ended);
      task.signal?.removeEventListener("abort", abort);
      feeder?.stop();
      busy.delete(thread);
      if (reusable && !closed) {
        thread.unref();
        idle.push(thread);
      } else void thread.terminate();
      task.finish(outcome);
      pump();
    };
    task.signal?.addEventListener("abort", abort);
    thread.on("message", heard).on("error", failed2).on("exit", ended);
    thread.postMessage(task.order);
    if (feeder && task.chunks) void feeder.feed(task.chunks);
  }
  function enqueue(order, chunks, advanced, signal) {
    return new Promise((resolve2) => {
      if (closed) return resolve2(cancelled);
      waiting.push({ order, chunks, advanced, signal, finish: resolve2 });
      pump();
    });
  }
  return {
    scan: (job, advanced, signal) => enqueue({ kind: "scan", job }, null, advanced, signal),
    scanStream: (pass, chunks, advanced, signal) => enqueue({ kind: "stream", pass }, chunks, advanced, signal),
    close: async () => {
      closed = true;
      for (const task of waiting.splice(0)) task.finish(cancelled);
      await Promise.all([...idle.splice(0), ...busy].map((thread) => thread.terminate()));
    }
  };
}
var cancelled = { ok: false, problem: "reading the image was cancelled" };
function threadProblem(error) {
  return `a scan thread failed: ${error instanceof Error ? error.message : String(error)}`;
}

// src/host/worker-script.ts
import { existsSync } from "node:fs";
function workerScript(from) {
  for (const candidate of ["./worker.js", "../worker.js", "./worker.ts", "../host/worker.ts"]) {
    const script = new URL(candidate, from);
    if (existsSync(script)) return script;
  }
  return null;
}

// src/host/xz.ts
import { spawn as spawn3 } from "node:child_process";
import { once as once3 } from "node:events";
async function* decompressXz(compressed) {
  const child = spawn3("xz", ["--decompress", "--stdout"], { stdio: ["pipe", "pipe", "pipe"] });
  let failure = null;
  let said = "";
  child.once("error", (error) => {
    failure = error;
  });
  const exit = new Promise((resolve2) => {
    child.once("close", resolve2);
    child.once("error", () => resolve2(null));
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
        await Promise.race([once3(child.stdin, "drain").catch(() => {
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

// src/host/image-ports.ts
function createImagePorts(environment, from) {
  const script = workerScript(from);
  const scans = script && createScanThreads(startScript(script));
  return {
    files: nodeFiles,
    scans,
    engine: createEnginePort(environment),
    xz: decompressXz,
    registry: createRegistryPorts(environment),
    cache: createFolderCache,
    disk: (path, format2, signal) => openDisk(path, format2, environment, signal),
    close: async () => {
      await scans?.close();
    }
  };
}

// src/report/merge.ts
function mergeReports(reports) {
  const [first] = reports;
  if (first === void 0) return null;
  const images = reports.flatMap((report) => report.images);
  const verdicts = images.map(({ verdict: verdict2 }) => verdict2);
  const worst2 = ["fail", "undetermined", "pass"].find((verdict2) => verdicts.includes(verdict2));
  return { schema: 1, tool: first.tool, verdict: worst2 ?? "undetermined", images };
}

// src/host/user-files.ts
import { readFile as readFile4, stat as stat3 } from "node:fs/promises";
var LARGEST3 = 64 * 1024 * 1024;
var REASONS = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read; check its permissions",
  EISDIR: "it is a folder; name a file",
  ENOTDIR: "a part of its path is no folder"
};
async function readUserFile(path) {
  try {
    const status = await stat3(path);
    if (!status.isFile()) return { ok: false, message: `${path}: it is no file; name a regular file` };
    if (status.size > LARGEST3) return { ok: false, message: `${path}: it is larger than 64 MB; name the right file` };
    return { ok: true, bytes: await readFile4(path) };
  } catch (cause) {
    const code3 = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    return { ok: false, message: `${path}: ${REASONS[code3] ?? `it could not be read (${code3})`}` };
  }
}

// src/host/report-files.ts
import { readdir as readdir4, stat as stat4 } from "node:fs/promises";
import { join as join4 } from "node:path";

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  const type = typeof input;
  if (type === "string") return `"${input}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
  if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label, dataset, config$1, other) {
  const input = other && "input" in other ? other.input : dataset.value;
  const expected = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
  if (isSchema) dataset.typed = false;
  if (dataset.issues) dataset.issues.push(issue);
  else dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  const list3 = [...new Set(values$1)];
  if (list3.length > 1) return `(${list3.join(` ${separator} `)})`;
  return list3[0] ?? "never";
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
// @__NO_SIDE_EFFECTS__
function getDotPath(issue) {
  if (issue.path) {
    let key2 = "";
    for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key2) key2 += `.${item.key}`;
    else key2 += item.key;
    else return null;
    return key2;
  }
  return null;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function check(requirement, message$1) {
  return {
    kind: "validation",
    type: "check",
    reference: check,
    async: false,
    expects: null,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function integer(message$1) {
  return {
    kind: "validation",
    type: "integer",
    reference: integer,
    async: false,
    expects: null,
    requirement: Number.isInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "max_length",
    reference: maxLength,
    async: false,
    expects: `<=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxValue(requirement, message$1) {
  return {
    kind: "validation",
    type: "max_value",
    reference: maxValue,
    async: false,
    expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_length",
    reference: minLength,
    async: false,
    expects: `>=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minValue(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_value",
    reference: minValue,
    async: false,
    expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function regex(requirement, message$1) {
  return {
    kind: "validation",
    type: "regex",
    reference: regex,
    async: false,
    expects: `${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function safeInteger(message$1) {
  return {
    kind: "validation",
    type: "safe_integer",
    reference: safeInteger,
    async: false,
    expects: null,
    requirement: Number.isSafeInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
      return dataset;
    }
  };
}
var ABORT_EARLY_CONFIG = { abortEarly: true };
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function is(schema, input) {
  return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: false,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key2 = 0; key2 < input.length; key2++) {
          const value$1 = input[key2];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key: key2,
              value: value$1
            };
            for (const issue of itemDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = itemDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!itemDataset.typed) dataset.typed = false;
          dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function boolean(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "boolean",
    reference: boolean,
    expects: "boolean",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "boolean") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function exactOptional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "exact_optional",
    reference: exactOptional,
    expects: wrapped.expects,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function literal(literal_, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "literal",
    reference: literal,
    expects: /* @__PURE__ */ _stringify(literal_),
    async: false,
    literal: literal_,
    message: message$1,
    "~run"(dataset, config$1) {
      if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullable(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullable",
    reference: nullable,
    expects: `(${wrapped.expects} | null)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullish(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullish",
    reference: nullish,
    expects: `(${wrapped.expects} | null | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null || dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null || dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function object(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "object",
    reference: object,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key2 in this.entries) {
          const valueSchema = this.entries[key2];
          if (key2 in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key2 in input ? input[key2] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key: key2,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key2] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key2] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key2}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key: key2,
                value: input[key2]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function optional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "optional",
    reference: optional,
    expects: `(${wrapped.expects} | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function picklist(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "picklist",
    reference: picklist,
    expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
    async: false,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      if (this.options.includes(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "string") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function tuple(items, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "tuple",
    reference: tuple,
    expects: "Array",
    async: false,
    items,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key2 = 0; key2 < this.items.length; key2++) {
          const value$1 = input[key2];
          const itemDataset = this.items[key2]["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key: key2,
              value: value$1
            };
            for (const issue of itemDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = itemDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!itemDataset.typed) dataset.typed = false;
          dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function pipe(...pipe$1) {
  return _standardSchema({
    ...pipe$1[0],
    pipe: pipe$1,
    "~run"(dataset, config$1) {
      for (const item of pipe$1) if (item.kind !== "metadata") {
        if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
          dataset.typed = false;
          break;
        }
        if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// src/report/schema/shape.ts
var text = (limit) => pipe(string(), maxLength(limit));
var list2 = (entry2, limit) => pipe(array(entry2), maxLength(limit));
var orNull = (inner) => nullable(inner);
var later = (inner) => optional(nullable(inner), null);
var NAME = 1024;
var SENTENCE = 8192;
var PATH2 = 4096;
var prose2 = text(SENTENCE);
var count2 = pipe(number(), safeInteger(), minValue(0));
var ordinal = pipe(number(), integer(), minValue(1), maxValue(2 ** 31 - 1));
var fingerprint = text(128);
var rule2 = pipe(text(100), regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "expected a kebab-case code"));
var verdict = picklist(["pass", "fail", "undetermined"]);
var driver = picklist(["systemd", "cgroupfs", "unknown"]);
var lines = { startLine: ordinal, startColumn: ordinal, endLine: ordinal, endColumn: ordinal };
var forward = (place4) => place4.endLine >= place4.startLine;
var location2 = pipe(
  object({ path: text(PATH2), ...lines }),
  check((place4) => forward(place4), "endLine is before startLine")
);
var insideCheckout = (place4) => !/^\/|^[a-z]:|\\|[\p{Cc}\p{Cf}]/iu.test(place4.path) && place4.path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
var repoLocation = pipe(
  location2,
  check((place4) => insideCheckout(place4), "the path leaves the checkout")
);
var handler2 = object({
  name: text(NAME),
  type: text(NAME),
  driver: picklist(["systemd", "cgroupfs", "none", "unknown"]),
  source: orNull(location2),
  judged: optional(boolean(), true),
  why: optional(prose2, "")
});
var containerd2 = object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  config: orNull(text(PATH2)),
  configVersion: orNull(pipe(number(), safeInteger())),
  cri: boolean(),
  state: optional(picklist(["ok", "daemon-exit", "cri-disabled", "cri-failed", "unknown"]), "unknown"),
  defaultHandler: text(NAME),
  handlers: list2(handler2, 2e3),
  runtimeConfig: later(picklist(["systemd", "cgroupfs", "unimplemented", "no-cri"])),
  files: optional(list2(text(PATH2), 2e3), []),
  byVersion: optional(list2(object({ versions: text(NAME), answer: prose2 }), 100), [])
});
var otherRuntime2 = object({
  name: picklist(["cri-o", "docker"]),
  version: orNull(text(NAME)),
  driver,
  source: orNull(location2),
  why: optional(prose2, "")
});
var kubelet2 = object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  configured: driver,
  effective: driver,
  followsRuntime: orNull(boolean()),
  source: orNull(location2),
  why: optional(prose2, "")
});
var fix2 = pipe(
  object({ title: prose2, path: text(PATH2), startLine: ordinal, endLine: ordinal, replacement: text(65536) }),
  check((place4) => forward(place4), "endLine is before startLine")
);
var mark2 = object({ role: picklist(["primary", "related"]), ...lines, label: prose2 });
var frame2 = object({
  path: text(PATH2),
  origin: orNull(prose2),
  lines: list2(object({ number: ordinal, text: text(65536) }), 1e3),
  marks: list2(mark2, 100)
});
var finding2 = object({
  rule: rule2,
  severity: picklist(["error", "warning", "note"]),
  undecided: optional(boolean(), false),
  message: prose2,
  consequence: optional(prose2, ""),
  help: optional(prose2, ""),
  location: orNull(location2),
  repo: orNull(repoLocation),
  repoKind: exactOptional(orNull(picklist(["line", "template", "edit", "step"]))),
  repoNote: later(prose2),
  repoCandidates: optional(list2(repoLocation, 1e3), []),
  fix: orNull(fix2),
  skipped: orNull(prose2),
  frames: optional(list2(frame2, 100), []),
  fingerprint: optional(fingerprint, ""),
  baseline: later(picklist(["new", "persisting"]))
});
var liveNode = object({
  name: text(NAME),
  cgroupVersion: orNull(picklist([1, 2])),
  kubelet: driver,
  runtime: list2(object({ handler: text(NAME), driver }), 2e3),
  evidence: list2(object({ kind: text(NAME), subject: text(NAME), says: prose2, detail: text(65536) }), 1e3)
});
var live3 = object({
  cluster: text(NAME),
  booted: boolean(),
  nodes: list2(liveNode, 500),
  logs: orNull(text(PATH2)),
  retained: orNull(prose2)
});
var reading2 = object({
  form: text(NAME),
  layers: orNull(count2),
  layersRead: orNull(count2),
  bytesRead: orNull(count2),
  totalBytes: orNull(count2),
  remarks: list2(prose2, 1e3)
});
var baseline3 = object({
  new: count2,
  persisting: count2,
  fixed: list2(object({ rule: rule2, message: prose2, fingerprint }), 1e4),
  previousDigest: orNull(text(NAME))
});
var image = pipe(
  object({
    image: text(PATH2),
    digest: orNull(text(NAME)),
    verdict,
    platform: later(text(NAME)),
    containerd: orNull(containerd2),
    otherRuntime: later(otherRuntime2),
    kubelet: orNull(kubelet2),
    findings: list2(finding2, 5e3),
    live: later(live3),
    reading: later(reading2),
    baseline: later(baseline3)
  }),
  check(
    (entry2) => entry2.verdict !== "pass" || entry2.findings.every((one) => !one.undecided),
    "passes although something in it is undecided"
  )
);
var reportShape = pipe(
  object({
    schema: literal(1),
    tool: object({ name: literal("cgroup-gate"), version: text(100) }),
    verdict,
    images: pipe(array(image), minLength(1), maxLength(1e3))
  }),
  check((report) => {
    const verdicts = report.images.map((entry2) => entry2.verdict);
    const worst2 = ["fail", "undetermined", "pass"].find((one) => verdicts.includes(one));
    return report.verdict === worst2;
  }, "the verdict is not the worst of the images'")
);

// src/report/parse.ts
var LARGEST4 = 32 * 1024 * 1024;
function parseReport(text2) {
  if (text2.length > LARGEST4) return { ok: false, error: `the report is larger than ${LARGEST4 / 1024 / 1024} MiB` };
  let value;
  try {
    value = JSON.parse(text2);
  } catch (error) {
    return {
      ok: false,
      error: `the report is not JSON: ${tidy(error instanceof Error ? error.message : String(error))}`
    };
  }
  if (isObject(value) && typeof value.schema === "number" && value.schema !== 1) {
    return { ok: false, error: `the report has schema ${value.schema}; this version reads schema 1` };
  }
  const result2 = safeParse(reportShape, value, { abortEarly: true });
  if (result2.success) return { ok: true, report: result2.output };
  const [issue] = result2.issues;
  const path = getDotPath(issue);
  return {
    ok: false,
    error: `not a report of cgroup-gate: ${tidy(`${path === null ? "" : `${path}: `}${issue.message}`)}`
  };
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}
function tidy(message2) {
  return clip(visible(message2), 300);
}

// src/host/report-files.ts
var MOST6 = 1e3;
async function readReports(paths) {
  const reports = [];
  for (const path of paths) {
    const files = await listFiles(path);
    if (files.length === 0) return { ok: false, message: `${path}: no report is in this folder; name one` };
    if (files.length > MOST6) return { ok: false, message: `${path}: more than ${MOST6} files; name the right folder` };
    for (const file of files) {
      const read = await readUserFile(file);
      if (!read.ok) return read;
      const parsed = parseReport(new TextDecoder().decode(read.bytes));
      if (!parsed.ok) return { ok: false, message: `${file}: ${parsed.error}` };
      reports.push(parsed.report);
    }
  }
  return { ok: true, reports };
}
async function readBaseline(path) {
  const read = await readReports([path]);
  if (!read.ok) return read;
  const baseline4 = mergeReports(read.reports);
  return baseline4 === null ? { ok: false, message: `${path}: it holds no report` } : { ok: true, baseline: baseline4 };
}
async function listFiles(path) {
  const folder = await stat4(path).then(
    (status) => status.isDirectory(),
    () => false
  );
  if (!folder) return [path];
  const entries = await readdir4(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry2) => entry2.isFile() && entry2.name.endsWith(".json")).map((entry2) => join4(entry2.parentPath, entry2.name)).sort();
}

// src/host/signals.ts
function abortOnSignals() {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    }
  };
}

// src/github/context.ts
var sha = pipe(string(), regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
var id = pipe(number(), safeInteger(), minValue(1));
var fullName = pipe(string(), regex(/^[\w.-]+\/[\w.-]+$/));
var headRepository = nullish(object({ full_name: fullName }));
var payloadShape = object({
  pull_request: optional(
    object({
      number: id,
      head: object({ sha, repo: headRepository }),
      base: object({ repo: object({ full_name: fullName }) })
    })
  ),
  workflow_run: optional(
    object({
      id,
      run_attempt: optional(id, 1),
      event: string(),
      head_sha: sha,
      head_branch: nullish(string()),
      head_repository: headRepository
    })
  )
});
function readContext(env, payload) {
  const repository = readRepository2(env["GITHUB_REPOSITORY"] ?? "");
  if (repository === null) return { ok: false, message: "GITHUB_REPOSITORY names no repository" };
  const api = webAddress(env["GITHUB_API_URL"]);
  if (api === null) return { ok: false, message: "GITHUB_API_URL is not the API's address" };
  const parsed = safeParse(payloadShape, payload ?? {});
  const event = parsed.success ? parsed.output : {};
  return {
    ok: true,
    context: {
      event: env["GITHUB_EVENT_NAME"] ?? "",
      repository,
      server: webAddress(env["GITHUB_SERVER_URL"]),
      api,
      sha: is(sha, env["GITHUB_SHA"]) ? env["GITHUB_SHA"] : null,
      run: { id: count3(env["GITHUB_RUN_ID"]), attempt: count3(env["GITHUB_RUN_ATTEMPT"]) },
      pull: readPull(event.pull_request),
      earlier: readEarlier(event.workflow_run)
    }
  };
}
function readRepository2(text2) {
  const [owner, name2] = is(fullName, text2) ? text2.split("/") : [];
  return owner === void 0 || name2 === void 0 ? null : { owner, name: name2 };
}
function isSha(text2) {
  return is(sha, text2);
}
function readPull(pull) {
  if (pull === void 0) return null;
  const repository = readRepository2(pull.base.repo.full_name);
  if (repository === null) return null;
  const fork = pull.head.repo?.full_name !== pull.base.repo.full_name;
  return { number: pull.number, repository, headSha: pull.head.sha, fork };
}
function readEarlier(run2) {
  if (run2 === void 0) return null;
  return {
    run: { id: run2.id, attempt: run2.run_attempt },
    event: run2.event,
    headSha: run2.head_sha,
    headBranch: run2.head_branch ?? null,
    headRepository: run2.head_repository?.full_name ?? null
  };
}
function webAddress(text2) {
  if (text2 === void 0 || !/^https?:\/\//.test(text2) || !URL.canParse(text2)) return null;
  return text2.replace(/\/+$/, "");
}
function count3(text2) {
  return /^\d{1,15}$/.test(text2 ?? "") ? Number(text2) : 0;
}

// src/github/notes.ts
function done(text2) {
  return { level: "info", done: true, outage: false, text: singleLine(text2) };
}
function left(text2) {
  return { level: "info", done: false, outage: false, text: singleLine(text2) };
}
function failed({ what, permission, fork }, problem) {
  const not = `${what} not written`;
  const status = problem.status === null ? "" : ` (${problem.status})`;
  const said = problem.message === "" ? "" : `: ${clip(problem.message, 200)}`;
  switch (problem.kind) {
    case "forbidden":
    case "not-found":
      if (fork) {
        return left(
          `${not}: the token of a pull request from a fork can only read${status}. The job summary and the annotations have the report; publish it from a workflow_run to get the comment`
        );
      }
      return warning(`${not}: GitHub refuses it${status}. Give the job the permission ${permission}`);
    case "unauthorized":
      return warning(`${not}: GitHub does not know the token${status}. Give a valid one as github-token`, true);
    case "refused":
      return warning(`${not}: GitHub does not take it${status}${said}`);
    case "rate-limited":
      return warning(`${not}: GitHub's rate limit is used up${status}. The next run tries again`, true);
    case "unavailable":
      return warning(`${not}: GitHub's API does not answer${status}${said}. The next run tries again`, true);
  }
}
function warning(text2, outage = false) {
  return { level: "warning", done: false, outage, text: singleLine(text2) };
}

// src/github/links.ts
function linksAt(server, repository, sha2) {
  if (server === null || sha2 === null) return () => null;
  const { owner, name: name2 } = repository;
  return (path, line) => `${server}/${owner}/${name2}/blob/${sha2}/${uriPath(path)}#L${line}`;
}
function runLink(server, repository, run2) {
  if (server === null || run2 === 0) return null;
  return `${server}/${repository.owner}/${repository.name}/actions/runs/${run2}`;
}

// src/report/escape/html-comment.ts
function htmlComment(name2, value) {
  const json = JSON.stringify(value).replace(
    /[<>\-`@#]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => Array.from({ length: character.length }, (_, i) => unicodeEscape(character.charCodeAt(i))).join("")
  );
  return `<!-- ${name2} ${json} -->`;
}
function unicodeEscape(unit) {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

// src/github/marker.ts
var STATE = "cgroup-gate-state";
var DEFAULT_KEY = "cgroup-gate";
function marker(key2, detail = "") {
  return `<!-- cgroup-gate:v1 key=${spell(key2 === "" ? DEFAULT_KEY : key2)}${detail === "" ? "" : ` ${detail}`} -->`;
}
function startsWith(body, mark3) {
  return body.trimStart().startsWith(mark3);
}
function suggestionOf(body) {
  const found = /^\s*<!-- cgroup-gate:v1 key=(\S+) suggestion=([0-9a-f]{16,64}) -->/.exec(body);
  return found === null ? null : { key: found[1], fingerprint: found[2] };
}
function spell(key2) {
  return key2.replace(/[^\w.:/@-]/g, (character) => `%${character.codePointAt(0)?.toString(16)};`);
}
function stateBlock(value) {
  return htmlComment(STATE, value);
}
function readState(body) {
  const start = body.lastIndexOf(`<!-- ${STATE} `);
  const end2 = body.indexOf(" -->", start);
  if (start < 0 || end2 < 0) return void 0;
  try {
    return JSON.parse(body.slice(start + STATE.length + 6, end2));
  } catch {
    return void 0;
  }
}

// src/github/own.ts
var WORKFLOW_BOT = "github-actions[bot]";
async function keepOwn(api, marked) {
  if (marked.length === 0) return { ok: true, value: [] };
  const viewer = await api.viewer();
  if (!viewer.ok && !["unauthorized", "forbidden", "not-found"].includes(viewer.problem.kind)) return viewer;
  const login = viewer.ok ? viewer.value : WORKFLOW_BOT;
  return { ok: true, value: marked.filter(({ author }) => isAuthor(author, login)) };
}
function isAuthor(author, login) {
  if (author === null) return false;
  return author.login === login || author.bot && author.login === `${login}[bot]`;
}

// src/github/comment/body.ts
import { createHash as createHash8 } from "node:crypto";
var LIMIT = 6e4;
var RESERVE2 = 1500;
var stateShape = object({
  verdict: picklist(["pass", "fail", "undetermined"]),
  digest: string(),
  run: object({ id: number(), attempt: number() }),
  fixedIn: nullable(string())
});
function readCommentState(body) {
  const parsed = safeParse(stateShape, readState(body));
  return parsed.success ? parsed.output : null;
}
function commentText(subject2, fixedIn, full) {
  const { report, key: key2, run: run2 } = subject2;
  const told = report.verdict !== "pass" || full || fixedIn === null;
  const render = (shown, links) => told ? renderMarkdown(shown, { links, limit: LIMIT - RESERVE2, detail: "comment" }) : "";
  const fixed = fixedIn === null ? "" : renderFixed(report, fixedIn);
  const state = {
    verdict: report.verdict,
    digest: digestOf([fixed, render(withoutReading(report), () => null)]),
    run: run2,
    fixedIn
  };
  const link = safeLink(subject2.runLink);
  const parts = [
    marker(key2),
    fixed,
    render(report, subject2.links),
    link === null ? "" : `<sub>[Full report](${link})</sub>
`,
    stateBlock(state)
  ];
  return { body: parts.filter((part) => part !== "").join("\n"), state };
}
function withoutReading(report) {
  return { ...report, images: report.images.map((image2) => ({ ...image2, reading: null })) };
}
function digestOf(texts) {
  return createHash8("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 32);
}

// src/github/comment/publish.ts
async function publishComment(api, subject2, options) {
  const failure = { what: "the comment was", permission: "pull-requests: write", fork: options.fork };
  const found = await findOwnComments(api, options.pull, subject2.key);
  if (!found.ok) return [failed(failure, found.problem)];
  const [comment2, ...duplicates] = found.value;
  const result2 = comment2 === void 0 ? await create(api, subject2, options) : await update(api, subject2, options, comment2);
  if (!result2.ok) return [failed(failure, result2.problem)];
  for (const duplicate of duplicates) await api.deleteIssueComment(duplicate.id);
  return [result2.value];
}
async function findOwnComments(api, pull, key2) {
  const comments = await api.listIssueComments(pull);
  if (!comments.ok) return comments;
  const marked = comments.value.filter(({ body }) => startsWith(body, marker(key2)));
  const own = await keepOwn(api, marked);
  return own.ok ? { ok: true, value: own.value.toSorted((a, b) => a.id - b.id) } : own;
}
async function create(api, subject2, options) {
  if (subject2.report.verdict === "pass" && options.mode !== "always") {
    return { ok: true, value: done("no comment is needed: everything passes, and none told otherwise before") };
  }
  const { body } = commentText(subject2, null, true);
  const first = await api.createIssueComment(options.pull, body);
  if (first.ok) return { ok: true, value: done("the comment was written") };
  if (first.problem.kind !== "unavailable") return first;
  const found = await findOwnComments(api, options.pull, subject2.key);
  if (!found.ok) return found;
  if (found.value.length > 0) return { ok: true, value: done("the comment was written") };
  const second = await api.createIssueComment(options.pull, body);
  return second.ok ? { ok: true, value: done("the comment was written") } : second;
}
async function update(api, subject2, options, comment2) {
  const before2 = readCommentState(comment2.body);
  if (before2 !== null && isLater(before2.run, subject2.run)) {
    return { ok: true, value: left("the comment was left as it is: a later run has written it") };
  }
  const next = nextText(subject2, options, before2);
  if (next === null || next.state.digest === before2?.digest) {
    return { ok: true, value: done("the comment was left as it is: nothing has changed") };
  }
  const updated = await api.updateIssueComment(comment2.id, next.body);
  return updated.ok ? { ok: true, value: done("the comment was brought up to date") } : updated;
}
function nextText(subject2, options, before2) {
  const full = options.mode === "always";
  if (subject2.report.verdict !== "pass") return commentText(subject2, null, true);
  if (before2?.verdict === "pass") return full ? commentText(subject2, before2.fixedIn, true) : null;
  return commentText(subject2, subject2.sha, full);
}
function isLater(a, b) {
  return a.id > b.id || a.id === b.id && a.attempt > b.attempt;
}

// src/github/pull-request.ts
async function findPull(api, clue) {
  if (clue.number !== null) return named2(api, clue, clue.number);
  const [owner] = clue.earlier?.headRepository?.split("/") ?? [];
  const branch = clue.earlier?.headBranch ?? null;
  if (owner !== void 0 && branch !== null) {
    const byBranch = await api.listPullsByBranch(owner, branch);
    if (!byBranch.ok) return { ok: false, kind: "problem", problem: byBranch.problem };
    const fitting = byBranch.value.filter(
      (pull) => fits3(pull, clue) && pull.headRepository === clue.earlier?.headRepository
    );
    if (fitting.length > 0) return theOne(fitting, clue);
  }
  const byCommit = await api.listPullsOfCommit(clue.sha);
  if (!byCommit.ok) return { ok: false, kind: "problem", problem: byCommit.problem };
  return theOne(
    byCommit.value.filter((pull) => fits3(pull, clue)),
    clue
  );
}
async function named2(api, clue, number2) {
  const pull = await api.getPull(number2);
  if (!pull.ok) return { ok: false, kind: "problem", problem: pull.problem };
  if (fits3(pull.value, clue)) return { ok: true, pull: pull.value };
  return none(`pull request ${number2} is closed, or its head is no longer ${clue.sha}`);
}
function theOne(pulls, { sha: sha2 }) {
  const [pull, second] = pulls;
  if (pull === void 0) return none(`no open pull request has the head ${sha2}: it has moved on, or was closed`);
  if (second !== void 0) {
    return none(`several pull requests have the head ${sha2}: say which one with --pull-request NUMBER`);
  }
  return { ok: true, pull };
}
function fits3(pull, { repository, sha: sha2 }) {
  const base = `${repository.owner}/${repository.name}`;
  return pull.open && pull.headSha === sha2 && pull.baseRepository.toLowerCase() === base.toLowerCase();
}
function none(message2) {
  return { ok: false, kind: "none", message: message2 };
}

// src/github/review/body.ts
function suggestionBody(suggestion, key2) {
  const { finding: finding4, lines: lines2, fingerprint: fingerprint2 } = suggestion;
  return [
    marker(key2, `suggestion=${fingerprint2}`),
    `**${markdownText(clip(finding4.message, 500))}** ${markdownCode(clip(finding4.rule, 60))}`,
    "",
    ...finding4.consequence === "" ? [] : [markdownText(clip(finding4.consequence, 700)), ""],
    ...suggestionFence(lines2),
    ""
  ].join("\n");
}
function reviewBody(count4, key2) {
  const what = count4 === 1 ? "a fix that a click applies" : `${count4} fixes, each of which a click applies`;
  return `${marker(key2, "review")}
Cgroup Gate has ${what}.
`;
}
function suggestionFence(lines2) {
  const longest = Math.max(0, ...lines2.flatMap((line) => (line.match(/`+/g) ?? []).map((run2) => run2.length)));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}suggestion`, ...lines2, fence];
}

// src/github/review/suggestion.ts
import { createHash as createHash9 } from "node:crypto";

// src/github/review/hunks.ts
var HEADER = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;
function diffLines(patch) {
  const lines2 = /* @__PURE__ */ new Map();
  let next = null;
  let hunk = -1;
  for (const line of patch.split("\n")) {
    const header = HEADER.exec(line);
    if (header !== null) {
      next = Number(header[1]);
      hunk++;
      continue;
    }
    if (next === null || line === "") break;
    const sign = line[0];
    if (sign === " " || sign === "+") lines2.set(next++, { text: line.slice(1), hunk });
    else if (sign !== "-" && sign !== "\\") break;
  }
  return lines2;
}

// src/github/review/suggestion.ts
var MOST_LINES2 = 60;
var TEMPLATE = /\{\{|\{%|\$\{|\$\(|<%/;
function hasCandidates(report) {
  return candidates(report).length > 0;
}
function placeSuggestions(report, files) {
  const placed = [];
  for (const candidate of candidates(report)) {
    const file = files.find(({ path }) => path === candidate.path);
    if (file === void 0 || file.patch === null) continue;
    const suggestion = place3(candidate, diffLines(file.patch));
    if (suggestion === null || placed.some((other) => overlaps(other, suggestion))) continue;
    const equal = placed.filter(({ change }) => change === suggestion.change).length;
    placed.push({ ...suggestion, fingerprint: digest([suggestion.change, equal]) });
  }
  return placed;
}
function candidates(report) {
  return report.images.flatMap(
    (image2) => image2.findings.flatMap((finding4) => {
      const { fix: fix3, repo, location: location3 } = finding4;
      if (fix3 === null || repo === null || location3 === null || finding4.skipped !== null || finding4.undecided)
        return [];
      if (fix3.path !== location3.path || fix3.endLine - fix3.startLine >= MOST_LINES2) return [];
      return [{ finding: finding4, fix: fix3, path: repo.path, shift: repo.startLine - location3.startLine }];
    })
  );
}
function place3({ finding: finding4, fix: fix3, path, shift }, diff) {
  const known = new Map(
    finding4.frames.filter((frame3) => frame3.path === fix3.path).flatMap(({ lines: lines3 }) => lines3.map(({ number: number2, text: text2 }) => [number2, text2]))
  );
  const old = [];
  const hunks = /* @__PURE__ */ new Set();
  for (let line = fix3.startLine; line <= fix3.endLine; line++) {
    const shown = diff.get(line + shift);
    const image2 = known.get(line);
    if (shown === void 0 || image2 === void 0 || !sameButIndent(shown.text, image2)) return null;
    old.push(shown.text);
    hunks.add(shown.hunk);
  }
  if (hunks.size !== 1 || !neighboursAgree(known, diff, shift)) return null;
  const lines2 = reindent(fix3, known.get(fix3.startLine) ?? "", old[0] ?? "");
  if (lines2 === null || [...lines2, ...old].some(hidesSomething) || lines2.length > MOST_LINES2) return null;
  const startLine = fix3.startLine + shift;
  return {
    path,
    startLine,
    endLine: fix3.endLine + shift,
    lines: lines2,
    finding: finding4,
    change: digest([path, old, lines2])
  };
}
function neighboursAgree(known, diff, shift) {
  return [...known].every(([number2, text2]) => {
    const shown = diff.get(number2 + shift);
    return shown === void 0 || TEMPLATE.test(shown.text) || sameButIndent(shown.text, text2);
  });
}
function reindent(fix3, image2, repository) {
  if (fix3.replacement === "") return [];
  const [from, to] = [indentOf2(image2), indentOf2(repository)];
  const lines2 = fix3.replacement.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines2.some((line) => line !== "" && !line.startsWith(from))) return null;
  return lines2.map((line) => line === "" ? "" : to + line.slice(from.length));
}
function indentOf2(line) {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
function sameButIndent(a, b) {
  return a.replace(/^[ \t]+/, "") === b.replace(/^[ \t]+/, "").replace(/\r$/, "");
}
function hidesSomething(line) {
  const text2 = line.replaceAll("	", " ");
  return visible(text2) !== text2 || text2.includes("<!--");
}
function overlaps(a, b) {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}
function digest(value) {
  return createHash9("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

// src/github/review/publish.ts
var MOST7 = 30;
async function publishSuggestions(api, report, options) {
  const failure = { what: "the suggestions were", permission: "pull-requests: write", fork: options.fork };
  const comments = await api.listReviewComments(options.pull);
  if (!comments.ok) return [failed(failure, comments.problem)];
  const own = await keepOwn(
    api,
    comments.value.filter(({ body }) => suggestionOf(body) !== null)
  );
  if (!own.ok) return [failed(failure, own.problem)];
  let wanted = [];
  if (hasCandidates(report)) {
    const files = await api.listPullFiles(options.pull);
    if (!files.ok) return [failed(failure, files.problem)];
    wanted = placeSuggestions(report, files.value);
    if (wanted.length === 0) {
      const note3 = left("no fix is offered as a suggestion: none is for a line in the diff; the comment shows them");
      return [...await deleteStale(api, comments.value, own.value, wanted, report, options), note3];
    }
  }
  const notes = await deleteStale(api, comments.value, own.value, wanted, report, options);
  const standing = new Set(
    own.value.filter(({ outdated }) => !outdated).map(({ body }) => suggestionOf(body)?.fingerprint)
  );
  const missing = wanted.filter(({ fingerprint: fingerprint2 }) => !standing.has(fingerprint2));
  if (missing.length === 0) return notes;
  const shown = missing.slice(0, MOST7);
  const created = await api.createReview(options.pull, {
    commit: options.sha,
    body: reviewBody(shown.length, options.key),
    comments: shown.map((suggestion) => ({
      path: suggestion.path,
      line: suggestion.endLine,
      startLine: suggestion.startLine === suggestion.endLine ? null : suggestion.startLine,
      body: suggestionBody(suggestion, options.key)
    }))
  });
  if (!created.ok) return [...notes, failed(failure, created.problem)];
  const more = missing.length > shown.length ? `, and ${missing.length - shown.length} more are in the report` : "";
  return [...notes, done(`${plural(shown.length, "suggestion")} written${more}`)];
}
async function deleteStale(api, all, own, wanted, report, { key: key2 }) {
  const answered = new Set(all.map(({ replyTo }) => replyTo));
  const needed = new Set(wanted.map(({ fingerprint: fingerprint2 }) => fingerprint2));
  const decided = report.verdict !== "undetermined";
  const stale = own.filter((comment2) => {
    const suggestion = suggestionOf(comment2.body);
    if (suggestion === null || suggestion.key !== spell(key2 || DEFAULT_KEY) || answered.has(comment2.id)) return false;
    return comment2.outdated || decided && !needed.has(suggestion.fingerprint);
  });
  let count4 = 0;
  for (const comment2 of stale) if ((await api.deleteReviewComment(comment2.id)).ok) count4++;
  return count4 === 0 ? [] : [done(`${plural(count4, "earlier suggestion")} taken away: no longer needed`)];
}

// src/github/watch/state.ts
var LIMIT2 = 3e4;
var LONGEST_MESSAGES = [200, 80, 0];
var finding3 = tuple([string(), string(), string()]);
var stateShape2 = object({
  verdict: picklist(["pass", "fail", "undetermined"]),
  run: object({ id: number(), attempt: number() }),
  images: array(tuple([string(), nullable(string()), array(finding3)]))
});
function nextState(report, before2, run2) {
  const images = report.images.map((image2) => {
    const own = image2.findings.map(({ rule: rule3, message: message2, fingerprint: fingerprint2 }) => ({ rule: rule3, message: message2, fingerprint: fingerprint2 }));
    const earlier = before2?.images.find((one) => one.image === image2.image);
    if (image2.verdict !== "undetermined" || earlier === void 0) {
      return { image: image2.image, digest: image2.digest, findings: own };
    }
    const known = new Set(own.map(({ fingerprint: fingerprint2 }) => fingerprint2));
    const kept = earlier.findings.filter(({ fingerprint: fingerprint2 }) => !known.has(fingerprint2));
    return { image: image2.image, digest: image2.digest ?? earlier.digest, findings: [...own, ...kept] };
  });
  return { verdict: report.verdict, run: run2, images };
}
function writeWatchState(state) {
  for (const longest of LONGEST_MESSAGES) {
    const shorten = ({ rule: rule3, message: message2, fingerprint: fingerprint2 }) => [
      rule3,
      clip(message2, longest),
      fingerprint2
    ];
    const block2 = stateBlock({
      verdict: state.verdict,
      run: state.run,
      images: state.images.map(({ image: image2, digest: digest2, findings }) => [image2, digest2, findings.map(shorten)])
    });
    if (Buffer.byteLength(block2) <= LIMIT2) return block2;
  }
  return null;
}
function readWatchState(body) {
  const parsed = safeParse(stateShape2, readState(body));
  if (!parsed.success) return null;
  const { verdict: verdict2, run: run2, images } = parsed.output;
  return {
    verdict: verdict2,
    run: run2,
    images: images.map(([image2, digest2, findings]) => ({
      image: image2,
      digest: digest2,
      findings: findings.map(([rule3, message2, fingerprint2]) => ({ rule: rule3, message: message2, fingerprint: fingerprint2 }))
    }))
  };
}

// src/github/watch/words.ts
var LIMIT3 = 6e4;
var RESERVE3 = 1e3;
var MOST8 = 30;
function issueTitle(key2) {
  const name2 = key2 === "" || key2 === DEFAULT_KEY ? "" : ` (${key2})`;
  return `Cgroup Gate: published node images fail${name2}`;
}
function issueBody(subject2, state) {
  const link = safeLink(subject2.runLink);
  const memory = writeWatchState(state);
  const parts = [
    marker(subject2.key, "watch"),
    link === null ? "" : `This is what [the last run](${link}) found; it is kept up to date by each run.
`,
    memory === null ? "There is too much to remember here for the next run: give the action a `baseline` file.\n" : ""
  ];
  const room = LIMIT3 - RESERVE3 - Buffer.byteLength(memory ?? "") - Buffer.byteLength(parts.join("\n"));
  parts.push(renderMarkdown(subject2.report, { links: subject2.links, limit: room, detail: "comment" }), memory ?? "");
  return parts.filter((part) => part !== "").join("\n");
}
function newsLines(report) {
  const lines2 = report.images.flatMap((image2) => {
    const { baseline: baseline4 } = image2;
    if (baseline4 === null) return [];
    const name2 = markdownCode(clip(image2.image, 200));
    const fresh = image2.findings.filter((finding4) => finding4.baseline === "new" && finding4.skipped === null);
    const moved = baseline4.previousDigest === null ? [] : [
      `- moved: ${name2} was ${markdownCode(clip(baseline4.previousDigest, 100))}, and is ${markdownCode(clip(image2.digest ?? "", 100))}`
    ];
    return [
      ...fresh.map((one) => `- new in ${name2}: ${markdownText(clip(one.message, 300))} ${markdownCode(one.rule)}`),
      ...baseline4.fixed.map(
        (one) => `- fixed in ${name2}: ${markdownText(clip(one.message, 300))} ${markdownCode(one.rule)}`
      ),
      ...moved
    ];
  });
  return lines2.length > MOST8 ? [...lines2.slice(0, MOST8), `- and ${plural(lines2.length - MOST8, "more change")}`] : lines2;
}
function issueComment(sentence2, news, runLink2) {
  const link = safeLink(runLink2);
  const parts = [sentence2, news.join("\n"), link === null ? "" : `<sub>[The run](${link})</sub>`];
  return `${parts.filter((part) => part !== "").join("\n\n")}
`;
}

// src/github/watch/publish.ts
var WATCH_LABEL = "cgroup-gate";
var WATCH_EVENTS = ["schedule", "workflow_dispatch", "repository_dispatch", "push"];
var FAILURE = { what: "the tracking issue was", permission: "issues: write", fork: false };
async function findTracked(api, key2) {
  const issues = await api.listIssues(WATCH_LABEL);
  if (!issues.ok) return issues;
  const marked = issues.value.filter(({ body }) => startsWith(body, marker(key2, "watch")));
  const own = await keepOwn(api, marked);
  if (!own.ok) return own;
  const [issue = null] = own.value.toSorted((a, b) => a.number - b.number);
  return { ok: true, value: { issue, state: issue === null ? null : readWatchState(issue.body) } };
}
function trackingFailed(problem) {
  return failed(FAILURE, problem);
}
async function publishTracked(api, tracked, subject2, run2) {
  const report = compareWithBaseline(subject2.report, tracked.state ?? { images: [] });
  const told = { ...subject2, report };
  const body = issueBody(told, nextState(report, tracked.state, run2));
  const { issue, state } = tracked;
  if (issue === null) return report.verdict === "fail" ? open3(api, told, body) : [done(nothingToOpen(report.verdict))];
  if (state !== null && (state.run.id > run2.id || state.run.id === run2.id && state.run.attempt > run2.attempt)) {
    return [left(`issue ${issue.number} was left as it is: a later run has written it`)];
  }
  const news = newsLines(report);
  if (report.verdict === "pass") return issue.open ? close(api, told, issue, body, news) : remember(api, issue, body);
  if (issue.open) return update2(api, told, issue, body, news);
  if (report.verdict === "undetermined") {
    return [left(`issue ${issue.number} stays closed: this run could not decide`)];
  }
  const isNew = report.images.some((image2) => (image2.baseline?.new ?? 0) > 0);
  if (state?.verdict !== "pass" && !isNew) {
    return [left(`issue ${issue.number} stays closed: somebody closed it, and nothing is new since`)];
  }
  return reopen(api, told, issue, body, news);
}
function nothingToOpen(verdict2) {
  return verdict2 === "pass" ? "no tracking issue is needed: everything passes" : "no tracking issue was opened: this run could not decide";
}
async function open3(api, { key: key2 }, body) {
  const created = await createOnce(api, key2, body);
  if (!created.ok) return [trackingFailed(created.problem)];
  const { number: number2, labels } = created.value;
  if (labels.includes(WATCH_LABEL)) return [done(`issue ${number2} was opened`)];
  return [
    warning(
      `issue ${number2} was opened, but without the label ${WATCH_LABEL}: give it that, or the next run opens another`
    )
  ];
}
async function createOnce(api, key2, body) {
  const issue = { title: issueTitle(key2), body, label: WATCH_LABEL };
  const first = await api.createIssue(issue);
  if (first.ok || first.problem.kind !== "unavailable") return first;
  const found = await findTracked(api, key2);
  if (!found.ok) return found;
  return found.value.issue === null ? api.createIssue(issue) : { ok: true, value: found.value.issue };
}
async function update2(api, { report, runLink: runLink2 }, issue, body, news) {
  const updated = await api.updateIssue(issue.number, { body });
  if (!updated.ok) return [trackingFailed(updated.problem)];
  if (news.length === 0) return [done(`issue ${issue.number} was brought up to date: nothing has changed`)];
  const sentence2 = report.verdict === "undetermined" ? "This run could not decide everything." : "Since the last run:";
  return comment(api, issue, issueComment(sentence2, news, runLink2), `issue ${issue.number} tells what has changed`);
}
async function close(api, { runLink: runLink2 }, issue, body, news) {
  const said = await api.createIssueComment(issue.number, issueComment("Every image passes now.", news, runLink2));
  if (!said.ok) return [trackingFailed(said.problem)];
  const closed = await api.updateIssue(issue.number, { body, state: "closed" });
  return [closed.ok ? done(`issue ${issue.number} was closed: everything passes`) : trackingFailed(closed.problem)];
}
async function reopen(api, { runLink: runLink2 }, issue, body, news) {
  const reopened = await api.updateIssue(issue.number, { body, state: "open" });
  if (!reopened.ok) return [trackingFailed(reopened.problem)];
  return comment(api, issue, issueComment("It fails again.", news, runLink2), `issue ${issue.number} was reopened`);
}
async function remember(api, issue, body) {
  const updated = await api.updateIssue(issue.number, { body });
  return [updated.ok ? done(`issue ${issue.number} stays closed: everything passes`) : trackingFailed(updated.problem)];
}
async function comment(api, issue, text2, what) {
  const said = await api.createIssueComment(issue.number, text2);
  return [said.ok ? done(what) : trackingFailed(said.problem)];
}

// src/github/publish-report.ts
async function publishForPull(connect, context, pull, report, options) {
  if (options.comment === "never" && !options.suggestions) return [];
  const api = await connect(pull.repository);
  const at = { pull: pull.number, key: options.key, sha: pull.headSha, fork: pull.fork };
  const notes = await commentOn(api, context, pull, report, options, context.run);
  if (!options.suggestions) return notes;
  if (notes.some(({ outage }) => outage)) return [...notes, left("the suggestions were left out for the same reason")];
  return [...notes, ...await publishSuggestions(api, report, at)];
}
async function publishForEarlierRun(connect, context, target, report, options) {
  if (options.comment === "never") return [];
  const { earlier } = context;
  if (target.number === null && earlier !== null && !earlier.event.startsWith("pull_request")) {
    return [left(`no comment: the run before was for the event ${earlier.event}, not for a pull request`)];
  }
  const api = await connect(target.repository);
  const found = await findPull(api, { ...target, earlier });
  if (!found.ok) {
    if (found.kind === "none") return [left(`no comment: ${found.message}`)];
    return [failed({ what: "the comment was", permission: "pull-requests: write", fork: false }, found.problem)];
  }
  const pull = { number: found.pull.number, repository: target.repository, headSha: target.sha, fork: false };
  return commentOn(api, context, pull, report, options, earlier?.run ?? context.run);
}
async function commentOn(api, context, pull, report, { comment: mode, key: key2 }, run2) {
  if (mode === "never") return [];
  const subject2 = {
    report,
    key: key2,
    sha: pull.headSha,
    run: run2,
    links: linksAt(context.server, pull.repository, pull.headSha),
    runLink: runLink(context.server, context.repository, run2.id)
  };
  return publishComment(api, subject2, { pull: pull.number, mode, fork: pull.fork });
}
async function beginWatch(connect, context, key2) {
  if (!WATCH_EVENTS.includes(context.event)) {
    const events = WATCH_EVENTS.join(", ");
    return { ok: false, note: left(`no tracking issue: the event is ${context.event}, and it is kept on ${events}`) };
  }
  const found = await findTracked(await connect(context.repository), key2);
  return found.ok ? { ok: true, tracked: found.value } : { ok: false, note: trackingFailed(found.problem) };
}
async function endWatch(connect, context, tracked, report, key2) {
  const subject2 = {
    report,
    key: key2,
    links: linksAt(context.server, context.repository, context.sha),
    runLink: runLink(context.server, context.repository, context.run.id)
  };
  return publishTracked(await connect(context.repository), tracked, subject2, context.run);
}

// src/host/event.ts
async function readEvent(env) {
  const path = env["GITHUB_EVENT_PATH"];
  if (path === void 0 || path === "") return void 0;
  const file = await readUserFile(path);
  if (!file.ok) return void 0;
  try {
    return JSON.parse(new TextDecoder().decode(file.bytes));
  } catch {
    return void 0;
  }
}

export {
  wrap,
  OPTIONS,
  compareWithBaseline,
  unopenedImage,
  matchesImage,
  checkImages,
  readOptions,
  openCheckout,
  checkoutProblem,
  createImagePorts,
  mergeReports,
  readUserFile,
  readReports,
  readBaseline,
  abortOnSignals,
  plural,
  placePhrase,
  renderMarkdown,
  FORMATS,
  isFormat,
  renderReport,
  readContext,
  readRepository2 as readRepository,
  isSha,
  left,
  warning,
  linksAt,
  publishForPull,
  publishForEarlierRun,
  beginWatch,
  endWatch,
  readEvent
};
