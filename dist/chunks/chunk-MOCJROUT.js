import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  compareWithBaseline,
  driverRows,
  factRows,
  patchLines,
  placePhrase,
  renderMarkdown,
  sharedDriver,
  shownLines,
  summaryLine,
  uriPath
} from "./chunk-QL3ZITFX.js";
import {
  breakCommands,
  clip,
  spelling,
  terminal,
  visible
} from "./chunk-VPYMVHTB.js";
import {
  ELF_HEAD_SIZE,
  EntryAssembler,
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
  runScan,
  sniffCompression,
  sniffLength,
  sortBytewise
} from "./chunk-LIIESUKY.js";
import {
  RULES,
  describeOrigin,
  editDistance,
  entry,
  judgeImage,
  readTemplateLines,
  rule
} from "./chunk-XEWW5JH5.js";
import {
  parseToml
} from "./chunk-IBQVA3B5.js";
import {
  VERSION
} from "./chunk-4DEC55P3.js";
import {
  InputProblem,
  problemText
} from "./chunk-Z47BYAV4.js";

// src/report/escape/json.ts
function jsonText(value) {
  const text = JSON.stringify(value, null, 2).replace(/[\p{Cf}\p{Zl}\p{Zp}\u{7f}-\u{9f}]/gu, escapeUnits).replace(/##(?=[a-z]*\[)/gi, "#\\u0023");
  return `${text}
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
function xmlAttribute(text) {
  return escapeXml(breakCommands(visible(text)));
}
function xmlText(text) {
  return escapeXml(
    breakCommands(
      text.split(/\r\n|\r|\n/).map(visible).join("\n")
    )
  );
}
function escapeXml(text) {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]).replace(/[\u{fffe}\u{ffff}]/gu, "�");
}

// src/report/junit.ts
var LONGEST = 1e3;
var MOST_FINDINGS = 100;
function renderJunit(report, rules) {
  const suites = report.images.map((image) => suite(image, rules));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlAttribute(report.tool.name)}" ${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ image, cases }) => suiteLines(image, cases)),
    "</testsuites>"
  ];
  return `${lines.join("\n")}
`;
}
function suite(image, rules) {
  const known = new Set(rules.map((rule2) => rule2.code));
  const extra = [...new Set(image.findings.map((finding2) => finding2.rule))].filter((code) => !known.has(code));
  const cases = [...known, ...extra].flatMap((code) => ruleCases(code, image));
  const told = cases.some(({ outcome }) => outcome === "failure" || outcome === "error");
  if (image.verdict !== "pass" && !told) {
    const outcome = image.verdict === "fail" ? "failure" : "error";
    cases.push({ name: "verdict", outcome, lines: [element(outcome, `the image's verdict is ${image.verdict}`, "")] });
  }
  return { image, cases };
}
function ruleCases(code, image) {
  const findings = image.findings.filter((finding2) => finding2.rule === code).slice(0, MOST_FINDINGS);
  if (findings.length === 0) return [{ name: code, outcome: "passed", lines: [] }];
  return findings.map((finding2, index) => findingCase(finding2, index === 0 ? code : `${code} (${index + 1})`, image));
}
function findingCase(finding2, name, image) {
  const body = [finding2.location === null ? "" : placePhrase(finding2.location), finding2.consequence, finding2.help].filter((part) => part !== "").map((part) => clip(part, LONGEST)).join("\n");
  const message2 = clip(finding2.message, LONGEST);
  if (finding2.skipped !== null) {
    return {
      name,
      outcome: "skipped",
      lines: [`<skipped message="${xmlAttribute(clip(finding2.skipped, LONGEST))}"/>`]
    };
  }
  if (finding2.undecided) return { name, outcome: "error", lines: [element("error", message2, body)] };
  const worst2 = image.findings.find((entry2) => entry2.skipped === null && !entry2.undecided)?.severity;
  if (image.verdict === "fail" && finding2.severity === worst2) {
    return { name, outcome: "failure", lines: [element("failure", message2, body)] };
  }
  const text = xmlText(`${finding2.severity}: ${message2}${body === "" ? "" : `
${body}`}`);
  return { name, outcome: "passed", lines: [`<system-out>${text}</system-out>`] };
}
function element(name, message2, body) {
  return `<${name} message="${xmlAttribute(message2)}">${xmlText(body)}</${name}>`;
}
function suiteLines(image, cases) {
  const name = xmlAttribute(clip(image.image, LONGEST));
  const properties = driverRows(image).map(
    (row) => `      <property name="${xmlAttribute(`driver of ${clip(row.who, 200)}`)}" value="${row.driver}"/>`
  );
  return [
    `  <testsuite name="${name}" ${totals(cases)}>`,
    ...properties.length === 0 ? [] : ["    <properties>", ...properties, "    </properties>"],
    ...cases.flatMap((entry2) => {
      const open3 = `    <testcase name="${xmlAttribute(entry2.name)}" classname="${name}"`;
      return entry2.lines.length === 0 ? [`${open3}/>`] : [`${open3}>`, ...entry2.lines.map((line) => `      ${line}`), "    </testcase>"];
    }),
    "  </testsuite>"
  ];
}
function totals(cases) {
  const count2 = (outcome) => cases.filter((entry2) => entry2.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count2("failure")}" errors="${count2("error")}" skipped="${count2("skipped")}"`;
}

// src/report/escape/sarif-text.ts
function sarifText(text) {
  return text.split(/\r\n|\r|\n/).map((line) => breakCommands(visible(line))).join("\n").replace(/\](?=\()/g, "] ").replace(/\{(?=\d+\})/g, "{ ");
}

// src/report/image-key.ts
function imageKeys(images) {
  const seen = /* @__PURE__ */ new Map();
  return images.map((image) => {
    const key2 = imageKey(image.image);
    const count2 = (seen.get(key2) ?? 0) + 1;
    seen.set(key2, count2);
    return count2 === 1 ? key2 : `${key2}~${count2}`;
  });
}
function imageKey(image) {
  const key2 = image.replace(/^[a-z-]+:(?:\/\/)?/, "").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  return key2.slice(0, 100) || "image";
}

// src/report/sarif/line-hash.ts
var BLOCK = 100;
var BASE = 37n;
var END_OF_FILE = 65535;
var [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32];
function lineHash(text, line) {
  const window = new Array(BLOCK).fill(0);
  const lineAt = new Array(BLOCK).fill(0);
  const counts = /* @__PURE__ */ new Map();
  const leaving = BASE ** BigInt(BLOCK);
  let hash = 0n;
  let index = 0;
  let found = null;
  const settle = () => {
    if (lineAt[index] === 0) return;
    const count2 = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count2);
    if (lineAt[index] === line) found = `${hash.toString(16)}:${count2}`;
    lineAt[index] = 0;
  };
  const push = (unit) => {
    hash = BigInt.asUintN(64, BASE * hash + BigInt(unit) - leaving * BigInt(window[index]));
    window[index] = unit;
    index = (index + 1) % BLOCK;
  };
  let current = 0;
  let atStart = true;
  const units = [...unitsOf(text), END_OF_FILE];
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
function* unitsOf(text) {
  let afterReturn = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === TAB || unit === BLANK) {
      afterReturn = false;
      continue;
    }
    const paired = afterReturn && unit === LINE_FEED;
    afterReturn = unit === RETURN;
    if (!paired) yield unit === RETURN ? LINE_FEED : unit;
  }
}

// src/report/sarif/places.ts
var MOST_RELATED = 20;
var LONGEST2 = 1e3;
function primaryLocation(finding2, named2) {
  if (finding2.repo !== null) {
    return { physicalLocation: { artifactLocation: inRepository(finding2.repo.path), region: region(finding2.repo) } };
  }
  const place2 = finding2.location ?? { ...START, path: someFile(named2.image) };
  return {
    physicalLocation: { artifactLocation: inImage(place2.path, named2), region: region(place2) },
    logicalLocations: [
      {
        name: clip(place2.path, LONGEST2),
        fullyQualifiedName: clip(`${named2.image.image}:${place2.path}`, LONGEST2),
        kind: "resource"
      }
    ]
  };
}
function relatedLocations(finding2, named2) {
  const places = [];
  if (finding2.repo !== null && finding2.location !== null) {
    places.push({ place: finding2.location, text: "The line in the image" });
  }
  for (const frame2 of finding2.frames) {
    for (const mark2 of frame2.marks.filter((entry2) => entry2.role === "related")) {
      places.push({ place: { ...mark2, path: frame2.path }, text: mark2.label });
    }
  }
  return places.slice(0, MOST_RELATED).map(({ place: place2, text }, index) => ({
    id: index + 1,
    message: { text: sarifText(clip(text, LONGEST2)) || "Related" },
    physicalLocation: { artifactLocation: inImage(place2.path, named2), region: region(place2) }
  }));
}
function fixes(finding2, named2) {
  const { fix: fix2, location: location2, repo } = finding2;
  if (fix2 === null) return [];
  const sameLine = finding2.repoKind === void 0 || finding2.repoKind === null || finding2.repoKind === "line";
  const shift = sameLine && repo !== null && location2 !== null && fix2.path === location2.path ? repo.startLine - location2.startLine : null;
  const inRepo = repo !== null && shift !== null && fix2.startLine + shift >= 1;
  const lines = inRepo ? shift : 0;
  return [
    {
      description: { text: sarifText(clip(fix2.title, LONGEST2)) },
      artifactChanges: [
        {
          artifactLocation: inRepo ? inRepository(repo.path) : inImage(fix2.path, named2),
          replacements: [
            {
              deletedRegion: { startLine: fix2.startLine + lines, endLine: fix2.endLine + lines },
              insertedContent: { text: fix2.replacement }
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
function inImage(path, named2) {
  return { uri: uriPath(`${named2.key}/${path}`) };
}
function someFile(image) {
  return image.containerd?.config ?? image.kubelet?.source?.path ?? "";
}
function region(place2) {
  const { startLine, startColumn, endLine, endColumn } = place2;
  return { startLine, startColumn, endLine, endColumn };
}

// src/report/sarif/render.ts
var SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
var MOST_RUNS = 20;
var MOST_RESULTS = 5e3;
var LONGEST3 = 1e3;
function renderSarif(report, options) {
  const keys = imageKeys(report.images);
  const named2 = report.images.map((image, index) => ({ image, key: keys[index] }));
  const own = named2.length > MOST_RUNS ? named2.slice(0, MOST_RUNS - 1) : named2;
  const runs = own.map((entry2) => run(report, entry2.key, [entry2], options));
  if (own.length < named2.length) runs.push(run(report, "other-images", named2.slice(own.length), options));
  const log = { $schema: SCHEMA, version: "2.1.0", runs };
  return jsonText(log);
}
function run(report, key2, images, options) {
  const rules = options.rules.map(descriptor);
  const results = images.flatMap((named2) => named2.image.findings.map((finding2) => result(finding2, named2, options)));
  const notifications = images.flatMap((named2) => openQuestions(named2));
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
        executionSuccessful: images.every(({ image }) => image.verdict !== "undetermined") && notifications.length === 0,
        toolExecutionNotifications: notifications
      }
    ],
    results: results.slice(0, MOST_RESULTS)
  };
}
function descriptor(rule2) {
  return {
    id: rule2.code,
    name: pascalCase(rule2.code),
    shortDescription: { text: rule2.title },
    fullDescription: { text: clip(rule2.explanation || rule2.title, LONGEST3) },
    help: { text: [rule2.explanation, rule2.help].filter((text) => text !== "").join("\n\n") || rule2.title },
    defaultConfiguration: { level: rule2.severity },
    properties: {
      tags: ["kubernetes", "containerd", "cgroups"],
      precision: "very-high",
      "problem.severity": rule2.severity === "note" ? "recommendation" : rule2.severity
    }
  };
}
function result(finding2, named2, options) {
  const related = relatedLocations(finding2, named2);
  const mends = fixes(finding2, named2);
  const index = options.rules.findIndex((rule2) => rule2.code === finding2.rule);
  return {
    ruleId: clip(finding2.rule, 255),
    ...index < 0 ? {} : { ruleIndex: index },
    level: finding2.severity,
    message: { text: message(finding2, named2) },
    locations: [primaryLocation(finding2, named2)],
    ...related.length === 0 ? {} : { relatedLocations: related },
    partialFingerprints: fingerprints(finding2, options),
    ...mends.length === 0 ? {} : { fixes: mends },
    suppressions: finding2.skipped === null ? [] : [{ kind: "external", status: "accepted", justification: sarifText(clip(finding2.skipped, LONGEST3)) }],
    ...finding2.baseline === null ? {} : { baselineState: finding2.baseline === "new" ? "new" : "unchanged" }
  };
}
function message(finding2, named2) {
  const parts = [
    `${clip(finding2.message, LONGEST3)} (image ${clip(named2.image.image, 200)})`,
    finding2.consequence,
    finding2.help
  ];
  return sarifText(
    parts.filter((part) => part !== "").map((part) => clip(part, LONGEST3)).join("\n\n")
  );
}
function fingerprints(finding2, options) {
  const text = finding2.repo === null ? null : options.repositoryText?.(finding2.repo.path) ?? null;
  const hash = text === null || finding2.repo === null ? null : lineHash(text, finding2.repo.startLine);
  return {
    ...hash === null ? {} : { primaryLocationLineHash: hash },
    ...finding2.fingerprint === "" ? {} : { "cgroupGateFinding/v1": clip(finding2.fingerprint, 128) }
  };
}
function openQuestions(named2) {
  const open3 = named2.image.findings.filter((finding2) => finding2.undecided);
  if (open3.length === 0 && named2.image.verdict === "undetermined") {
    return [{ level: "error", message: { text: sarifText(`${clip(named2.image.image, 200)} is undetermined`) } }];
  }
  return open3.slice(0, 100).map((finding2) => ({
    level: "error",
    message: { text: message(finding2, named2) },
    associatedRule: { id: clip(finding2.rule, 255) },
    locations: [primaryLocation(finding2, named2)]
  }));
}
function pascalCase(code) {
  return code.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
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
function displayWidth(text) {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}
function characterWidth(character) {
  const point = character.codePointAt(0) ?? 0;
  if (point < 768) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}
function pad(text, width) {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

// src/report/text/line-layout.ts
var TAB2 = 4;
function layOut(raw) {
  const pieces = [];
  const cellOfUnit = [];
  let cell = 0;
  let unit = 0;
  for (const character of raw) {
    const text = show(character, cell, raw, unit);
    const width = text === character ? characterWidth(character) : displayWidth(text);
    for (let i = 0; i < character.length; i++) cellOfUnit.push(cell);
    pieces.push({ text, from: cell, to: cell + width });
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
  const text = head + shown.map((piece) => piece.text).join("") + (last < total ? "…" : "");
  return { text, shift: head.length - first };
}

// src/report/text/wrap.ts
function wrap(text, width) {
  const lines = [];
  let line = "";
  let cells = 0;
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const wordCells = displayWidth(word);
    if (line !== "" && cells + 1 + wordCells > width) {
      lines.push(line);
      line = word;
      cells = wordCells;
    } else {
      line = line === "" ? word : `${line} ${word}`;
      cells += (cells === 0 ? 0 : 1) + wordCells;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}
function wrapAfter(first, text, width) {
  const indent = displayWidth(first);
  const lines = wrap(text, Math.max(20, width - indent));
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(indent)) + line);
}

// src/report/text/frame.ts
function renderFrame(frame2, style) {
  const bar = emptyGutter(style);
  const out = [arrow(place(frame2), style)];
  if (frame2.origin !== null) {
    out.push(...wrapAfter(`${" ".repeat(style.gutter)}    `, clip(terminal(frame2.origin), 200), style.width));
  }
  out.push(bar);
  let previous = null;
  for (const line of shownLines(frame2)) {
    if (previous !== null && line.number > previous + 1) out.push(style.paint("frame", "..."));
    previous = line.number;
    out.push(...renderLine(line, frame2.marks, style));
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
function gutter(number, sign, style) {
  return `${style.paint("frame", String(number).padStart(style.gutter))} ${sign}`;
}
function place(frame2) {
  const first = frame2.marks.find((mark2) => mark2.role === "primary") ?? frame2.marks[0];
  const position = first === void 0 ? "" : `:${first.startLine}:${first.startColumn}`;
  return `${clip(terminal(frame2.path), 1e3)}${position}`;
}
function renderLine(line, marks, style) {
  const layout = layOut(line.text);
  const placed = marks.flatMap((mark2) => placeMark(mark2, line, layout)).sort((a, b) => a.cells.from - b.cells.from);
  const room = Math.max(20, style.width - style.gutter - 3);
  const focus = (placed.find((mark2) => mark2.role === "primary") ?? placed[0])?.cells ?? null;
  const view = layout.window(room, focus);
  const source = `${gutter(line.number, style.paint("frame", "|"), style)} ${view.text}`.trimEnd();
  if (placed.length === 0) return [source];
  const inView = placed.map((mark2) => ({ ...mark2, cells: within(mark2.cells, view.shift, room) }));
  return [source, ...renderMarks(inView, room, style)];
}
function placeMark(mark2, line, layout) {
  const last = mark2.endLine > mark2.startLine && mark2.endColumn <= 1 ? mark2.endLine - 1 : mark2.endLine;
  if (line.number < mark2.startLine || line.number > last) return [];
  const start = line.number === mark2.startLine ? mark2.startColumn : line.text.search(/\S|$/) + 1;
  const end2 = line.number === mark2.endLine ? mark2.endColumn : line.text.trimEnd().length + 1;
  const label = line.number === last ? clip(terminal(mark2.label), 200) : "";
  return [{ role: mark2.role, cells: layout.cells(start, end2), label }];
}
function within(cells, shift, room) {
  const from = Math.min(Math.max(0, cells.from + shift), room - 1);
  return { from, to: Math.max(from + 1, Math.min(cells.to + shift, room)) };
}
function renderMarks(marks, room, style) {
  const bar = emptyGutter(style);
  const tone = (mark2) => mark2.role === "primary" ? style.tone : "frame";
  const strokes = /* @__PURE__ */ new Map();
  for (const mark2 of [...marks].sort((a, b) => Number(a.role === "primary") - Number(b.role === "primary"))) {
    for (let cell = mark2.cells.from; cell < mark2.cells.to; cell++) {
      strokes.set(cell, style.paint(tone(mark2), mark2.role === "primary" ? "^" : "-"));
    }
  }
  const end2 = Math.max(...strokes.keys()) + 1;
  let underline = "";
  for (let cell = 0; cell < end2; cell++) underline += strokes.get(cell) ?? " ";
  const last = marks.at(-1);
  const beside = last.cells.to === end2 && end2 + 1 + displayWidth(last.label) <= room;
  const out = [`${bar} ${underline}${beside && last.label !== "" ? ` ${style.paint(tone(last), last.label)}` : ""}`];
  const hanging = marks.filter((mark2) => mark2.label !== "" && !(beside && mark2 === last)).reverse();
  for (const mark2 of hanging) {
    const indent = Math.min(mark2.cells.from, Math.max(0, room - Math.min(40, displayWidth(mark2.label))));
    for (const text of wrap(mark2.label, room - indent)) {
      out.push(`${bar} ${" ".repeat(indent)}${style.paint(tone(mark2), text)}`);
    }
  }
  return out;
}

// src/report/text/finding.ts
var MOST_FRAMES = 3;
var MOST_CANDIDATES = 5;
var LONGEST4 = 1e3;
var REPO_LABELS = { line: "baked by", template: "baked by", edit: "edited by", step: "brought by" };
var TONES = { error: "bad", warning: "warn", note: "note" };
function renderFinding(finding2, options) {
  const { paint, width } = options;
  const patch = patchLines(finding2);
  const frames = finding2.skipped === null ? finding2.frames.slice(0, MOST_FRAMES) : [];
  const tone = finding2.undecided ? "warn" : TONES[finding2.severity];
  const style = { paint, width, tone, gutter: gutterWidth(frames, patch) };
  const out = headline(finding2, style);
  if (frames.length === 0 && finding2.location !== null) {
    out.push(arrow(clip(terminal(placePhrase(finding2.location)), LONGEST4), style));
  }
  for (const frame2 of frames) out.push(...renderFrame(frame2, style));
  if (frames.length === 0 && finding2.location !== null) out.push(emptyGutter(style));
  if (finding2.skipped !== null) {
    out.push(...note("skipped", finding2.skipped, style));
    return out;
  }
  const hidden = finding2.frames.length - frames.length;
  if (hidden > 0)
    out.push(...note("more", `${hidden} more ${hidden === 1 ? "excerpt" : "excerpts"} in the JSON report`, style));
  if (finding2.consequence !== "") out.push(...note("why", finding2.consequence, style));
  out.push(...repositoryNotes(finding2, style));
  out.push(...renderHelp(finding2, patch, style));
  out.push(...note("docs", `cgroup-gate rules ${clip(finding2.rule, 60)}`, style));
  return out;
}
function headline(finding2, style) {
  const kind = finding2.skipped !== null ? "skipped" : finding2.undecided ? "undetermined" : finding2.severity;
  const label = `${kind}[${clip(terminal(finding2.rule), 60)}]`;
  const news = finding2.baseline === "new" ? " (new)" : "";
  const [first = "", ...rest] = wrap(`${label}: ${clip(terminal(finding2.message), LONGEST4)}${news}`, style.width);
  const painted = first.startsWith(label) ? style.paint(finding2.skipped === null ? style.tone : "faint", label) + style.paint("strong", first.slice(label.length)) : first;
  return [painted, ...rest.map((line) => style.paint("strong", line))];
}
function note(label, prose, style) {
  const first = `${" ".repeat(style.gutter)} = ${label}: `;
  const lines = wrapAfter(first, clip(terminal(prose), LONGEST4), style.width);
  return lines.map(
    (line, index) => index === 0 ? line.replace(` = ${label}:`, ` ${style.paint("frame", "=")} ${style.paint("strong", `${label}:`)}`) : line
  );
}
function repositoryNotes(finding2, style) {
  if (finding2.repo !== null) {
    const why = finding2.repoNote === null ? "" : `: ${finding2.repoNote}`;
    return note(REPO_LABELS[finding2.repoKind ?? "line"], `${placePhrase(finding2.repo)}${why}`, style);
  }
  const out = finding2.repoNote === null ? [] : note("source", finding2.repoNote, style);
  for (const candidate of finding2.repoCandidates.slice(0, MOST_CANDIDATES)) {
    out.push(...note("perhaps", placePhrase(candidate), style));
  }
  const hidden = finding2.repoCandidates.length - MOST_CANDIDATES;
  return hidden > 0 ? [...out, ...note("perhaps", `${hidden} more places`, style)] : out;
}
function renderHelp(finding2, patch, style) {
  const fix2 = finding2.fix;
  const prose = finding2.help !== "" ? finding2.help : fix2?.title ?? "";
  if (prose === "") return [];
  const out = wrapAfter("help: ", clip(terminal(prose), LONGEST4), style.width);
  if (out[0] !== void 0) out[0] = out[0].replace("help:", () => style.paint("good", "help:"));
  if (fix2 === null) return out;
  const known = finding2.frames.some((frame2) => frame2.path === fix2.path);
  if (!known || finding2.frames[0]?.path !== fix2.path) {
    out.push(arrow(`${clip(terminal(fix2.path), LONGEST4)}:${fix2.startLine}`, style));
  }
  if (patch === null || patch.length === 0) return out;
  const bar = emptyGutter(style);
  return [...out, bar, ...patch.map((line) => renderPatchLine(line, style)), bar];
}
function renderPatchLine(line, style) {
  const sign = { same: " ", removed: "-", added: "+" }[line.kind];
  const text = `${sign} ${layOut(line.text).window(Math.max(20, style.width - style.gutter - 4), null).text}`.trimEnd();
  return gutter(line.number, line.kind === "same" ? text : style.paint(line.kind, text), style).trimEnd();
}
function gutterWidth(frames, patch) {
  const numbers = [...frames.flatMap((frame2) => [...shownLines(frame2)]), ...patch ?? []].map((line) => line.number);
  return Math.max(2, String(Math.max(0, ...numbers)).length);
}

// src/report/text/live.ts
var MOST_NODES = 10;
var MOST_EVIDENCE = 8;
function renderLive(live2, options) {
  const { paint, width } = options;
  const state = live2.booted ? "booted" : "did not boot";
  const out = ["", `  ${paint("strong", `cluster ${terminal(live2.cluster)} ${state}`)}`];
  for (const node of live2.nodes.slice(0, MOST_NODES)) out.push(...renderNode(node, options));
  if (live2.nodes.length > MOST_NODES) out.push(`  and ${live2.nodes.length - MOST_NODES} more nodes`);
  if (live2.logs !== null) out.push(...wrapAfter("  logs: ", terminal(live2.logs), width));
  if (live2.retained !== null) out.push(...wrapAfter("  kept: ", terminal(live2.retained), width));
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
var MOST_ROWS = 20;
var LONGEST5 = 400;
function renderImage(image, options) {
  const [word, tone] = VERDICTS[image.verdict];
  const out = [`${options.paint(tone, word)}  ${options.paint("strong", clip(terminal(image.image), LONGEST5))}`];
  out.push(...statement(image, options));
  const calm = image.verdict === "pass" && image.findings.length === 0;
  if (options.brief && calm && image.live === null && image.baseline === null) {
    return [
      ...out,
      ...drivers(image, options, false),
      ...facts(image, options, ["config", "digest", "platform", "read"])
    ];
  }
  out.push("", ...drivers(image, options, true), "", ...facts(image, options), ...byVersion(image, options));
  if (image.live !== null) out.push(...renderLive(image.live, options));
  if (image.baseline !== null) out.push(...baseline2(image.baseline, options));
  for (const finding2 of image.findings) out.push("", ...renderFinding(finding2, options));
  return out;
}
function statement(image, options) {
  return wrapAfter("  ", sentence(image), options.width);
}
function sentence(image) {
  if (image.verdict === "undetermined") {
    const open3 = driverRows(image).filter((row) => row.judged && row.driver === "unknown").map((row) => row.side === "kubelet" ? "the kubelet" : terminal(row.who));
    const subject = open3.length === 0 ? "The image as a whole" : `The driver of ${list(open3)}`;
    return `${subject} could not be decided. This is not a pass: see below what is missing.`;
  }
  const shared = sharedDriver(image);
  const runtimes = driverRows(image).filter((row) => row.judged && row.side === "runtime" && row.driver !== "none");
  if (image.verdict === "pass" && shared !== null && image.kubelet !== null && runtimes.length > 0) {
    const number = runtimes.length === 2 ? "both" : `all ${runtimes.length}`;
    const what = runtimes.length === 1 ? terminal(runtimes[0].who) : `${number} judged runtime handlers`;
    return `The kubelet and ${what} will use ${shared}.`;
  }
  if (image.verdict === "pass" && image.findings.length > 0)
    return "Nothing here fails the run; see the remarks below.";
  return "";
}
function drivers(image, options, reasons) {
  const rows = driverRows(image);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST_ROWS);
  const names = shown.map((row) => clip(terminal(row.who), 30) + (row.judged ? "" : " (not judged)"));
  const nameWidth = Math.max(8, ...names.map(displayWidth));
  const out = shown.flatMap((row, index) => {
    const told = reasons || row.source === null ? row : { ...row, why: "" };
    return driverLines(told, pad(names[index], nameWidth), image, options);
  });
  if (rows.length > shown.length) out.push(`  and ${rows.length - shown.length} more runtime handlers`);
  return out;
}
function driverLines(row, name, image, options) {
  const first = `  ${name}  ${pad(row.driver, 9)} `;
  const indent = " ".repeat(first.length);
  const why = row.why === "" ? [] : wrapAfter(indent, clip(terminal(row.why), LONGEST5), options.width);
  const head = `  ${name}  ${options.paint(driverTone(row, image), pad(row.driver, 9))} `;
  if (row.source === null) {
    const [line = `${indent}by default`, ...rest] = why;
    return [head + line.slice(indent.length), ...rest];
  }
  return [head + clip(terminal(placePhrase(row.source)), LONGEST5), ...why.map((line) => options.paint("faint", line))];
}
function driverTone(row, image) {
  if (row.driver === "unknown") return "warn";
  if (!row.judged || row.driver === "none") return "faint";
  return row.driver === "systemd" || row.driver === sharedDriver(image) ? "good" : "bad";
}
function facts(image, options, without = []) {
  const rows = factRows(image).filter(([label]) => !without.includes(label));
  const width = Math.max(...rows.map(([label]) => label.length), 0);
  return rows.flatMap(
    ([label, phrase]) => wrapAfter(`  ${pad(label, width)}  `, clip(terminal(phrase), LONGEST5), options.width)
  );
}
function byVersion(image, options) {
  const answers = image.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const versions = answers.map((answer) => clip(terminal(answer.versions), 40));
  const width = Math.max(...versions.map((entry2) => entry2.length));
  return [
    "",
    "  The containerd version is not known, and the answer depends on it:",
    ...answers.flatMap(
      (answer) => wrapAfter(
        `    ${pad(terminal(answer.versions), width)}  `,
        clip(terminal(answer.answer), LONGEST5),
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
  for (const fixed of report.fixed.slice(0, MOST_ROWS)) {
    const text = `[${terminal(fixed.rule)}] ${clip(terminal(fixed.message), LONGEST5)}`;
    const lines = wrapAfter("    fixed: ", text, options.width);
    out.push(...lines.map((line) => line.replace("fixed:", options.paint("good", "fixed:"))));
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
  return (tone, text) => colour && text !== "" ? `\x1B[${PARAMETERS[tone]}m${text}\x1B[0m` : text;
}

// src/report/text/render.ts
var CLOSING = { pass: "good", fail: "bad", undetermined: "warn" };
function renderText(report, options) {
  const paint = painter(options.colour);
  const width = Math.max(40, options.width);
  const lines = [];
  const brief = report.images.length > 1;
  for (const image of report.images) lines.push(...renderImage(image, { paint, width, brief }), "");
  const closing2 = wrap(clip(terminal(summaryLine(report)), 600), width);
  lines.push(...closing2.map((line) => paint(CLOSING[report.verdict], line)));
  const text = lines.map((line) => line.trimEnd()).join("\n");
  return `${breakCommands(text.replace(/\n{3,}/g, "\n\n"))}
`;
}

// src/report/formats.ts
var FORMATS = ["text", "json", "sarif", "markdown", "junit"];
var MARKDOWN_LIMIT = 1e6;
function isFormat(name) {
  return FORMATS.some((format2) => format2 === name);
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
var MOST = 100;
async function expandImages(images, listTags2) {
  const expanded = [];
  for (const image of images) {
    const [, repository, pattern] = PATTERN.exec(image) ?? [];
    if (repository === void 0 || pattern === void 0) {
      expanded.push(image);
      continue;
    }
    const listed = await listTags2(repository);
    if (!listed.ok) return { ok: false, message: `${image}: ${listed.message}` };
    const tags = listed.tags.filter((tag) => fits(tag, pattern)).toSorted(compareTags);
    if (tags.length === 0) return { ok: false, message: `${image}: none of the ${listed.tags.length} tags fits` };
    if (tags.length > MOST) {
      return { ok: false, message: `${image}: ${tags.length} tags fit, and ${MOST} is the most; say it more narrowly` };
    }
    expanded.push(...tags.map((tag) => `docker://${repository}:${tag}`));
  }
  return { ok: true, images: [...new Set(expanded)] };
}
function matchesImage(asked, image) {
  if (asked === image) return true;
  const [, repository, pattern] = PATTERN.exec(asked) ?? [];
  const prefix = `docker://${repository}:`;
  return pattern !== void 0 && image.startsWith(prefix) && fits(image.slice(prefix.length), pattern);
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
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    return i % 2 === 1 && Number(x) !== Number(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
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
  const [names, links, types2, modes, offsets, sizes] = head.lengths.map(take);
  if (!names || !links || !types2 || !modes || !offsets || !sizes) return null;
  const contents = new Map(head.contents.map(([offset, length]) => [offset, take(length)]));
  const { count: count2 } = head;
  if (types2.length !== count2 || modes.length !== 2 * count2 || offsets.length !== 8 * count2 || sizes.length !== 8 * count2)
    return null;
  return {
    compression: head.compression,
    entries: {
      count: count2,
      names: names.toString(head.encoding),
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
function isLatin(text) {
  return !/[^\0-\u00ff]/.test(text);
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
    scan: async (digests, read, failed) => {
      const key2 = { ...digests, interests, release: VERSION };
      const name = `${digests.diffId} ${digests.stored}`;
      const running = run2.get(name);
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
      run2.set(name, shared);
      shared.catch(() => run2.delete(name));
      const { scan: scan2, from } = await found;
      if (from === "read" && cache) {
        try {
          await cache.write(recordName(key2), writeRecord(key2, scan2));
        } catch (error) {
          failed(problemText(error));
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
        (_whole, expression, name, fallback) => {
          const used = name ?? /^[.\w]*?([A-Za-z_]\w*)\s*(?:\||$)/.exec(expression ?? "")?.[1];
          const given = /default\(\s*["']([^"']+)["']/.exec(expression ?? "")?.[1] ?? fallback;
          return (used === void 0 ? void 0 : this.#valueOf(used, file)) ?? given ?? UNKNOWN;
        }
      );
    }
    return path.replace(/[$]\w*|\{\{.*/g, UNKNOWN);
  }
  /** The one value of a variable: in its own file, else in all; null where there is none, or several. */
  #valueOf(name, file) {
    const own = this.#valuesOf(file);
    if (own.has(name)) return own.get(name) ?? null;
    const known = this.#everywhere.get(name);
    if (known !== void 0) return known;
    const values = /* @__PURE__ */ new Set();
    for (const other of this.#files.values()) {
      if (!other.text.includes(name)) continue;
      const others = this.#valuesOf(other);
      if (others.has(name)) values.add(others.get(name) ?? null);
    }
    const [only = null] = values;
    const value = values.size === 1 ? only : null;
    this.#everywhere.set(name, value);
    return value;
  }
  #valuesOf(file) {
    const known = this.#own.get(file.path);
    if (known !== void 0) return known;
    const values = /* @__PURE__ */ new Map();
    for (const line of file.lines) {
      const found = line.length > 1e3 ? null : ASSIGNMENT.exec(line);
      const [, name, value] = found ?? [];
      if (name === void 0 || value === void 0) continue;
      const earlier = values.get(name);
      values.set(name, earlier === void 0 || earlier === value ? value : null);
    }
    this.#own.set(file.path, values);
    return values;
  }
};
function fitOf(resolved, imagePath) {
  const path = resolved.replace(/\/\.?(?=\/)/g, "").replace(/^\.\//, "");
  const image = usrMerged(imagePath);
  const unknown = path.lastIndexOf(UNKNOWN);
  if (unknown >= 0) {
    const tail = path.slice(unknown + 1);
    if (tail === "" || tail === "/") return "maybe";
    if (!tail.startsWith("/")) return image.endsWith(tail) ? "maybe" : "no";
    const full = usrMerged(tail);
    if (full === image) return "yes";
    return endsWithParts(image, tail.slice(1)) ? tail.split("/").length > 2 ? "yes" : "maybe" : "no";
  }
  if (path.startsWith("/")) return endsWithParts(usrMerged(path), image.slice(1)) ? "yes" : "no";
  if (endsWithParts(path, image.slice(1))) return "yes";
  if (path === "") return "no";
  return endsWithParts(image, path) ? path.includes("/") ? "yes" : "maybe" : "no";
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
function findMatch(pattern, text, from, budget) {
  if (!(pattern.ignoreCase ? text.toLowerCase() : text).includes(pattern.needs)) return null;
  for (let start = from; start <= text.length; start++) {
    const found = matchAt(pattern.root, text, start, budget);
    if (found !== null || !budget.holds) return found;
  }
  return null;
}
var DEEPEST2 = 3e3;
function matchAt(pattern, text, start, budget) {
  return step(pattern, text, start, [], 0, budget, (end2, groups) => ({
    start,
    end: end2,
    groups: [text.slice(start, end2), ...groups.slice(1).map((group) => group && text.slice(group[0], group[1]))]
  }));
}
function step(node, text, at, groups, depth, budget, next) {
  if (!budget.spend()) return null;
  if (depth > DEEPEST2) {
    budget.exhaust();
    return null;
  }
  const deeper = depth + 1;
  switch (node.kind) {
    case "set":
      return at < text.length && node.has(text[at]) ? next(at + 1, groups, deeper) : null;
    case "start":
      return at === 0 ? next(at, groups, deeper) : null;
    case "end":
      return at === text.length ? next(at, groups, deeper) : null;
    case "word":
    case "no-word":
      return atWordEdge(text, at) === (node.kind === "word") ? next(at, groups, deeper) : null;
    case "group":
      return step(node.body, text, at, groups, deeper, budget, (end2, inner, level) => {
        if (node.index === null) return next(end2, inner, level);
        const kept = [...inner];
        kept[node.index] = [at, end2];
        return next(end2, kept, level);
      });
    case "all": {
      const run2 = (index, from, held, level) => {
        const part = node.parts[index];
        if (part === void 0) return next(from, held, level);
        return step(part, text, from, held, level, budget, (end2, inner, below) => run2(index + 1, end2, inner, below));
      };
      return run2(0, at, groups, deeper);
    }
    case "any-of":
      for (const choice of node.choices) {
        const found = step(choice, text, at, groups, deeper, budget, next);
        if (found !== null || !budget.holds) return found;
      }
      return null;
    case "repeat": {
      const run2 = (count2, from, held, level) => {
        const more = () => count2 < node.most ? step(
          node.body,
          text,
          from,
          held,
          level,
          budget,
          (end2, inner, below) => end2 === from && count2 >= node.least ? null : run2(count2 + 1, end2, inner, below)
        ) : null;
        if (count2 < node.least) return more();
        if (node.greedy) return more() ?? (budget.holds ? next(from, held, level) : null);
        return next(from, held, level) ?? (budget.holds ? more() : null);
      };
      return run2(0, at, groups, deeper);
    }
  }
}
function atWordEdge(text, at) {
  return /\w/.test(text[at - 1] ?? "") !== /\w/.test(text[at] ?? "");
}

// src/source/pattern/parse.ts
var LONGEST6 = 2e3;
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
  if (source.length > LONGEST6) return null;
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
    const close = this.#operator();
    if (close?.name !== ")") throw new Unsupported();
    this.at += close.length;
    return { kind: "group", index, body };
  }
  #bracket() {
    const negated = this.#source[this.at] === "^";
    if (negated) this.at += 1;
    const tests = [];
    for (let first = true; first || this.#source[this.at] !== "]"; first = false) {
      const named2 = /^\[:(\w+):\]/.exec(this.#source.slice(this.at, this.at + 12));
      if (named2 !== null) {
        const known = CLASSES[named2[1] ?? ""];
        if (known === void 0) throw new Unsupported();
        tests.push((one) => known.test(one));
        this.at += named2[0].length;
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
function cgroupWords(text) {
  const words = text.slice(0, 4e3).match(WORD) ?? [];
  return words.filter((word) => {
    const bare = word.replace(/[-_]/g, "").toLowerCase();
    return editDistance(bare, "systemdcgroup") <= 2 || bare.endsWith("cgroupdriver");
  });
}
function concerns(edit, subject) {
  const text = [...edit.wanted.map(({ source }) => source), ...edit.writes].join("\n").slice(0, 8e3);
  switch (subject) {
    case "runtime-driver":
      return cgroupWords(text).some((word) => !/driver$/i.test(word));
    case "kubelet-driver":
      return /cgroup-?driver/i.test(text);
    case "cri":
      return /disabled_plugins|["']cri["']/.test(text);
    case "line":
      return false;
  }
}

// src/source/find/edit-reason.ts
var FLAG = /systemdcgroup/i;
var VERSION_2 = "io.containerd.grpc.v1.cri";
var VERSION_3 = "io.containerd.cri.v1.runtime";
function whyNothing(edit, lines) {
  const [wanted] = [...edit.wanted].sort((a, b) => Number(a.role === "anchor") - Number(b.role === "anchor"));
  if (wanted === void 0) return whyNoEffect(edit, lines);
  const replaced = edit.wanted.some(({ role }) => role === "replaced");
  const text = lines.join("\n");
  const subject = replaced ? "its pattern" : "its anchor";
  const near = almost(wanted, lines);
  if (near !== null) return `${subject} matches no line: ${near}`;
  const misspelt = cgroupWords(wanted.source).find(
    (word) => FLAG.test(text) && !text.includes(word) && !wanted.ignoreCase
  );
  if (misspelt !== void 0) {
    const dotted = /[\w"'\]\\]\.\w*$/.test(wanted.source.slice(0, wanted.source.indexOf(misspelt)));
    if (!dotted) return `${subject} has “${misspelt}”, and the file has “${writtenFlag(text)}”`;
  }
  if (/(?:options|runc|runtimes|containerd)["'\]]*\\?\.\S*systemd/i.test(wanted.source)) {
    return `${subject} is a dotted path, and no line of the file is written so`;
  }
  const versions = tableVersions(wanted.source, text);
  if (versions !== null) return `${subject} ${versions}`;
  if (cgroupWords(wanted.source).length > 0 && !FLAG.test(text) && FLAG.test(wanted.source)) {
    return `${subject} finds no SystemdCgroup line in this file; \`containerd config default\` of 1.4, 2.0.0 to 2.0.6 and 2.1.0 to 2.1.4 writes none`;
  }
  return `${subject} matches no line of the file`;
}
function whyNoEffect(edit, lines) {
  const versions = tableVersions(edit.writes.join("\n"), lines.join("\n"));
  return versions === null ? "the file of the image does not show what it sets" : `it ${versions}`;
}
function tableVersions(source, text) {
  const plain = source.replace(/\\/g, "");
  const has = (table) => text.includes(`${table}".containerd`) || text.includes(`${table}'.containerd`);
  const [old, current] = [has(VERSION_2), has(VERSION_3)];
  if (plain.includes(VERSION_2) && !old && current) {
    return `names the tables of version 2 (${VERSION_2}), and the file has those of version 3 (${VERSION_3})`;
  }
  if (plain.includes(VERSION_3) && !current && old) {
    return `names the tables of version 3 (${VERSION_3}), and the file has those of version 2 (${VERSION_2})`;
  }
  return null;
}
function almost(wanted, lines) {
  const { source } = wanted;
  if (wanted.literal) {
    const loose = lines.findIndex((line) => line.replace(/\s+/g, "").includes(source.replace(/\s+/g, "")));
    if (loose >= 0) return `line ${loose + 1} has other blanks`;
    const cased2 = lines.findIndex((line) => line.toLowerCase().includes(source.toLowerCase()));
    return cased2 < 0 ? null : `line ${cased2 + 1} has another case`;
  }
  const attempts2 = [
    {
      change: (text) => text.replace(/\$(?=$|\\?\))/g, ""),
      words: (line) => line.endsWith("\r") ? "it ends at the end of the line, and there is a carriage return (CR) there" : /#/.test(line) ? "it ends at the end of the line, and a comment follows there" : "it ends at the end of the line, and more follows there"
    },
    {
      change: (text) => text.replace(/^(\\?\()?\^/, "$1"),
      words: () => "it begins at the begin of the line, and blanks are there"
    },
    { change: (text) => text.replaceAll('"', "'"), words: () => "it has double quotes, and the file has single ones" },
    { change: (text) => text.replaceAll("'", '"'), words: () => "it has single quotes, and the file has double ones" },
    {
      change: (text) => text.replace(/(?<!\\)\\?[ ]|\\s[*+]/g, wanted.dialect === "basic" ? "[ 	]*" : "\\s*").replace(/(?<=\w)=/g, "[ 	]*=[ 	]*"),
      words: () => "its blanks are not those of the line"
    }
  ];
  for (const { change, words } of attempts2) {
    const changed = change(source);
    if (changed === source) continue;
    const hit = firstMatch({ ...wanted, source: changed }, lines);
    if (hit !== null) return `${words(lines[hit])} (line ${hit + 1})`;
  }
  const cased = firstMatch({ ...wanted, ignoreCase: true }, lines);
  if (cased !== null && !wanted.ignoreCase) return `line ${cased + 1} has another case`;
  if (wanted.dialect === "basic" && /[+?|(){}]/.test(source)) {
    const extended = firstMatch({ ...wanted, dialect: "extended" }, lines);
    if (extended !== null) return "it is written for sed -E";
  }
  return null;
}
function firstMatch(wanted, lines) {
  const pattern = parsePattern(wanted.source, wanted.dialect, wanted.ignoreCase);
  if (pattern === null) return null;
  const budget = new Budget(1e5);
  const index = lines.findIndex((line) => findMatch(pattern, line, 0, budget) !== null);
  return index >= 0 && budget.holds ? index : null;
}
function writtenFlag(text) {
  return FLAG.exec(text)?.[0] ?? "SystemdCgroup";
}

// src/source/find/edit-outcome.ts
function outcomeOf(edit, lines, index, laterWriter2) {
  if (lines === null) return { kind: "missed", reason: "the image has no such file" };
  if (!edit.keeps) return { kind: "missed", reason: `${edit.tool} without -i changes no file` };
  const own = index === null ? null : lines[index] ?? null;
  const wrote = own !== null && edit.writes.some((text) => couldBe(text, own));
  const shown = lines.some((line) => showsResult(edit, line));
  const after = edit.apply?.(lines) ?? null;
  if (wrote) return { kind: "made", reason: misplaced(edit, lines) };
  if (after === null) return shown ? { kind: "worked" } : { kind: "unclear", reason: whyNoEffect(edit, lines) };
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
  const touches = index !== null && !after.some(({ from, text }) => from === index && text === own);
  if (shown) {
    const where = misplaced(edit, lines);
    if (where !== null) return { kind: "missed", reason: where };
    if (!touches) return { kind: "worked" };
    return {
      kind: "missed",
      reason: laterWriter2 ?? "it changed other lines, and this one was written later or is left out"
    };
  }
  if (changes(after, lines)) {
    return {
      kind: "missed",
      reason: laterWriter2 ?? "the image's file does not show it: it ran before the file was written, or not at all"
    };
  }
  return { kind: "missed", reason: whyNothing(edit, lines) };
}
function misplaced(edit, lines) {
  const anchors = edit.wanted.filter(({ role }) => role === "anchor");
  if (edit.tool !== "lineinfile" || anchors.length === 0) return null;
  const found = anchors.some(({ source, dialect }) => {
    const pattern = parsePattern(source, dialect);
    const budget = new Budget();
    return pattern === null || lines.some((line) => findMatch(pattern, line, 0, budget) !== null);
  });
  if (found) return null;
  return `${whyNothing({ ...edit, wanted: anchors }, lines)}, so the line went to the end of the file, into whatever table is last`;
}
function changes(after, lines) {
  return after.length !== lines.length || after.some(({ text }, index) => text !== lines[index]);
}
function couldBe(written, line) {
  const parts = literalParts(written);
  if (parts.join("").replace(/\W/g, "").length < 8) return false;
  return inOrder(parts, line);
}
function showsResult(edit, line) {
  const words = cgroupWords(line);
  if (words.length === 0 && !/cgroup/i.test(line)) return false;
  const asked = edit.wanted.filter(({ role, ignoreCase }) => role === "replaced" && !ignoreCase).flatMap(({ source }) => cgroupWords(source));
  if (asked.some((word) => !line.includes(word))) return false;
  if (edit.apply === null && edit.wanted.length === 0) {
    return words.some((word) => edit.writes.some((text) => text.includes(word))) && /true|systemd\b(?!_)/.test(line.replace(/systemd_?cgroup/gi, ""));
  }
  return edit.writes.some((text) => {
    const parts = literalParts(text);
    return parts.join("").replace(/\W/g, "").length >= 4 && inOrder(parts, line);
  });
}
function literalParts(text) {
  return text.split(/\\\d|\\g<\d>|\$\{?\d\}?|(?<!\\)&|\{\{.*?\}\}|\\[tn]/).map((part) => part.replace(/\\(?=[^\w])/g, "").trim()).filter((part) => part !== "");
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
var LONGEST7 = 65536;
function readBuildStep(createdBy) {
  if (createdBy === null) return { kind: "unknown" };
  const text = createdBy.slice(0, LONGEST7).replace(/^\/bin\/sh -c #\(nop\)\s*/, "").replace(/\s*# buildkit\s*$/, "").trim();
  const copy = /^(?:COPY|ADD)\s+([\s\S]*)$/i.exec(text)?.[1];
  if (copy !== void 0) return readCopy(copy.trim());
  const run2 = text.replace(/^RUN\s+/i, "").replace(/^\|\d+\s+(?:\w+=\S*\s+)*/, "").replace(/^\/bin\/(?:ba|da)?sh\s+(?:-\w+\s+)*/, "");
  return run2 === "" ? { kind: "unknown" } : { kind: "run", command: squeeze(run2) };
}
function readCopy(text) {
  if (/^(?:file|dir|multi):[0-9a-f]{16,}\b/.test(text)) return { kind: "digest" };
  let rest = text;
  for (let flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest); flag !== null; flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest)) {
    if (flag[1] === "from") return { kind: "other-stage" };
    rest = rest.slice(flag[0].length);
  }
  const words = readWords(rest);
  const to = words.pop();
  if (to === void 0 || words.length === 0 || words.some((word) => word.startsWith("<<"))) return { kind: "unknown" };
  return { kind: "copy", from: words.filter((word) => !/^(?:https?|git):|^git@/.test(word)), to };
}
function readWords(text) {
  if (text.startsWith("[")) {
    try {
      const parsed = JSON.parse(text);
      if (Array.isArray(parsed) && parsed.every((word) => typeof word === "string")) return parsed;
    } catch {
    }
  }
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? ""
  );
}
function squeeze(text) {
  return text.replace(/\\\r?\n/g, " ").replace(/\s+/g, " ").trim();
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
    const fits3 = resolved === null ? ["maybe"] : aliases.map((alias) => fitOf(resolved, alias));
    if (fits3.includes("yes")) fitting.push({ step: step2, fit: "yes" });
    else if (fits3.includes("maybe")) fitting.push({ step: step2, fit: "maybe" });
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
    const name = source.slice(source.lastIndexOf("/") + 1);
    if (fitOf(target, path) === "yes" || fitOf(`${target.replace(/\/$/, "")}/${name}`, path) === "yes")
      aliases.push(source);
  }
  return aliases;
}

// src/source/find/place.ts
function wholeLine(file, line) {
  const number = Math.min(Math.max(line, 1), Math.max(1, file.lines.length));
  const text = file.lines[number - 1] ?? "";
  const start = text.length - text.trimStart().length;
  const end2 = Math.max(start, text.trimEnd().length);
  return { path: file.path, startLine: number, startColumn: start + 1, endLine: number, endColumn: end2 + 1 };
}
function partOfLine(file, line, start, end2) {
  const whole = wholeLine(file, line);
  return { ...whole, startColumn: start + 1, endColumn: end2 + 1 };
}

// src/source/find/edits.ts
var MOST_EDITS = 100;
function judgeEdits(evidence) {
  const { question, lines } = evidence;
  const index = question.location === null ? null : question.location.startLine - 1;
  const judged = [];
  let left = MOST_EDITS;
  for (const { step: step2, fit } of evidence.fitting) {
    if (step2.kind !== "edit" || !step2.edit.keeps && fit !== "yes") continue;
    if (left-- === 0) break;
    const outcome = outcomeOf(step2.edit, lines, index, laterWriter(evidence, step2));
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
  const later = writer ?? copy;
  if (later === void 0) return null;
  const what = later.kind === "configure" ? later.program : "a later step";
  return `${what} writes the file again (${later.file.path}:${later.line})`;
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
      return step2.texts.find(({ text }) => SETS_DRIVER.test(text))?.line ?? null;
    case "edit":
      return step2.edit.writes.some((text) => SETS_DRIVER.test(text)) ? step2.line : null;
    case "block": {
      const index = step2.file.lines.slice(step2.from - 1, step2.to).findIndex((text) => SETS_DRIVER.test(text));
      return index < 0 ? null : step2.from + index;
    }
    default:
      return null;
  }
}

// src/source/lines/template.ts
var EXPRESSION = /\{\{[-~]?\s*#?(?:if|unless|with|range|each)\b.*\{\{[-~]?\s*(?:end|\/\w+)\s*[-~]?\}\}|\{%[-+]?\s*(?:if|for)\b.*\{%[-+]?\s*end\w+\s*[-+]?%\}|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|%\{[^}]*\}|@[A-Za-z_]\w*@|%[sdvtq](?!\w)/g;
var STEERING = /^\s*(?:\{%.*%\}|\{\{[-~]?\s*(?:if|else|end|range|with|define|block|template|#|\/|\/\*).*\}\}|\{#.*#\}|<%-?\s*[^=].*%>|%\{.*\})\s*$/;
var LONGEST8 = 2e3;
function onlySteers(line) {
  return line.length <= LONGEST8 && STEERING.test(line);
}
function expressionsOf(line) {
  if (line.length > LONGEST8) return [];
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
  for (const { text, start } of expressionsOf(line)) {
    parts.push(line.slice(at, start));
    at = start + text.length;
  }
  if (parts.length > 0) parts.push(line.slice(at));
  return parts;
}

// src/source/lines/unwrap.ts
var LONGEST9 = 500;
var WRAPPED = /^(?:-\s+)?(?:(?:echo|printf)\s+(?:-[neE]+\s+)?|["'][\w.-]+["']\s*:\s*|\w+\s*\+?=\s*)?(["'`])(.*)\1\s*[,;+)\]\\]*\s*(?:(?:\||>>?|&&|;)\s*\S.*)?$/;
function unwrap(line) {
  const plain = line.trim();
  if (plain.length > LONGEST9) return [plain];
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
function soughtLine(lines, index) {
  const trimmed = lines.map((line) => line.trim());
  const own = trimmed[index];
  if (own === void 0 || own === "") return null;
  const words = own.match(/[\w.-]+/g) ?? [own];
  const key2 = /^[\w.-]+(?=\s*[=:])/.exec(own)?.[0];
  const needle = key2 ?? words.reduce((a, b) => b.length > a.length ? b : a);
  const written = lines[index];
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
    for (let count2 = 0; count2 < FARTHEST; count2++) {
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
function nextWithText(lines, from, direction) {
  let at = from + direction;
  while (at >= 0 && at < lines.length && (lines[at].trim() === "" || onlySteers(lines[at]))) {
    at += direction;
  }
  return at;
}
function fits2(line, wanted) {
  const texts = unwrap(line);
  if (texts.includes(wanted)) return "same";
  if (expressionsOf(line).length === 0) return null;
  return texts.some((text) => couldMake(text, wanted)) ? "template" : null;
}
function sectionAbove(lines, index) {
  for (let at = Math.min(index, lines.length - 1); at >= 0; at--) {
    const line = lines[at].trim();
    if (/^\[.*\]\s*(?:#.*)?$/.test(line)) return line;
  }
  return null;
}
function sectionText(line) {
  return unwrap(line).find((text) => /^\[[^\]]*\]/.test(text) && !/^\[["']/.test(text)) ?? "";
}
function sameHeader(a, b) {
  const bare = (text) => text.replace(/["'\\\s]/g, "").replace(/#.*$/, "");
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
  const { lines, question } = evidence;
  if (lines === null || question.location === null) return [];
  const handler2 = lines[question.location.startLine - 1] ?? "";
  const section = sectionAbove(lines, question.location.startLine - 1) ?? handler2;
  const own = /nvidia/i.test(section);
  return makersOf(evidence, (step2) => {
    if (step2.kind === "configure") {
      return own ? `${step2.program} adds this handler${unmended ? ", without SystemdCgroup" : ""}` : null;
    }
    if (step2.kind !== "generate" || own || !looksGenerated(lines)) return null;
    return unmended ? "this line generates the file, and nothing after it sets SystemdCgroup = true" : "this line generates the file";
  });
}
function bringers(evidence) {
  const { lines, question } = evidence;
  if (lines === null) {
    const removed = makersOf(
      evidence,
      (step2) => step2.kind === "remove" ? `this line removes ${question.path}, so containerd's defaults hold` : null
    );
    return removed.filter(({ fit }) => fit === "yes");
  }
  if (question.subject === "line" || !isPackaged(lines) || question.path !== "/etc/containerd/config.toml") return [];
  const makers = [];
  for (const step2 of evidence.steps.all) {
    if (step2.kind !== "install" || step2.file.aside || !step2.packages.some((name2) => /^(?:containerd\.io|docker-ce)\b/.test(name2)))
      continue;
    const note3 = "the package installed here brings this file, and nothing in the repository writes another one";
    const text = step2.file.lines[step2.line - 1] ?? "";
    const at = text.search(/containerd\.io|docker-ce/);
    const name = /^[\w.+-]+/.exec(text.slice(Math.max(at, 0)))?.[0] ?? "";
    const location2 = at < 0 ? wholeLine(step2.file, step2.line) : partOfLine(step2.file, step2.line, at, at + Math.max(1, name.length));
    const candidate = { location: location2, kind: "step", note: note3, aside: step2.file.aside };
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
function looksGenerated(lines) {
  const has = (text) => lines.some((line) => text.test(line));
  return has(/^\s*version\s*=/) && has(/^\s*oom_score\s*=/) && has(/^\s*\[grpc\]/) && has(/^\s*\[plugins\]|^\s*\[plugins\./);
}
function isPackaged(lines) {
  const active = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  return active.length <= 2 && active.some((line) => /^disabled_plugins\s*=\s*\[\s*["']cri["']\s*\]/.test(line));
}

// src/source/find/question.ts
var MOST_CANDIDATES2 = 5;

// src/source/find/template-note.ts
var LONGEST10 = 120;
var READ = /* @__PURE__ */ new WeakMap();
function linesOf(file) {
  const lines = READ.get(file) ?? readTemplateLines(file.text).lines;
  READ.set(file, lines);
  return lines;
}
function templateNote(evidence, file, line) {
  const text = file.lines[line - 1] ?? "";
  const template = /\{[{%]/.test(file.text) ? linesOf(file)[line - 1] : void 0;
  const conditions = [...template?.branches.map(({ condition: condition2 }) => condition2) ?? [], ...template?.inner ?? []];
  const used = expressionsOf(text).map((one) => one.text).filter((one) => !/^\{[%{][-~+]?\s*#?(?:if|unless|with|range|each|for|else|elif|end|\/)/.test(one));
  const said = [];
  if (used.length > 0)
    said.push(`${quoted(used[0])} gives the value${definedAt(evidence, used[0])}`);
  const condition = conditions.at(-1);
  if (condition !== void 0) said.push(`the condition ${quoted(condition)} decides${definedAt(evidence, condition)}`);
  return said.length === 0 ? null : `a template: ${said.join(", and ")}`;
}
function leftOutFlag(file, header) {
  for (let number = header + 1; number <= Math.min(file.lines.length, header + 60); number++) {
    const text = file.lines[number - 1].trim();
    if (/^\[[^\]]*\]$/.test(text)) return null;
    if (/^SystemdCgroup\s*=/.test(text)) return number;
  }
  return null;
}
function definedAt(evidence, expression) {
  const inner = expression.replace(/^[\s{%$<@=(-]+|[\s}%>@)-]+$/g, "");
  const name = /[A-Za-z_]\w*$/.exec(/^[\s.\w]*/.exec(inner)?.[0].trim() ?? "")?.[0];
  if (name === void 0 || name.length < 4) return "";
  const assigned = new RegExp(`^\\s*(?:export\\s+|ENV\\s+|ARG\\s+|-\\s+)?["']?${name}["']?\\s*[:=](?!=)\\s*\\S`);
  const places = [];
  for (const file of evidence.repository.files.values()) {
    if (file.aside || !file.text.includes(name)) continue;
    for (const [index, line] of file.lines.entries()) {
      if (line.length < 1e3 && assigned.test(line)) places.push(`${file.path}:${index + 1}`);
      if (places.length > 1) return "";
    }
  }
  return places.length === 1 ? ` (set at ${places[0]})` : "";
}
function quoted(text) {
  const short = text.length > LONGEST10 ? `${text.slice(0, LONGEST10)}…` : text;
  return `“${short}”`;
}

// src/source/lines/containment.ts
function shareInImage(lines, from, to, image) {
  let counted2 = 0;
  let found = 0;
  for (let number = Math.max(1, from); number <= Math.min(to, lines.length); number++) {
    const line = lines[number - 1].trim();
    if (line === "" || /^(?:#|;|\/\/)/.test(line) || onlySteers(line) || expressionsOf(line).length > 0) continue;
    if (!isTelling(line) && !line.startsWith("[")) continue;
    counted2 += 1;
    if (unwrap(line).some((text) => image.has(text))) found += 1;
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
  for (let number = line + 1; number <= last; number++) {
    const text = file.lines[number - 1];
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const indent = text.length - text.trimStart().length;
    if (indent <= head.indent) break;
    level ??= indent;
    if (indent !== level) continue;
    const entry2 = readKeyLine(text);
    if (entry2 === null || text.trimStart().startsWith("-")) continue;
    const value = readValue(file, number, entry2);
    values.push(value);
    if (value.block !== null) number = Math.max(number, value.block.to);
  }
  return values;
}
function readValue(file, number, entry2) {
  const { key: key2, rest, indent } = entry2;
  if (!/^[|>][-+0-9]*(?:\s|$)/.test(rest)) return { key: key2, value: unquote(rest), line: number, block: null };
  let to = number;
  const last = Math.min(file.lines.length, number + 5e3);
  for (let below = number + 1; below <= last; below++) {
    const text = file.lines[below - 1];
    if (text.trim() !== "" && text.length - text.trimStart().length <= indent - (dashesBefore(file, number) ? 2 : 0))
      break;
    if (text.trim() !== "") to = below;
  }
  const lines = file.lines.slice(number, to);
  const least = Math.min(...lines.filter((one) => one.trim() !== "").map((one) => one.length - one.trimStart().length));
  const value = lines.map((one) => one.slice(least)).join("\n");
  return { key: key2, value, line: number, block: to > number ? { from: number + 1, to } : null };
}
function dashesBefore(file, number) {
  return /^\s*-/.test(file.lines[number - 1] ?? "");
}
function unquote(text) {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (double !== null) {
    return double[1].replace(
      /\\(.)/g,
      (_, one) => one === "n" ? "\n" : one === "t" ? "	" : one === "r" ? "\r" : one === '"' || one === "\\" ? one : `\\${one}`
    );
  }
  const single2 = /^'((?:[^']|'')*)'/.exec(text);
  if (single2 !== null) return single2[1].replaceAll("''", "'");
  return text.replace(/\s+#.*$/, "").trim();
}

// src/source/lines/yaml-target.ts
var TARGET_KEYS = /* @__PURE__ */ new Set(["path", "dest", "destination", "target", "file", "filename", "destfile"]);
var REACH = 1500;
var LEVELS = 4;
function yamlBlockAround(file, line) {
  if (!/\.(?:ya?ml|bu|fcc|j2|tmpl|tpl|cfg)$/i.test(file.path) && !file.text.startsWith("#cloud-config")) return null;
  const header = blockHeader(file, line);
  if (header === null) return null;
  const lines = { from: header + 1, to: blockEnd(file, header) };
  let at = header;
  for (let level = 0; level < LEVELS; level++) {
    const target = siblingTarget(file, at);
    if (target !== null) return { target, ...lines };
    const parent = parentOf2(file, at);
    if (parent === null || /^\s*-/.test(file.lines[at - 1])) break;
    at = parent;
  }
  return { target: null, ...lines };
}
function blockHeader(file, line) {
  let least = indentOf(file.lines[line - 1]);
  for (let number = line - 1; number >= Math.max(1, line - REACH); number--) {
    const text = file.lines[number - 1];
    if (text.trim() === "") continue;
    const indent = indentOf(text);
    if (indent >= least) continue;
    if (/(?::|^\s*-)\s+[|>][-+0-9]*\s*(?:#.*)?$/.test(text)) return number;
    least = indent;
    if (least === 0) return null;
  }
  return null;
}
function siblingTarget(file, line) {
  const level = keyColumn(file.lines[line - 1]);
  for (const direction of [-1, 1]) {
    for (let number = line + direction; number >= 1 && number <= file.lines.length; number += direction) {
      if (Math.abs(number - line) > REACH) break;
      const text = file.lines[number - 1];
      if (text.trim() === "") continue;
      const column = keyColumn(text);
      const dashed = /^\s*-\s/.test(text);
      if (column < level || direction > 0 && dashed && indentOf(text) < level) break;
      const entry2 = column === level ? readKeyLine(text) : null;
      if (entry2 !== null && TARGET_KEYS.has(entry2.key)) return readValue(file, number, entry2).value;
      if (direction < 0 && dashed && column === level) break;
    }
    if (direction < 0 && /^\s*-\s/.test(file.lines[line - 1])) continue;
  }
  return null;
}
function parentOf2(file, line) {
  const level = keyColumn(file.lines[line - 1]);
  for (let number = line - 1; number >= Math.max(1, line - REACH); number--) {
    const text = file.lines[number - 1];
    if (text.trim() !== "" && keyColumn(text) < level && readKeyLine(text) !== null) return number;
  }
  return null;
}
function blockEnd(file, header) {
  const level = indentOf(file.lines[header - 1]);
  let end2 = header;
  for (let number = header + 1; number <= Math.min(file.lines.length, header + 2 * REACH); number++) {
    const text = file.lines[number - 1];
    if (text.trim() === "") continue;
    if (indentOf(text) <= level) break;
    end2 = number;
  }
  return end2;
}
function keyColumn(text) {
  return /^(?:\s|-\s)*/.exec(text)?.[0].length ?? 0;
}
function indentOf(text) {
  return text.length - text.trimStart().length;
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
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      files.set(path, new Text(path, text));
      note2(byLength, String(text.length - carriageReturns(text)), path);
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
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      const ids = unread.size === 0 ? [] : [blobIdOf(bytes, "sha1"), blobIdOf(bytes, "sha256")];
      const plain = text.replaceAll("\r\n", "\n");
      const equal = (byLength.get(String(plain.length)) ?? []).filter(
        (path) => files.get(path)?.text.replaceAll("\r\n", "\n") === plain
      );
      const found = [...equal, ...ids.flatMap((id) => unread.get(id) ?? [])];
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
  constructor(path, text) {
    this.path = path;
    this.text = text;
    this.aside = ASIDE.test(path);
  }
  get lines() {
    this.#lines ??= this.text.split(/\r\n|\n/);
    return this.#lines;
  }
};
function carriageReturns(text) {
  let count2 = 0;
  for (let at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) count2 += 1;
  return count2;
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
    const name = bare.slice(bare.lastIndexOf("/") + 1);
    const own = name.includes("*") ? repoPath.slice(repoPath.lastIndexOf("/") + 1) : name;
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
  const [before = "", after = ""] = source.slice(source.lastIndexOf("/") + 1).split("*", 2);
  const name = repoPath.slice(repoPath.lastIndexOf("/") + 1);
  const folder = source.includes("/") ? source.slice(0, source.lastIndexOf("/")) : "";
  const at = repoPath.includes("/") ? repoPath.slice(0, repoPath.lastIndexOf("/")) : "";
  return name.startsWith(before) && name.endsWith(after) && (folder === "" || endsWithParts(at, folder));
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
function joined(folder, name) {
  return `${folder.replace(/\/+$/, "")}/${name}`;
}
function folderOf(path) {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
function better(a, b) {
  return a === "yes" || b === "yes" ? "yes" : a === "maybe" || b === "maybe" ? "maybe" : "no";
}
function fileFit(file, imagePath, copies, targets) {
  let fit = "no";
  let named2 = false;
  for (const step2 of copies) {
    const own = copyFit(step2, file.path, imagePath, targets);
    if (own === "yes") return { fit: "yes", copied: true };
    fit = better(fit, own);
    const source = targets.resolve(step2.source, step2.file).replace(/^(?:\.?\/)+/, "");
    named2 ||= source.includes("/") && endsWithParts(file.path, source);
  }
  if (fit === "maybe") return { fit, copied: true };
  const path = untemplated(file.path);
  if (endsWithParts(path, imagePath.slice(1))) return { fit: "yes", copied: false };
  if (named2 && !copies.some((step2) => isPassing(step2, file, targets))) return { fit: "no", copied: true };
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
  const { question, lines } = evidence;
  const { location: location2, bytes } = question;
  if (location2 === null || lines === null || bytes === null) return [];
  const plain = lines.map((line) => line.replace(/\r$/, ""));
  if (!isInside(location2, plain)) return [];
  const sought = soughtLine(plain, location2.startLine - 1);
  const identical = identicalFiles(evidence, bytes, plain);
  if (sought === null) return identical;
  const known = new Set(identical.map(({ candidate }) => candidate.location.path));
  const found = [...identical];
  let left = MOST_RUNS2;
  for (const file of evidence.repository.files.values()) {
    if (left <= 0) return identical;
    if (known.has(file.path)) continue;
    for (const run2 of findRuns(file, sought)) {
      left -= 1;
      const line = judgeRun(evidence, file, run2, sought);
      if (line !== null) found.push(line);
    }
  }
  found.push(...printedLines(evidence, sought));
  return distinct(found);
}
function isInside({ startLine, endLine, endColumn }, lines) {
  const last = lines[endLine - 1];
  return startLine <= endLine && last !== void 0 && endColumn <= last.length + 1;
}
function identicalFiles(evidence, bytes, plain) {
  const { question, repository } = evidence;
  const location2 = question.location;
  const telling = plain.filter((line) => isTelling(line.trim())).length;
  const found = [];
  for (const path of repository.sameContent(bytes)) {
    const file = repository.files.get(path);
    const fit = file === void 0 ? "maybe" : fitOfFile(evidence, file);
    const named2 = isNamed(evidence, path);
    if (file?.aside && fit !== "yes" && !named2) continue;
    if (telling < 2 && fit !== "yes" && !sameName(path, question.path)) continue;
    found.push({
      candidate: { location: { ...location2, path }, kind: "line", note: null, aside: file?.aside ?? false },
      fit: fit === "no" ? "maybe" : fit,
      named: named2,
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
  const named2 = isNamed(evidence, file.path) || block2?.step != null && inHistory(block2.step, evidence.build);
  if ((fit === "no" || file.aside) && !named2) return null;
  const region2 = block2 ?? (isConfiguration(file, evidence) ? { from: 1, to: file.lines.length } : null);
  const share = region2 === null ? null : shareOf(evidence, file, region2, sought);
  if (share !== null && share < LEAST_SHARE && !named2) return null;
  const own = sought.lines[sought.index];
  const shown = run2.sameSection === true && sought.section !== null;
  const enough = run2.telling >= 2 || shown && run2.length >= (region2 === null ? 3 : 2) || region2 !== null && isTelling(own) && own.length >= 20;
  const namesake = block2 === null && sameName(file.path, evidence.question.path);
  if (fit !== "yes" && !named2 && !enough && !(namesake && run2.sameSection !== null)) return null;
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
    named: named2,
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
    const texts = step2.texts.map(({ text }) => text);
    const at = texts.findIndex((text) => fits2(text, own) !== null);
    const telling = isTelling(own) || texts.some((text) => sought.section !== null && text.trim() === sought.section);
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
      length: texts.filter((text) => sought.lines.includes(text.trim())).length,
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
  const name = (path) => path.slice(path.lastIndexOf("/") + 1);
  return name(untemplated(repoPath)) === name(imagePath);
}
function valuePlace(file, line, sought, image) {
  const text = file.lines[line - 1] ?? "";
  const own = sought.lines[sought.index];
  const at = text.indexOf(own);
  const start = image.startColumn - 1 - sought.indent;
  const end2 = image.endColumn - 1 - sought.indent;
  const oneLine = image.startLine === image.endLine && start >= 0 && end2 > start && end2 <= own.length;
  if (at >= 0 && oneLine) return partOfLine(file, line, at + start, at + end2);
  const [expression] = expressionsOf(text);
  if (at < 0 && expression !== void 0) {
    return partOfLine(file, line, expression.start, expression.start + expression.text.length);
  }
  return wholeLine(file, line);
}
function distinct(lines) {
  const best2 = /* @__PURE__ */ new Map();
  for (const line of [...lines].sort(byStrength)) {
    const { path, startLine } = line.candidate.location;
    const key2 = `${path}:${startLine}`;
    if (!best2.has(key2)) best2.set(key2, line);
  }
  return [...best2.values()];
}
function byStrength(a, b) {
  return strength(b) - strength(a) || b.length - a.length || compare(a.candidate.location.path, b.candidate.location.path) || a.candidate.location.startLine - b.candidate.location.startLine;
}
function strength({ candidate, fit, named: named2, identical }) {
  return (named2 ? 8 : 0) + (identical ? 4 : 0) + (fit === "yes" ? 2 : 0) + (candidate.aside ? 0 : 1);
}

// src/source/find/find-source.ts
function findSource(question, repository, steps) {
  const evidence = gatherEvidence(question, repository, steps);
  const written = writtenLines(evidence);
  const edits = judgeEdits(evidence);
  const copied = written.filter(({ named: named2 }) => named2);
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
  const named2 = all.filter((one) => one.named);
  const some = named2.length > 0 ? named2 : all;
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
  const answer = choose(evidence, [first]);
  const flag = conditionalFlag(evidence, first, edits);
  return flag ?? answer;
}
function conditionalFlag(evidence, written, edits) {
  const { question, lines, repository } = evidence;
  if (question.subject !== "runtime-driver" || question.location === null || edits.length > 0) return null;
  if (!/^\s*\[/.test(lines?.[question.location.startLine - 1] ?? "")) return null;
  const file = repository.files.get(written.candidate.location.path);
  const line = file === void 0 ? null : leftOutFlag(file, written.candidate.location.startLine);
  if (file === void 0 || line === null || written.identical) return null;
  const note3 = templateNote(evidence, file, line) ?? "this line is not in the image: the image may be older than the repository";
  return { repo: wholeLine(file, line), kind: "template", note: note3, candidates: [] };
}
function choose(evidence, candidates) {
  const distinct2 = [...new Map(candidates.map((one) => [key(one.candidate), one.candidate])).values()].sort(byPlace);
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
    candidates: distinct2.slice(0, MOST_CANDIDATES2).map(({ location: location2 }) => location2)
  };
}
function notFound(evidence) {
  const { question, build, repository } = evidence;
  const origin = describeOrigin(question.provenance);
  const where = origin === null ? "" : `; it comes from ${origin}`;
  const none = { repo: null, kind: null, candidates: [] };
  if (question.location === null && question.bytes === null) {
    return { ...none, note: `no line of the repository writes or removes ${question.path}` };
  }
  if (build.kind === "copy") {
    const there = repository.paths.find(
      (path) => build.from.some((source) => source !== "." && path.endsWith(source.replace(/^\.?\//, "")))
    );
    if (there !== void 0) {
      return {
        ...none,
        note: `${there} is copied there, but has no such line now: the image is older or newer than the repository${where}`
      };
    }
  }
  return { ...none, note: `no line of the repository was found that made it${where}` };
}
function key({ location: location2 }) {
  return `${location2.path}:${location2.startLine}`;
}
function byPlace(a, b) {
  const [left, right] = [a.location, b.location];
  return left.path < right.path ? -1 : left.path > right.path ? 1 : left.startLine - right.startLine;
}

// src/source/pattern/substitute.ts
function substitute(text, { pattern, replace, which }, budget) {
  let out = "";
  let from = 0;
  let count2 = 0;
  let changed = false;
  while (from <= text.length) {
    const match = findMatch(pattern, text, from, budget);
    if (match === null) break;
    count2 += 1;
    const here = which === "all" || which === count2;
    out += text.slice(from, match.start) + (here ? replace(match.groups) : text.slice(match.start, match.end));
    changed ||= here;
    from = match.end;
    if (match.start === match.end) {
      out += text[from] ?? "";
      from += 1;
    }
    if (typeof which === "number" && count2 >= which) break;
  }
  if (!changed || !budget.holds) return null;
  return out + text.slice(from);
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
  const before = anchorOf(args.get("insertbefore"), "BOF");
  const wanted = [];
  if (regexp !== void 0) wanted.push(perlWanted(regexp, "replaced"));
  if (search !== void 0) wanted.push({ ...perlWanted(search, "replaced"), literal: true });
  for (const anchor of [after, before]) if (anchor !== null) wanted.push(perlWanted(anchor, "anchor"));
  const absent2 = args.get("state") === "absent";
  const apply = (lines) => {
    const budget = new Budget();
    const pattern = regexp === void 0 ? null : parsePattern(regexp, "perl");
    if (regexp !== void 0 && pattern === null) return null;
    const hits = (text) => pattern !== null ? findMatch(pattern, text, 0, budget) !== null : search !== void 0 ? text.includes(search) : text === line;
    const kept = unedited(lines);
    if (absent2) {
      const left = kept.filter(({ text }) => !hits(text));
      return budget.holds ? left : null;
    }
    const last = lines.findLastIndex(hits);
    if (!budget.holds) return null;
    if (last >= 0) {
      const match = pattern === null ? null : findMatch(pattern, lines[last], 0, budget);
      const text = args.get("backrefs") && match !== null ? perlReplacement(line)(match.groups) : line;
      return kept.map((one, index) => index === last ? { text, from: index } : one);
    }
    if (/^(?:true|yes)$/i.test(args.get("backrefs") ?? "")) return kept;
    if (lines.includes(line)) return kept;
    const anchored = after ?? before;
    const anchor = anchored === null ? null : parsePattern(anchored, "perl");
    if (anchored !== null && anchor === null) return null;
    const at = anchor === null ? -1 : lines.findLastIndex((text) => findMatch(anchor, text, 0, budget) !== null);
    if (!budget.holds) return null;
    const end2 = lines.at(-1) === "" ? lines.length - 1 : lines.length;
    const place2 = args.get("insertbefore") === "BOF" ? 0 : at < 0 ? end2 : after === null ? at : at + 1;
    return [...kept.slice(0, place2), { text: line, from: null }, ...kept.slice(place2)];
  };
  return { tool: "lineinfile", wanted, writes: absent2 ? [] : [line], apply, keeps: true };
}
function replaceAll(args) {
  const source = args.get("regexp") ?? "";
  const replacement = args.get("replace") ?? "";
  const wanted = [perlWanted(source, "replaced")];
  for (const name of ["after", "before"]) {
    const limit = args.get(name);
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
  return (lines) => {
    const budget = new Budget();
    const edited = lines.map((line, from) => ({
      text: substitute(line, { pattern, replace, which }, budget) ?? line,
      from
    }));
    return budget.holds ? edited : null;
  };
}
function replacingText(find, put, once2 = false) {
  if (find === "" || find.includes("\n")) return null;
  return (lines) => lines.map((line, from) => ({
    text: once2 ? line.replace(find, () => put) : line.replaceAll(find, () => put),
    from
  }));
}
function unedited(lines) {
  return lines.map((text, from) => ({ text, from }));
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
  let left = MOST_TASKS;
  for (const [index, text] of file.lines.entries()) {
    if (/^\s*#/.test(text)) continue;
    const head = readKeyLine(text);
    const module = head?.key.replace(COLLECTION, "") ?? "";
    if (head === null || !MODULES.has(module)) continue;
    if (left-- === 0) break;
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
        const texts = content.value.split("\n").map((text) => ({ text, line: content.line }));
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
      const own = packages.find(({ name }) => /^containerd(?:\.io)?\b/.test(name));
      return [
        { ...at, target: null, kind: "install", line: own?.line ?? line, packages: packages.map(({ name }) => name) }
      ];
    }
  }
}
function registeredDump(file, content) {
  const name = /^\{\{\s*(\w+)\.stdout\b[^}]*\}\}$/.exec(content.trim())?.[1];
  if (name === void 0) return null;
  const register = file.lines.findIndex((line) => new RegExp(`^\\s*register:\\s*["']?${name}["']?\\s*$`).test(line));
  for (let index = register; index >= Math.max(0, register - 10); index--) {
    if (/\bcontainerd config (?:default|dump)\b/.test(file.lines[index] ?? "")) return index + 1;
  }
  return null;
}
function packagesBelow(file, line, end2, name) {
  const packages = name.split(/[\s,[\]"']+/).filter((one) => one !== "").map((one) => ({ name: one, line }));
  for (let number = line + 1; number <= Math.min(file.lines.length, end2 + 30); number++) {
    const text = file.lines[number - 1];
    const item = /^\s*-\s+["']?([\w.+=*~:{} -]+?)["']?\s*$/.exec(text)?.[1];
    if (/^\s*-\s+(?:name|hosts)\s*:/.test(text)) break;
    const named2 = /^\s*(?:name|pkg)\s*:\s*["']?([\w.+-]+)/.exec(text)?.[1];
    const found = item ?? named2;
    if (found !== void 0) packages.push({ name: found, line: number });
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
    const text = file.lines.slice(index, index + 6).join("\n").slice(0, 4e3);
    const found = call.parts.exec(text);
    if (found === null || text.slice(0, found.index).includes("\n")) continue;
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
    const inside = text.slice(0, found.index + found[0].indexOf(found[1])).split("\n").length - 1;
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
function readString(written, call, literal) {
  const inner = written.slice(1, -1);
  if (written.startsWith("`")) return inner;
  const raw = /[rR]$/.test(call.slice(0, Math.max(0, call.indexOf(written))));
  if (raw || !literal) return raw ? inner : inner.replace(/\\(["'\\])/g, "$1");
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
  const { text } = source;
  const pipelines = [];
  let commands = [];
  let words = [];
  let redirects = [];
  let heredoc = null;
  let current = null;
  let currentAt = 0;
  let pending = null;
  let afterOperator = false;
  let open3 = false;
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
    else if (pending === null) words.push({ text: current, line: source.lineOf(currentAt) });
    pending = null;
    current = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0 || redirects.length > 0) commands.push({ words, redirects, heredoc });
    words = [];
    redirects = [];
    heredoc = null;
  };
  const endPipeline = () => {
    endCommand();
    const line = commands[0]?.words[0]?.line ?? source.lineOf(at);
    if (commands.length > 0) pipelines.push({ commands, line });
    commands = [];
  };
  while (at < text.length) {
    const character = text[at];
    const next = text[at + 1] ?? "";
    if (character === "\\") {
      if (next === "\n") {
        at = skipCommentLines(text, at + 2);
        continue;
      }
      add(next);
      at += 2;
    } else if (character === "'") {
      const end2 = text.indexOf("'", at + 1);
      open3 = end2 < 0;
      add(text.slice(at + 1, open3 ? text.length : end2));
      at = open3 ? text.length : end2 + 1;
    } else if (character === '"') {
      add("");
      at += 1;
      while (at < text.length && text[at] !== '"') {
        if (text[at] === "\\" && /["\\$`\n]/.test(text[at + 1] ?? "")) at += 1;
        if (text[at] !== "\n" || text[at - 1] !== "\\") add(text[at]);
        at += 1;
      }
      open3 = at >= text.length;
      at += 1;
    } else if (character === "$" && next === "(") {
      const end2 = closing(text, at + 1);
      add(text.slice(at, end2));
      at = end2;
    } else if (character === "{" && next === "{") {
      const end2 = text.indexOf("}}", at);
      const stop = end2 < 0 ? at + 2 : end2 + 2;
      add(text.slice(at, stop));
      at = stop;
    } else if (character === " " || character === "	" || character === "\r") {
      endWord();
      at += 1;
    } else if (character === "\n") {
      endWord();
      if (!afterOperator) break;
      at = skipCommentLines(text, at + 1);
    } else if (character === "#" && current === null) {
      const end2 = text.indexOf("\n", at);
      at = end2 < 0 ? text.length : end2;
    } else if (character === ">" || character === "<") {
      const operator = /^(?:<<<|<<-?|>>|>\||[<>]&?)/.exec(text.slice(at, at + 3))?.[0] ?? character;
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
  return { pipelines, end: Math.min(at, text.length), open: open3 };
}
function skipCommentLines(text, from) {
  let at = from;
  for (; ; ) {
    const comment = /^[ \t]*#[^\n]*\n/.exec(text.slice(at, at + 500));
    if (comment === null) return at;
    at += comment[0].length;
  }
}
function closing(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return text.length;
}

// src/source/shell/commands.ts
var TOOLS = [
  "sed gsed perl awk gawk tee cat echo printf containerd nvidia-ctk rm unlink cp mv install ln envsubst gomplate",
  "tomlq yq dasel crudini apt-get apt yum dnf microdnf tdnf zypper apk COPY ADD"
].flatMap((line) => line.split(" "));
var KNOWN = new Set(TOOLS);
var NAMES = TOOLS.map((name) => name === "containerd" ? "containerd(?=\\s+config\\s)" : name).join("|");
var STARTS = new RegExp(`(?:^|[\\s;&|("'\`@!\\[,{/])(${NAMES})(?=["']?\\s*,|\\s|["']\\])`);
var COMMENT = /^\s*(?:#(?!!)|\/\/)/;
var MOST_LINES = 80;
var LONGEST11 = 8192;
var MOST_CHARACTERS = 8e6;
function findPipelines(file) {
  const found = [];
  let left = MOST_CHARACTERS;
  for (let index = 0; index < file.lines.length && left > 0; index++) {
    const line = file.lines[index];
    if (line.length > LONGEST11 || COMMENT.test(line)) continue;
    const start = STARTS.exec(line);
    if (start === null) continue;
    const column = start.index + start[0].length - (start[1]?.length ?? 0);
    left -= LONGEST11 / 8;
    const list2 = readList(file, index, column);
    if (list2 !== null) {
      found.push({ ...list2, here: null });
      index = Math.max(index, list2.endLine - 1);
      continue;
    }
    const text = commandText(file, index, column, openQuote(line.slice(0, column)));
    left -= text.text.length;
    let tokens = readCommandLine(text);
    if (tokens.open) {
      const only = line.slice(column);
      tokens = readCommandLine({ text: only, lineOf: () => index + 1 });
    }
    const endLine = text.lineOf(Math.max(0, tokens.end - 1));
    let last = endLine;
    for (const pipeline of tokens.pipelines) {
      const word = pipeline.commands.find(({ heredoc }) => heredoc !== null)?.heredoc ?? null;
      const here = word === null ? null : hereDocument(file, last, word);
      if (word !== null) left -= here === null ? 5e3 * 20 : 0;
      if (here !== null) last = here.endLine + 1;
      found.push({ ...pipeline, endLine, here });
    }
    const runs = tokens.pipelines.some(({ commands }) => commands.some((command) => writesHere(command)));
    index = Math.max(index, (runs ? last : endLine) - 1);
  }
  return found;
}
function toolOf(command) {
  for (const [index, { text }] of command.words.slice(0, 10).entries()) {
    const name = text.slice(text.lastIndexOf("/") + 1);
    if (KNOWN.has(name)) return { name, words: command.words.slice(index + 1) };
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
function openQuote(before) {
  let open3 = null;
  for (let at = 0; at < before.length; at++) {
    const character = before[at];
    if (open3 !== "'" && character === "\\") at += 1;
    else if (open3 === null && (character === '"' || character === "'")) open3 = character;
    else if (open3 === character) open3 = null;
  }
  return open3;
}
function commandText(file, index, column, quote2) {
  let text = "";
  const starts = [];
  const last = Math.min(file.lines.length, index + MOST_LINES);
  for (let at = index; at < last && text.length < LONGEST11; at++) {
    starts.push(text.length);
    text += `${at === index ? file.lines[at].slice(column) : file.lines[at]}
`;
  }
  const lineOf = (offset) => index + Math.max(1, starts.filter((start) => start <= offset).length);
  if (quote2 === null) return { text, lineOf };
  const origins = [];
  let inner = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const next = text[at + 1] ?? "";
    if (quote2 === '"' && character === "\\" && (next === '"' || next === "\\")) at += 1;
    else if (quote2 === '"' && character === "\\" && next === "n") {
      inner += "\n";
      origins.push(at);
      at += 1;
      continue;
    } else if (quote2 === "'" && character === "'" && next === "'") at += 1;
    else if (character === quote2) break;
    inner += text[at];
    origins.push(at);
  }
  return { text: inner, lineOf: (offset) => lineOf(origins[Math.min(offset, origins.length - 1)] ?? 0) };
}
function readList(file, index, column) {
  const text = commandText(file, index, column, null);
  const head = /^([\w-]+)["']?\s*,/.exec(text.text);
  if (head === null) return null;
  const words = [{ text: head[1], line: index + 1 }];
  const item = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)'|`([^`]*)`|([^\s,\])"'][^,\])\n]*))\s*(,|\]|\))/y;
  item.lastIndex = head[0].length;
  let end2 = head[0].length;
  for (let match = item.exec(text.text); match !== null; match = item.exec(text.text)) {
    const [, double, single2, raw, bare, separator] = match;
    const value = double === void 0 ? single2?.replaceAll("''", "'") ?? raw ?? bare?.trim() ?? "" : double.replace(
      /\\(.)/g,
      (_, one) => one === "n" ? "\n" : one === '"' || one === "\\" ? one : `\\${one}`
    );
    words.push({ text: value, line: text.lineOf(match.index + (match[0].length - match[0].trimStart().length)) });
    end2 = item.lastIndex;
    if (separator !== ",") break;
  }
  if (words.length < 2) return null;
  return {
    commands: [{ words, redirects: [], heredoc: null }],
    line: index + 1,
    endLine: text.lineOf(Math.max(0, end2 - 1))
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
  constructor(text) {
    this.#text = text;
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
    const name = this.#take();
    switch (name) {
      case "s":
        return this.#substitution();
      case "a":
      case "i":
      case "c":
        return { kind: name === "a" ? "append" : name === "i" ? "insert" : "change", text: this.#textArgument() };
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
    const number = /\d+/.exec(flags)?.[0];
    const which = flags.includes("g") && number === void 0 ? "all" : Number(number ?? 1);
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
    let text = "";
    while (!this.done) {
      const character = this.#take();
      if (character === "\n") break;
      if (character !== "\\") {
        text += character;
        continue;
      }
      const escaped = this.done ? "" : this.#take();
      text += escaped === "n" ? "\n" : escaped === "t" ? "	" : escaped;
    }
    return keepIndent ? text : text.replace(/^[ \t]+/, "");
  }
  #address() {
    const rest = this.#text.slice(this.#at, this.#at + 8);
    const number = /^\d+/.exec(rest)?.[0];
    if (number !== void 0) {
      this.#at += number.length;
      return { kind: "line", number: Number(number) };
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
    let text = "";
    let brackets = false;
    while (!this.done) {
      const character = this.#take();
      if (character === "\\" && !this.done) {
        const escaped = this.#take();
        text += escaped === delimiter ? /[\w|+?(){}]/.test(delimiter) ? escaped : this.#plain(escaped, replacement) : `\\${escaped}`;
        continue;
      }
      if (character === delimiter && !brackets) return text;
      if (!replacement && character === "[" && !brackets) {
        brackets = true;
        const rest = /^\^?\]/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0] ?? "";
        text += character + rest;
        this.#at += rest.length;
        continue;
      }
      if (brackets && character === "]" && !text.endsWith(":")) brackets = false;
      text += character;
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
  return { tool: "sed", wanted, writes, apply: (lines) => new Run(extended).apply(commands, lines), keeps };
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
  apply(commands, lines) {
    const count2 = lines.at(-1) === "" ? lines.length - 1 : lines.length;
    const out = [];
    for (let index = 0; index < count2; index++) {
      const state = { text: lines[index], gone: false, before: [], after: [] };
      this.#runAll(commands, state, index + 1, count2);
      if (this.#unread || !this.#budget.holds) return null;
      for (const text of state.before) out.push({ text, from: null });
      if (!state.gone) out.push({ text: state.text, from: index });
      for (const text of state.after) out.push({ text, from: null });
    }
    if (count2 < lines.length) out.push({ text: "", from: count2 });
    return out;
  }
  #runAll(commands, state, number, count2) {
    for (const command of commands) {
      if (state.gone || this.#unread) return;
      if (this.#selects(command, state.text, number, count2) === command.negated) continue;
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
          this.#runAll(action.commands, state, number, count2);
      }
    }
  }
  #selects(command, text, number, count2) {
    const [first, second] = command.addresses;
    if (first === void 0) return true;
    if (second === void 0) return this.#hits(first, text, number, count2);
    const state = this.#ranges.get(command);
    if (state === "open") {
      const ends = second.kind === "line" ? number >= second.number : this.#hits(second, text, number, count2);
      if (ends) this.#ranges.set(command, "closed");
      return second.kind !== "line" || number <= second.number;
    }
    const zero = first.kind === "line" && first.number === 0;
    if (zero) {
      if (state === "closed" || number > 1) return false;
      this.#ranges.set(command, this.#hits(second, text, number, count2) ? "closed" : "open");
      return true;
    }
    if (!this.#hits(first, text, number, count2)) return false;
    if (!(second.kind === "line" && second.number <= number)) this.#ranges.set(command, "open");
    return true;
  }
  #hits(address, text, number, count2) {
    if (address.kind === "line") return address.number === number;
    if (address.kind === "last") return number === count2;
    const { source, ignoreCase } = this.#pick(address.source, address.ignoreCase);
    const pattern = this.#pattern(source, ignoreCase);
    return pattern !== null && findMatch(pattern, text, 0, this.#budget) !== null;
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
function readSedCommand(words, piped) {
  const scripts = [];
  const rest = [];
  let extended = false;
  let inPlace = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const { text } = word;
    if (text === "-e" || text === "--expression") {
      const script = words[++index];
      if (script !== void 0) scripts.push(script);
    } else if (text.startsWith("--expression=")) scripts.push({ ...word, text: text.slice(13) });
    else if (text === "--regexp-extended") extended = true;
    else if (/^--in-place\b/.test(text)) inPlace = true;
    else if (/^-[a-zA-Z]/.test(text)) {
      const letters = text.slice(1).split("i", 1)[0] ?? "";
      inPlace ||= text.slice(1).includes("i");
      extended ||= /[Er]/.test(letters);
      if (letters.endsWith("e") && !text.includes("i")) {
        const script = words[++index];
        if (script !== void 0) scripts.push(script);
      } else if (/^-\w*ie$/.test(text)) {
        const script = words[++index];
        if (script !== void 0) scripts.push(script);
      }
    } else if (!text.startsWith("--")) rest.push(word);
  }
  if (rest[0]?.text === "") rest.shift();
  if (scripts.length === 0) {
    const first = rest.shift();
    if (first === void 0) return null;
    scripts.push(first);
  }
  const edit = sedEdit(
    scripts.map(({ text }) => text),
    extended,
    inPlace || piped
  );
  return edit && { edit, files: rest.map(({ text }) => text), line: scripts[0]?.line ?? null };
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
    const { name, words } = tool;
    const operands = words.filter(({ text }) => !text.startsWith("-"));
    const last = operands.at(-1)?.text ?? null;
    switch (name) {
      case "sed":
      case "gsed": {
        const sed = readSedCommand(words, out !== null);
        if (sed === null) break;
        const targets = out === null ? sed.files : [out.target];
        for (const target of targets.length === 0 ? [null] : targets) {
          steps.push({ ...at, kind: "edit", line: sed.line ?? line, target, edit: sed.edit });
        }
        break;
      }
      case "perl": {
        const edit = perlEdit(words, out !== null);
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
          tool: name,
          wanted: [],
          writes: [words.map(({ text }) => text).join(" ")],
          apply: null,
          keeps
        };
        const files = operands.filter(({ text }) => /[/.$]/.test(text) && !/[\s='"|]/.test(text));
        const target = out?.target ?? optionOf(words, ["-f", "--file"]) ?? files.at(-1)?.text ?? null;
        steps.push({ ...at, kind: "edit", line, target, edit });
        break;
      }
      case "containerd":
        if (out !== null && /^config (?:default|dump)\b/.test(words.map(({ text }) => text).join(" "))) {
          steps.push({ ...at, kind: "generate", line, target: out.target, program: "containerd config default" });
        }
        break;
      case "nvidia-ctk":
        if (words.some(({ text }) => text === "configure")) {
          const target = optionOf(words, ["--config"]) ?? "/etc/containerd/config.toml";
          const runtime = optionOf(words, ["--runtime"]);
          if (runtime !== "docker" && runtime !== "crio") {
            steps.push({ ...at, kind: "configure", line, target, program: "nvidia-ctk runtime configure" });
          }
        }
        break;
      case "rm":
      case "unlink":
        for (const { text, line: own } of operands) steps.push({ ...at, kind: "remove", line: own, target: text });
        break;
      case "cp":
      case "mv":
      case "install":
      case "ln":
        if (last !== null && !words.some(({ text }) => /^(?:-d|--directory)$/.test(text))) {
          for (const { text } of operands.slice(0, -1)) {
            steps.push({ ...at, kind: "copy", line, target: last, source: text });
          }
        }
        break;
      case "COPY":
      case "ADD":
        steps.push(...copySteps(at, pipeline, words, line));
        break;
      case "envsubst":
      case "gomplate": {
        const source = inputOf(simple) ?? optionOf(words, ["-f", "--file"]);
        const target = out?.target ?? optionOf(words, ["-o", "--out"]);
        if (source !== null && target !== null) steps.push({ ...at, kind: "copy", line, target, source });
        break;
      }
      case "cat":
      case "tee":
        if (index === 0 && pipeline.here === null && out !== null) {
          const sources = name === "tee" ? [inputOf(simple)] : [...operands.map(({ text }) => text), inputOf(simple)];
          for (const source of sources) {
            if (source !== null) steps.push({ ...at, kind: "copy", line, target: out.target, source });
          }
        }
        break;
      case "echo":
      case "printf":
        if (out !== null) {
          const texts = printed(name, words);
          steps.push({ ...at, kind: "write", line, target: out.target, texts, appends: out.appends });
        }
        break;
      default:
        if (MANAGERS.has(name) && words.some(({ text }) => /^(?:install|add|in)$/.test(text))) {
          steps.push({
            ...at,
            kind: "install",
            line: words.find(({ text }) => /^containerd(?:\.io)?\b/.test(text))?.line ?? line,
            target: null,
            packages: operands.map(({ text }) => text)
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
      const target = tool.words.find(({ text }) => !text.startsWith("-"))?.text;
      const appends = tool.words.some(({ text }) => /^-\w*a|^--append$/.test(text));
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
function optionOf(words, names) {
  for (const [index, { text }] of words.entries()) {
    if (names.includes(text)) return words[index + 1]?.text ?? null;
    const name = names.find((one) => text.startsWith(`${one}=`));
    if (name !== void 0) return text.slice(name.length + 1);
  }
  return null;
}
function printed(name, words) {
  const escapes = name === "printf" || words.some(({ text: text2 }) => /^-\w*e/.test(text2));
  const parts = name === "echo" ? words.filter(({ text: text2 }) => !/^-[neE]+$/.test(text2)) : words;
  const line = parts[0]?.line ?? 0;
  const format2 = parts[0]?.text ?? "";
  const whole = name === "echo" ? parts.map(({ text: text2 }) => text2).join(" ") : parts.length > 1 && format2.includes("%s") ? parts.slice(1).map(({ text: text2 }) => format2.replace("%s", () => text2)).join("") : format2;
  const text = escapes ? whole.replace(/\\([nt])/g, (_, one) => one === "n" ? "\n" : "	") : whole;
  return text.split("\n").map((piece) => ({ text: piece, line }));
}
function copySteps(at, pipeline, words, line) {
  if (pipeline.here !== null) {
    const target = words.findLast(({ text }) => !text.startsWith("-"))?.text ?? null;
    const { startLine: from, endLine: to } = pipeline.here;
    return target === null ? [] : [{ ...at, kind: "block", line, target, from, to, appends: false }];
  }
  const step2 = readCopy(words[0]?.text.startsWith("[") ? at.command.replace(/^\s*\w+\s+/, "") : join(words));
  if (step2.kind !== "copy") return [];
  return step2.from.map((source) => ({ ...at, kind: "copy", line, target: step2.to, source }));
}
function join(words) {
  return words.map(({ text }) => /\s/.test(text) ? JSON.stringify(text) : text).join(" ");
}
function perlEdit(words, piped) {
  const script = words.find(({ text }) => /^s\W/.test(text))?.text;
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
    keeps: piped || words.some(({ text }) => /^-\w*i/.test(text))
  };
}

// src/source/steps/collect.ts
var MOST2 = 2e4;
var MATTERS = /containerd|kubelet|kubeadm|cgroup|crio|\/etc\/|rootfs|^\s*(?:COPY|ADD)\s/m;
function collectSteps(repository) {
  const all = [];
  for (const file of repository.files.values()) {
    if (all.length >= MOST2) break;
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
      const { subject, path, location: location2, provenance } = question;
      const digest = question.bytes && createHash4("sha256").update(question.bytes).digest("hex");
      const key2 = JSON.stringify([subject, path, location2, provenance, digest]);
      const answer = known.get(key2) ?? findSource(question, repository, steps);
      known.set(key2, answer);
      return answer;
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
    (id) => checkedDigest(id, `a diff ID of ${where}`)
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
  const digest = asText(value, where);
  if (digestForm.test(digest)) return digest;
  throw new InputProblem(`${where} is no sha256 digest: ${JSON.stringify(digest.slice(0, 80))}`);
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
function completeDockerName(name) {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasDomain = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  let domain = hasDomain ? first : "docker.io";
  let rest = hasDomain ? name.slice(slash + 1) : name;
  if (domain === "index.docker.io") domain = "docker.io";
  if (domain === "docker.io" && !rest.includes("/")) rest = `library/${rest}`;
  const tagged = /:[^/]*$/.test(rest) || rest.includes("@");
  return `${domain}/${rest}${tagged ? "" : ":latest"}`;
}
function sameDockerName(a, b) {
  return completeDockerName(a) === completeDockerName(b);
}

// src/image/oci/descriptor.ts
function describeManifest(digest, mediaType, size) {
  return {
    mediaType,
    digest,
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
  const fullName = annotations["io.containerd.image.name"] ?? null;
  return {
    mediaType: optionalText(record.mediaType) ?? "",
    digest: checkedDigest(record.digest, `a digest in ${where}`),
    platform,
    name: annotations["org.opencontainers.image.ref.name"] ?? fullName,
    fullName,
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
function blobName(digest) {
  return `blobs/sha256/${digest.slice("sha256:".length)}`;
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
    const named2 = images.filter((descriptor2) => answersTo(descriptor2, reference));
    if (named2.length > 0) return named2;
    throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${nameList(images)}`);
  }
  const digests = new Set(images.map((descriptor2) => descriptor2.digest));
  const names = new Set(images.map((descriptor2) => descriptor2.name));
  if (digests.size <= 1 || names.size <= 1) return images;
  throw new UsageProblem(
    `${where} holds several images; write the form as FORM:PATH:REF with one of: ${nameList(images)}`
  );
}
function answersTo({ name, fullName, digest }, reference) {
  return name === reference || digest === reference || fullName !== null && sameDockerName(fullName, reference);
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
    read: ({ digest }) => files.small(blobName(digest)),
    has: ({ digest }) => files.has(blobName(digest))
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
  const name = blobName(descriptor2.digest);
  const bytes = await blobs.read(descriptor2);
  if (!bytes) throw new InputProblem(`${blobs.where} lacks ${name}, which its index names; save the whole image again`);
  requireDigest(bytes, descriptor2.digest, `${name} in ${blobs.where}`);
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
      let left = length - offset;
      if (left <= 0) return;
      for await (const chunk of source.stream(start + offset)) {
        if (chunk.length >= left) {
          yield chunk.subarray(0, left);
          return;
        }
        left -= chunk.length;
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
    let index = window.indexOf(at, blockSize);
    if (index < 0) {
      const block2 = window.at(at, blockSize) ?? await window.load(at, blockSize);
      if (block2.length === 0 && at <= end2) return { ended: false, bytesRead: window.bytesRead };
      if (block2.length < blockSize)
        throw new InputProblem(`${where}: the tar is cut short, at byte ${at + block2.length}`);
      index = window.indexOf(at, blockSize);
    }
    const place2 = `${where}, byte ${at}`;
    at += blockSize;
    if (isZeroBlock(window.bytes, index)) {
      zeroBlocks++;
      if (zeroBlocks === 2) return { ended: true, bytesRead: window.bytesRead };
      continue;
    }
    if (zeroBlocks > 0) throw new InputProblem(`${place2}: a lone zero block inside the tar`);
    const header = parseHeader(window.bytes, index, place2);
    let more = header.typeFlag === "S" && header.moreSparseMaps;
    while (more) {
      const block2 = window.at(at, blockSize) ?? await window.load(at, blockSize);
      if (block2.length < blockSize) throw new InputProblem(`${where}: the tar is cut short, at byte ${at}`);
      at += blockSize;
      more = block2[504] === 1;
    }
    const meaning = assembler.meet(header, at, place2);
    const size = meaning.kind === "entry" ? meaning.entry.size : meaning.size;
    if (at + size > end2) throw new InputProblem(`${where}: the tar is cut short, at byte ${end2}`);
    if (meaning.kind === "metadata") {
      const content = window.at(at, size) ?? await window.load(at, size);
      if (content.length < size)
        throw new InputProblem(`${where}: the tar is cut short, at byte ${at + content.length}`);
      assembler.describe(meaning.typeFlag, content, place2);
    } else if (meaning.kind === "entry") visit(meaning.entry);
    at += padded(size);
  }
}
var Window = class {
  bytesRead = 0;
  #source;
  bytes = new Uint8Array(0);
  #start = 0;
  #size = smallestWindow;
  constructor(source) {
    this.#source = source;
  }
  /** Where in `bytes` a stretch begins; -1 if it is not all there. */
  indexOf(offset, length) {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.bytes.length ? from : -1;
  }
  /** The bytes if they are at hand, or can be had without waiting. */
  at(offset, length) {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.bytes.length) return this.bytes.subarray(from, from + length);
    const { readNow } = this.#source;
    if (!readNow) return null;
    this.#keep(offset, readNow(offset, this.#grow(offset, length)));
    return this.bytes.subarray(0, length);
  }
  async load(offset, length) {
    this.#keep(offset, await this.#source.read(offset, this.#grow(offset, length)));
    return this.bytes.subarray(0, length);
  }
  #grow(offset, length) {
    const follows2 = offset <= this.#start + this.bytes.length && offset >= this.#start;
    this.#size = follows2 ? Math.min(this.#size * 2, largestWindow) : smallestWindow;
    return Math.max(length, this.#size);
  }
  #keep(offset, bytes) {
    this.bytesRead += bytes.length;
    this.#start = offset;
    this.bytes = bytes;
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
  const find = (name) => {
    const entry2 = followLinks(name, (at) => entries.get(at), archiveLink);
    if (entry2?.type !== "file" || entry2.sparse) return null;
    return { ...slice(source, entry2.offset, entry2.size), id: String(entry2.offset) };
  };
  return {
    where,
    has: async (name) => find(name) !== null,
    small: async (name) => {
      const found = find(name);
      if (!found) return null;
      session.advance(found.size ?? 0);
      return readAll(found, limits.json, `${name} in ${where}`);
    },
    layer: async (name) => {
      const found = find(name);
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
  const find = (name) => followLinks(
    name,
    (at) => entries.get(at),
    (entry2) => entry2.link
  );
  return {
    where,
    has: async (name) => find(name) !== null,
    small: async (name) => {
      const entry2 = find(name);
      if (!entry2) return null;
      if (entry2.bytes) return entry2.bytes;
      throw new InputProblem(`${name} in ${where} is ${entry2.size} bytes, or no JSON`);
    },
    layer: async (name) => {
      const entry2 = find(name);
      if (!entry2) return null;
      const { layer } = entry2;
      if (!layer)
        throw new InputProblem(entry2.problem ?? `${name} in ${where} is no layer: neither a tar nor compressed`);
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
function followLinks(name, get, link) {
  let at = normalisePath(name);
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
  const named2 = /([0-9a-f]{64})(?:\.json)?$/.exec(item.config)?.[1];
  if (named2) requireDigest(bytes, `sha256:${named2}`, where);
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
    layers: item.layers.map((name, index) => ({
      name,
      diffId: config.diffIds[index],
      digest: /^blobs\/sha256\/[0-9a-f]{64}$/.test(name) ? checkedDigest(`sha256:${name.slice(-64)}`, name) : null,
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
        (name) => normalisePath(asText(name, `Layers of ${where}`))
      )
    };
  });
}
function chooseItem(items, reference, where) {
  const names = () => items.flatMap((item2, index2) => item2.tags.length > 0 ? item2.tags : [`@${index2}`]).join(", ");
  const [first] = items;
  if (!first) throw new InputProblem(`${where} holds no image: its manifest.json is empty`);
  if (reference === null) {
    const same = items.every((item2) => item2.config === first.config && item2.layers.join() === first.layers.join());
    if (same) return first;
    throw new UsageProblem(`${where} holds several images; write docker-archive:PATH:REF with one of: ${names()}`);
  }
  const index = /^@([0-9]{1,6})$/.exec(reference)?.[1];
  const item = index ? items[Number(index)] : items.find((candidate) => candidate.tags.some((tag) => sameDockerName(tag, reference)));
  if (item) return item;
  throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${names()}`);
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
  async function guard(path, answer) {
    try {
      return await answer();
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
  const stat3 = (path, followLast) => guard(path, async () => {
    const found = await find(path, followLast);
    return found.ok ? { ok: true, entry: found.entry } : found;
  });
  return {
    stat: (path) => stat3(path, true),
    lstat: (path) => stat3(path, false),
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
function startsLikeArchive(name) {
  return /^(?:manifest\.json|repositories|[0-9a-f]{64}(?:\.json|\.tar|\/.*)?|blobs(?:\/.*)?|index\.json|oci-layout|[^/]+\.tar(?:\.gz)?|[^/]+\/layer\.tar)$/.test(
    name
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
  const count2 = head.readUInt16LE(60);
  const namesIndex = head.readUInt16LE(62);
  if (entrySize !== 64 || count2 === 0 || count2 > MOST_SECTIONS || namesIndex >= count2) return null;
  if (!(tableAt > 0) || tableAt + count2 * entrySize > size) return null;
  const table = await copyOf(file, tableAt, count2 * entrySize);
  if (table.length < count2 * entrySize) return null;
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
  const names = await copyOf(file, start, length);
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  for (let index = 0; index < count2; index++) {
    const section = sectionAt(index);
    const end2 = names.indexOf(0, section.nameAt);
    const name = names.toString("latin1", section.nameAt, end2 < 0 ? names.length : end2);
    if (section.type !== SHT_PROGBITS || section.length === 0 || TABLES.has(name)) continue;
    if ((section.flags & SHF_ALLOC) === 0 || (section.flags & SHF_EXECINSTR) !== 0) continue;
    if (section.start < 64 || section.start + section.length > size) return null;
    seen.add(name);
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
    let count2 = 0;
    for (const entry2 of entries) {
      if (++count2 > limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
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
    const name = normalisePath(entry2.name);
    if (name === "") {
      if (entry2.type === "directory") this.nodes.set("", { kind: "directory", mode: entry2.mode, implicit: false });
      return;
    }
    const base = baseOf(name);
    const parent = this.#makeParent(parentOf(name), name);
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
    const done = [];
    let budget = limits.symlinks;
    while (pending.length > 0) {
      const part = pending.pop();
      if (part === "" || part === ".") continue;
      if (part === "..") {
        done.pop();
        continue;
      }
      done.push(part);
      const node = this.nodes.get(done.join("/"));
      if (node?.kind !== "symlink") continue;
      if (--budget < 0) return null;
      done.pop();
      if (node.target.startsWith("/")) done.length = 0;
      pending.push(...node.target.split("/").reverse());
    }
    return done.join("/");
  }
};
function groupByParent(paths) {
  const groups = /* @__PURE__ */ new Map();
  for (const path of paths) {
    if (path === "") continue;
    const parent = parentOf(path);
    const names = groups.get(parent);
    if (names) names.push(baseOf(path));
    else groups.set(parent, [baseOf(path)]);
  }
  return groups;
}

// src/image/engine/subtree.ts
var smallFile = 64 << 10;
async function readSubtree(response, root, names, where, advanced) {
  const entries = [];
  const contents = /* @__PURE__ */ new Map();
  let kept = 0;
  const place2 = (name) => {
    const path = normalisePath(name);
    if (names === "below the folder") return path === "" ? root : `${root}/${path}`;
    const cut2 = path.indexOf("/");
    return cut2 < 0 ? root : `${root}${path.slice(cut2)}`;
  };
  const tar = new TarScanner((entry2) => {
    if (entries.length >= limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    entries.push({
      ...entry2,
      name: place2(entry2.name),
      link: entry2.type === "hardlink" ? place2(entry2.link) : entry2.link
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
function collect(entry2, done) {
  const bytes = Buffer.allocUnsafeSlow(entry2.size);
  let at = 0;
  return {
    data: (chunk) => {
      bytes.set(chunk, at);
      at += chunk.length;
    },
    end: () => done(bytes)
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
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3)
    throw new InputProblem(`${where} is a qcow image of version ${version}; only qcow2 is read`);
  if (bytes.readBigUInt64BE(8) !== 0n) {
    throw new InputProblem(
      `${where} is only what differs from another image; make it whole: qemu-img convert -O qcow2 ${where} OUT`
    );
  }
  if (bytes.readUInt32BE(32) !== 0) throw new InputProblem(`${where} is encrypted; decrypt it first`);
  const externalData = 4n;
  if (version === 3 && (bytes.readBigUInt64BE(72) & externalData) !== 0n) {
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
function block(name, typeFlag, size, link) {
  const header = Buffer.alloc(blockSize);
  const digits = size.toString(8).padStart(11, "0");
  if (digits.length > 11) throw new InputProblem(`a file of ${size} bytes is too large`);
  header.write(name, 0);
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
    const text = (await output(disk.run(["lstatnslist", guestPath(parent), quoted2(baseOf(path))]))).toString("latin1");
    const field = (name) => Number(new RegExp(`^ *st_${name}: (-?[0-9]{1,16})$`, "m").exec(text)?.[1]);
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
function quoted2(name) {
  if (/^[\w.+@:,%=~-]+$/.test(name)) return name;
  if (!name.includes('"')) return `"${name}"`;
  if (!name.includes("'")) return `'${name}'`;
  throw new InputProblem(`${JSON.stringify(name)} can not be looked up by guestfish`);
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
  constructor(connection) {
    this.#connection = connection;
    this.address = connection.address;
  }
  /** Null if the engine has no such image. */
  async inspectImage(name) {
    const response = await this.#connection.request("GET", `/images/${name}/json`);
    const body = await this.#json(response, [200, 404]);
    return response.status === 404 ? null : asRecord(body, `what ${this.address} says of ${name}`);
  }
  /** The newest step first. */
  async imageHistory(id) {
    const response = await this.#connection.request("GET", `/images/${id}/history`);
    const body = await this.#json(response, [200]);
    return Array.isArray(body) ? body.filter((step2) => typeof step2 === "object" && step2 !== null) : [];
  }
  async createContainer(name, settings) {
    const response = await this.#connection.request(
      "POST",
      `/containers/create?name=${name}`,
      JSON.stringify(settings)
    );
    await this.#json(response, [201]);
  }
  /** With its anonymous volumes. A container that isn't there is fine. */
  async removeContainer(name) {
    const response = await this.#connection.request("DELETE", `/containers/${name}?force=1&v=1`);
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
async function engineHasImage(session, name) {
  if (!nameForm.test(name)) return false;
  try {
    const { ports, signal } = session.options;
    return await new EngineClient(await ports.engine(signal)).inspectImage(name) !== null;
  } catch {
    return false;
  }
}
async function openEngineImage(session, name) {
  if (!nameForm.test(name)) throw new UsageProblem(`${JSON.stringify(name)} is no image name`);
  const { ports, signal } = session.options;
  const client = new EngineClient(await ports.engine(signal));
  const image = await client.inspectImage(name);
  if (!image)
    throw new InputProblem(`the container engine at ${client.address} has no image ${name}; pull or build it first`);
  const where = `what ${client.address} says of ${name}`;
  const plan = readPlan(image, await client.imageHistory(asText(image.Id, where)), where);
  const container = `cgroup-gate-${randomUUID()}`;
  session.onClose(() => client.removeContainer(container));
  await client.createContainer(container, {
    Image: image.Id,
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
function readPlan(image, history, where) {
  const id = asText(image.Id, where);
  const rootfs = asRecord(image.RootFS ?? {}, where);
  const diffIds = asList(rootfs.Layers, where).map((layer) => checkedDigest(layer, where));
  const steps = history.filter((step2) => Number(step2.Size) > 0).reverse();
  return {
    digest: checkedDigest(id.startsWith("sha256:") ? id : `sha256:${id}`, where),
    platform: platformText({ os: image.Os, architecture: image.Architecture, variant: image.Variant }),
    labels: textMap(asRecord(image.Config ?? {}, where).Labels),
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
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wrong = () => new InputProblem(`${where} is no valid JSON, or has no list of ${key2}`);
  const parse = (from, to) => {
    try {
      return JSON.parse(text.toString("utf8", from, to));
    } catch {
      throw wrong();
    }
  };
  let depth = 0;
  let start = -1;
  let name = "";
  let inList = false;
  let found = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (byte === quote) {
      const end2 = endOfString(text, at);
      if (end2 < 0) throw wrong();
      if (depth === 1) name = String(parse(at, end2));
      else if (inList && depth === 2 && start < 0) throw wrong();
      at = end2 - 1;
    } else if (openers.has(byte)) {
      depth++;
      if (depth === 2 && byte === 91 && name === key2) {
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
function endOfString(text, at) {
  for (let end2 = text.indexOf(quote, at + 1); end2 >= 0; end2 = text.indexOf(quote, end2 + 1)) {
    let slashes = 0;
    while (text[end2 - 1 - slashes] === backslash) slashes++;
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
    const name = optionalText(record.name) ?? "";
    const type = optionalText(record.type) ?? "";
    if (type === "chunk") {
      const current = raw.at(-1);
      if (!current || current.name !== name) throw new InputProblem(`${where}: a chunk stands alone`);
      current.chunks.push(rawChunk(record, where));
    } else {
      const kind = types[type];
      if (kind === void 0)
        throw new InputProblem(`${where}: an entry has the type ${JSON.stringify(type.slice(0, 40))}`);
      if (landmarks.has(name)) continue;
      const link = optionalText(record.linkName) ?? "";
      if (name.length > limits.name || link.length > limits.name)
        throw new InputProblem(`${where}: a name is longer than ${limits.name} bytes`);
      const size = kind === "file" ? count(record.size, where) : 0;
      entries.push({
        name,
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
          name
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
    const digest = chunk.digest ?? (file.chunks.length === 1 ? file.digest : null);
    if (chunk.zeros) return { place: null, inner: 0, offset, size, digest };
    const end2 = fileEnds[index] ?? firstAbove(ends, start);
    if (end2 === null || start >= end2 || end2 > contentEnd) throw wrong("has a chunk outside the layer");
    return { place: { start, end: end2 }, inner, offset, size, digest };
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
    for (const { size, inner, place: place2 } of chunks) {
      if (size > limits.chunk || inner > limits.chunk || place2 && place2.end - place2.start > limits.chunk)
        throw new InputProblem(`${where}: a chunk is larger than ${limits.chunk} bytes`);
    }
    const stored = end2 > start ? await source.read(start, end2 - start) : new Uint8Array(0);
    session.advance(stored.length);
    const contents = [];
    for (const { place: place2, inner, size, digest } of chunks) {
      const content = place2 ? await decodePart(stored.subarray(place2.start - start, place2.end - start), inner, size) : Buffer.alloc(size);
      if (digest !== null && sha256(content) !== digest) {
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
      if (at > size + mostBehind) throw new InputProblem(`${where}: a chunk is longer than the table of contents says`);
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
    const chunks = chunksWithin(file.chunks, offset, end2);
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
    const digest = `sha256:${createHash7("sha256").update(bytes).digest("hex")}`;
    if (file.digest !== null && file.digest !== digest)
      throw new InputProblem(`${where}: a file does not have the digest that the table of contents says`);
    return bytes;
  }
  function requireDigests(file) {
    if (file.digest === null && file.chunks.some(({ digest }) => digest === null))
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
      if (file.size > limits.program) throw new InputProblem(`${where}: a program of ${file.size} bytes is too large`);
      if (file.chunks.every(({ digest }) => digest !== null)) {
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
function chunksWithin(chunks, offset, end2) {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = low + high >> 1;
    const chunk = chunks[middle];
    if (chunk.offset + chunk.size > offset) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while (last < chunks.length && chunks[last].offset < end2) last++;
  return chunks.slice(low, last);
}
var mostBehind = 16 << 20;
var mostAtOnce = 1 << 20;
function follows({ place: before }, { place: place2 }, { place: first }) {
  if (!before || !place2 || !first) return false;
  return place2.start === before.end && place2.end - first.start <= mostAtOnce;
}

// src/image/layer/scanned-layer.ts
function scannedLayer(session, scans, where, expected, provenance) {
  let scan2 = null;
  let index = null;
  async function firstScan() {
    const { memory, verify } = session.options;
    const { diffId, stored } = expected;
    if (!memory || verify || !scans.hashesStored || diffId === null || stored === null) return readAll2();
    const failed = (problem) => session.remark(`the cache could not be written: ${problem}`);
    const { scan: found, from } = await memory.scan({ diffId, stored }, readAll2, failed);
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
    }).then(() => new Promise((resolve) => setImmediate(resolve))).then(() => {
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
  for (const { name } of plan.layers) {
    const content = await files.layer(name);
    if (!content) throw new InputProblem(`${files.where} lacks the layer ${name}; save the whole image again`);
    contents.push(content);
  }
  const made = /* @__PURE__ */ new Map();
  const layers = plan.layers.map(async (layerPlan, index) => {
    const { name, diffId, createdBy } = layerPlan;
    const provenance = { layer: index + 1, layers: plan.layers.length, diffId, createdBy };
    const where = `layer ${index + 1} of ${plan.layers.length} (${name} in ${files.where})`;
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
  async function open3(name) {
    try {
      const file = await files.open(`${folder}/${name}`);
      session.onClose(() => file.close());
      return file;
    } catch (error) {
      if (error instanceof InputProblem && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
      throw error;
    }
  }
  return {
    where,
    has: async (name) => {
      try {
        return (await files.stat(`${folder}/${name}`)).kind === "file";
      } catch {
        return false;
      }
    },
    small: async (name) => {
      const file = await open3(name);
      if (!file) return null;
      session.advance(file.size);
      return readAll(file, limits.json, `${folder}/${name}`);
    },
    layer: async (name) => {
      const source = await open3(name);
      return source && { kind: "source", id: name, source };
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
      for (const name of index.childrenOf(path)) if (!hidden.has(name)) shown.add(name);
      for (const name of index.whiteoutsIn(path)) hidden.add(name);
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
function parseRegistryName(text, allowPattern = false) {
  const wrong = (what) => new UsageProblem(`docker://${text}: ${what}`);
  const plainHttp = text.startsWith("http://");
  let rest = plainHttp ? text.slice("http://".length) : text;
  if (rest.startsWith("https://")) rest = rest.slice("https://".length);
  let digest = null;
  const at = rest.indexOf("@");
  if (at >= 0) {
    digest = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (!digestForm2.test(digest)) throw wrong("behind the @ has to stand sha256: and 64 hexadecimal digits");
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
  return { registry, repository, tag: tag ?? (digest === null ? "latest" : null), digest, plainHttp };
}
function showName({ registry, repository, tag, digest }) {
  return `${registry}/${repository}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}
function isLoopback(host) {
  const name = host.replace(/:[0-9]+$/, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(?:\.[0-9]{1,3}){3}$/.test(name);
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
function placesFor(name, configs) {
  const full = `${name.registry}/${name.repository}`;
  const own = { registry: name.registry, repository: name.repository, plainHttp: name.plainHttp };
  const rules = new Map(configs.flatMap(readRules).map((rule3) => [rule3.prefix, rule3]));
  const fitting = [...rules.values()].filter((rule3) => matchedPart(rule3.prefix, full) !== null).sort((a, b) => b.prefix.length - a.prefix.length);
  const [rule2] = fitting;
  if (rule2 === void 0) return [own];
  if (rule2.blocked) throw new InputProblem(`docker://${full} is blocked by the registries.conf of this machine`);
  const matched = matchedPart(rule2.prefix, full);
  const moved = (location2, insecure) => {
    const written = `${location2 === "" ? matched : location2}${full.slice(matched.length)}`;
    const slash = written.indexOf("/");
    if (slash <= 0 || slash === written.length - 1) return null;
    return {
      registry: written.slice(0, slash),
      repository: written.slice(slash + 1),
      plainHttp: insecure || name.plainHttp
    };
  };
  const mirrors = rule2.mirrors.filter(({ pull }) => pull === "all" || pull === "digest-only" === (name.digest !== null)).map(({ location: location2, insecure }) => moved(location2, insecure));
  return [...mirrors, moved(rule2.location, rule2.insecure)].filter((place2) => place2 !== null);
}
function matchedPart(prefix, full) {
  if (prefix.startsWith("*.")) {
    const host = full.slice(0, full.indexOf("/"));
    return host.replace(/:[0-9]+$/, "").endsWith(prefix.slice(1)) ? host : null;
  }
  return full === prefix || full.startsWith(`${prefix}/`) ? prefix : null;
}
function readRules({ path, text }) {
  const parsed = parseToml(Buffer.from(text, "utf8"), "toml-1.0");
  if (!parsed.ok) throw new InputProblem(`${path}, line ${parsed.error.position.line}: ${parsed.error.message}`);
  return tablesOf(parsed.document, "registry").flatMap((table) => {
    const location2 = textOf(table, "location") ?? "";
    const prefix = (textOf(table, "prefix") ?? location2).replace(/\/+$/, "");
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
    return [{ prefix, location: location2, insecure: flagOf(table, "insecure"), blocked: flagOf(table, "blocked"), mirrors }];
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
      const answer = await ports.credentialHelper(helper, registry === "docker.io" ? hubKey : registry);
      if (answer.kind === "found") return { credential: fromHelper(answer.username, answer.secret), problems };
      if (answer.kind === "failed") problems.push(`docker-credential-${helper}: ${answer.detail}`);
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
  const identity = optionalText(entry2.identitytoken);
  if (identity !== null) return { kind: "identity", token: identity };
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
  const origin = new URL(sending.url).origin;
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
    const { location: location2 } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.status) || location2 === void 0) return response;
    response.cancel();
    const next = redirectTarget(location2, url);
    trusted &&= next.origin === origin;
    url = next.href;
  }
  throw new InputProblem(`${origin} redirects more than ${mostRedirects} times`);
}
function redirectTarget(location2, from) {
  let next;
  try {
    next = new URL(location2, from);
  } catch {
    throw new InputProblem(
      `${new URL(from).origin} redirects to ${JSON.stringify(location2.slice(0, 200))}, which is no address`
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
    const answer = asRecord(parseJson(bytes, where), where);
    const token2 = optionalText(answer.token) ?? optionalText(answer.access_token);
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
    const { registry, repository, origin } = endpoint;
    this.#authorizer = new Authorizer(ports, registry, repository, origin.startsWith("https:"), signal);
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
  async smallBlob(digest) {
    const response = await this.#request("GET", `blobs/${digest}`, {});
    if (response.status === 404) {
      response.cancel();
      return null;
    }
    const what = `${digest} of ${this.where}`;
    if (response.status !== 200) throw await this.#refusal(response, what);
    return bodyBytes(response, limits.json, what);
  }
  /**
   * A blob, or a part of it. `from` says where in the blob the body begins: a server may send the whole where a part was
   * asked for.
   */
  async blob(digest, range) {
    const headers = range === null ? {} : { range: `bytes=${range.first}-${range.last ?? ""}` };
    const response = await this.#request("GET", `blobs/${digest}`, headers);
    if (response.status === 200) return { response, from: 0 };
    if (response.status === 206 && range !== null) {
      const sent = /^bytes ([0-9]{1,15})-/.exec(response.headers["content-range"] ?? "")?.[1];
      if (sent !== void 0 && Number(sent) <= range.first) return { response, from: Number(sent) };
      response.cancel();
      throw new InputProblem(`${this.where} sends another part of ${digest} than was asked for`);
    }
    throw await this.#refusal(response, `the blob ${digest} of ${this.where}`);
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
    const { origin, repository } = this.endpoint;
    const url = path.startsWith("/") ? `${origin}${path}` : `${origin}/v2/${repository}/${path}`;
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
    const text = [optionalText(first.code), optionalText(first.message)].filter((part) => part !== null).join(": ");
    return text === "" ? null : text.slice(0, 300);
  } catch {
    response.cancel();
    return null;
  }
}

// src/image/registry/connect.ts
async function askInOrder(ports, name, signal, ask) {
  let problem = null;
  for (const place2 of placesFor(name, await ports.registryConfigs())) {
    try {
      const answer = await ask(new RegistryClient(ports, await endpointOf(ports, place2, signal), signal));
      if (answer !== null) return answer;
      problem = new InputProblem(`${place2.registry} has no image ${showName(name)}`);
    } catch (error) {
      if (signal?.aborted || !(error instanceof InputProblem)) throw error;
      problem = new InputProblem(`docker://${showName(name)}: ${problemText(error)}`, error.code);
    }
  }
  throw problem ?? new InputProblem(`there is no place to ask for ${showName(name)}`);
}

// src/image/registry/remote-blob.ts
var mostResumptions = 4;
function remoteBlob(client, wait, digest, size) {
  const short = (at) => new InputProblem(`${digest} of ${client.where} ends after ${at} of ${size} bytes`, "ERR_STREAM_PREMATURE_CLOSE");
  async function* part(first, last) {
    const whole = first === 0 && last === size - 1;
    const { response, from } = await client.blob(digest, whole ? null : { first, last });
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
async function openRegistryImage(session, text) {
  const { ports, signal, platform } = session.options;
  const name = parseRegistryName(text);
  if (ports.registry === null) throw new UsageProblem(`docker://${text}: registries are not read here`);
  const registry = ports.registry;
  const reference = name.digest ?? name.tag ?? "latest";
  const { client, manifest } = await askInOrder(registry, name, signal, async (candidate) => {
    const found = await candidate.manifest(reference);
    return found && { client: candidate, manifest: found };
  });
  if (name.digest !== null && manifest.digest !== name.digest) {
    throw new InputProblem(
      `${client.where} answers the request for ${name.digest} with a manifest that has the digest ${manifest.digest}`
    );
  }
  session.advance(manifest.bytes.length);
  const blobs = registryBlobs(session, client, manifest, showName(name));
  const plan = await planImage(
    blobs,
    [describeManifest(manifest.digest, manifest.mediaType, manifest.bytes.length)],
    platform
  );
  return { plan, files: registryLayers(registry, client, plan, signal) };
}
function registryBlobs(session, client, top, where) {
  const known = /* @__PURE__ */ new Map([[top.digest, Promise.resolve(top.bytes)]]);
  const fetchBlob = async ({ digest, mediaType }) => {
    const isManifest = /(?:manifest|index)(?:\.list)?\.v[12]\+json$/.test(mediaType);
    const bytes = isManifest ? (await client.manifest(digest))?.bytes ?? null : await client.smallBlob(digest);
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
    layer: async (name) => {
      const layer = layers.get(name);
      if (!layer?.digest) return null;
      if (layer.size === null) {
        throw new InputProblem(`the manifest of ${client.where} gives no size for ${blobName(layer.digest)}`);
      }
      return { kind: "source", id: name, source: remoteBlob(client, wait, layer.digest, layer.size) };
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
  remark(text) {
    this.#remarks.add(text);
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
    const layers = (count2) => count2 === 1 ? "1 layer was" : `${count2} layers were`;
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
  const text = problemText(error);
  const message2 = text.includes(splitReference(reference).rest.split(":")[0] ?? reference) ? text : `${reference}: ${text}`;
  return { kind: error instanceof UsageProblem ? "usage" : "unreadable", message: message2 };
}
async function openContents(reference, session) {
  const { ports } = session.options;
  const written = splitReference(reference);
  if (written.rest === "")
    throw new UsageProblem(`${JSON.stringify(reference)} names no image; write FORM:PATH, or a path`);
  const { form, rest } = written.form === null ? await detectForm(written.rest, ports, (name) => engineHasImage(session, name)) : { ...written, form: written.form };
  const locate = () => splitPath(rest, (path) => exists(session, path));
  switch (form) {
    case "rootfs":
      return openRootfs(session, rest);
    case "tarball":
      return openTarball(session, rest);
    case "oci": {
      const { path, reference: name } = await locate();
      const files = layoutFiles(session, path, path);
      return openLayers(session, "oci", files, await planLayout(files, name, session.options.platform));
    }
    case "docker-archive":
    case "oci-archive":
    case "archive": {
      const { path, reference: name } = await locate();
      const file = await openFile(session, path);
      const archive = await openArchive(session, file, path, form === "archive" ? null : form, name);
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
      const { path, reference: name } = await splitPath2(inner);
      return { ok: true, value: { source: { form: "docker-archive", path, reference: name }, reading: rest } };
    }
    case "oci": {
      const { path, reference: name } = await splitPath2(inner);
      return { ok: true, value: { source: { form: "oci", path, reference: name }, reading: rest } };
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
function named(name, reading2) {
  return { ok: true, value: { source: { form: "reference", reference: name }, reading: reading2 } };
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
  const { reading: reading2 } = read.value;
  const opened = reading2 === null ? null : await open(reference, reading2, context);
  const image = opened?.ok === true ? opened.image : null;
  try {
    const { judgeBooted } = await import("./judge-booted-FVVRZNKE.js");
    const report = await judgeBooted(reference, read.value, image, options, told, await ports.kind(), source);
    return { report, unopened: null, usage: false };
  } finally {
    await image?.close();
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
function otherPlatform(image, { platform, platformGiven }) {
  if (!platformGiven || image.platform === null) return null;
  const [os, architecture, variant] = image.platform.split("/");
  const same = os === platform.os && architecture === platform.architecture && (platform.variant === void 0 || platform.variant === variant);
  if (same) return null;
  const wanted = [platform.os, platform.architecture, platform.variant].filter((part) => part !== void 0).join("/");
  return `${image.reference} is for ${image.platform}, and ${wanted} was asked for; leave --platform out, or name another image`;
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
  const named2 = /* @__PURE__ */ new Map();
  for (const reference of references) {
    const expanded = await expandImages([reference], (repository) => listTags(repository, ports.registry, signal));
    if (!expanded.ok) named2.set(reference, { reference, problem: expanded.message });
    else for (const image of expanded.images) named2.set(image, named2.get(image) ?? { reference: image, problem: null });
  }
  return [...named2.values()];
}

// src/gate/check-images.ts
var AT_ONCE2 = 2;
async function checkImages(options, ports) {
  const told = await readTold(options, ports);
  if (!told.ok) return told;
  const earlier = options.baseline === null ? null : await ports.readBaseline(options.baseline);
  if (earlier?.ok === false) return earlier;
  const named2 = await nameImages(options.images, ports.image, ports.signal);
  const memory = createLayerMemory(PROGRAMS, options.cache === null ? null : ports.image.cache(options.cache));
  const outcomes = new Array(named2.length);
  const source = ports.checkout == null ? null : await openRepository(ports.checkout);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < named2.length; index = next++) {
      const one = named2[index];
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
        memory: options.cache === null && named2.length === 1 ? null : memory
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE2, named2.length) }, work));
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
  const verdicts = images.map(({ verdict }) => verdict);
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
function single(raw, name) {
  const values = raw.get(name) ?? [];
  if (values.length > 1) throw new OptionProblem(`--${name} may be given once`);
  const value = values[0]?.trim();
  return value === void 0 || value === "" ? null : value;
}
function oneOf(raw, name, allowed) {
  const value = single(raw, name);
  if (value === null) return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found === void 0) throw new OptionProblem(`--${name} ${value}: give one of ${allowed.join(", ")}`);
  return found;
}
function readSwitch(raw, name) {
  const value = single(raw, name) ?? "off";
  if (["on", "true", "True", "TRUE"].includes(value)) return true;
  if (["off", "false", "False", "FALSE"].includes(value)) return false;
  throw new OptionProblem(`${name}: ${value} is neither true nor false`);
}
function readHandlers(value) {
  if (value === "all" || value === "default") return value;
  const names = value.split(",").map((name) => name.trim()).filter((name) => name !== "");
  if (names.length === 0) throw new OptionProblem("--handlers: give all, default, or names with commas between them");
  return names;
}
function readSkips(values, knownCodes) {
  const skips = /* @__PURE__ */ new Map();
  for (const value of values) {
    const at = value.indexOf("=");
    const code = (at < 0 ? value : value.slice(0, at)).trim();
    const reason = at < 0 ? "" : value.slice(at + 1).trim();
    if (reason === "") throw new OptionProblem(`--skip ${code}: give the reason too, as ${code}=REASON`);
    if (!knownCodes.includes(code))
      throw new OptionProblem(`--skip ${code}: there is no such rule; see cgroup-gate rules`);
    skips.set(code, reason);
  }
  return skips;
}
function readVersion(raw, name) {
  const value = single(raw, name);
  if (value !== null && !/^v?\d+(\.\d+){0,2}([~+\-.:][0-9A-Za-z.+~:-]*)?$/.test(value)) {
    throw new OptionProblem(
      `--${name} ${value}: give a version such as ${name === "kubelet-version" ? "v1.34.1" : "2.1.9"}`
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
function readSeconds(raw, name, fallback) {
  const value = single(raw, name);
  if (value === null) return fallback;
  if (!/^\d{1,5}$/.test(value)) throw new OptionProblem(`--${name} ${value}: give a number of seconds`);
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
  return new Promise((done) => {
    const options = {
      maxBuffer: MOST_OUTPUT,
      timeout: GIT_TIMEOUT_MS,
      windowsHide: true,
      encoding: "utf8",
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" }
    };
    const child = execFile("git", safe, options, (error, stdout) => done(error === null ? stdout : null));
    child.on("error", () => done(null));
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
  const pathOf = (name) => join3(folder, `${name}${suffix}`);
  let trimming = Promise.resolve();
  return {
    read: async (name) => {
      const path = pathOf(name);
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
    write: async (name, bytes) => {
      if (bytes.length > largestEntry) return;
      const part = join3(folder, `${name}.${randomBytes(6).toString("hex")}.part`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(part, bytes, { flag: "wx" });
        await rename(part, pathOf(name));
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
    for (const name of await readdir2(folder)) {
      if (!/^[0-9a-f]{64}\.(?:layer|[0-9a-f]{12}\.part)$/.test(name)) continue;
      const path = join3(folder, name);
      const { size, mtimeMs } = await stat2(path);
      const age = Date.now() - mtimeMs;
      if (age > (name.endsWith(suffix) ? longestUnused : longestWrite)) await rm(path, { force: true });
      else if (name.endsWith(suffix)) found.push({ path, size, used: mtimeMs });
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

// src/host/registry-ports.ts
import { readdir as readdir3, readFile as readFile2 } from "node:fs/promises";
import { homedir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
var helperTime = 6e4;
function createRegistryPorts(environment) {
  const home = environment.HOME ?? homedir();
  const http = once(async () => {
    const { createHttpPort } = await import("./http-JCYWE56O.js");
    return createHttpPort(environment, (host) => authoritiesFor(host, home));
  });
  return {
    http: { request: async (request) => (await http()).request(request) },
    credentialFiles: once(() => readTexts(credentialPaths(environment, home))),
    credentialHelper: (name, server) => askHelper(name, server, environment),
    registryConfigs: once(() => registryConfigs(environment, home)),
    wait: async (milliseconds, signal) => {
      try {
        await pause(milliseconds, void 0, signal ? { signal } : {});
      } catch {
      }
    }
  };
}
function once(read) {
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
  const named2 = environment.CONTAINERS_REGISTRIES_CONF;
  if (named2) return readTexts([named2]);
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
  return (await readTexts(files.flat())).map(({ text }) => text);
}
async function namesIn(folder, fitting) {
  try {
    return (await readdir3(folder)).filter((name) => fitting.test(name)).sort().map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}
async function readTexts(paths) {
  const texts = [];
  for (const path of paths) {
    try {
      texts.push({ path, text: await readFile2(path, "utf8") });
    } catch {
    }
  }
  return texts;
}
async function askHelper(name, server, environment) {
  const { spawn } = await import("node:child_process");
  return new Promise((resolve) => {
    const failed = (detail) => resolve({ kind: "failed", detail });
    const child = spawn(`docker-credential-${name}`, ["get"], {
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
      (error) => failed("code" in error && error.code === "ENOENT" ? "there is no such program" : problemText(error))
    );
    child.once("close", (status) => {
      if (status === 0) return resolve(readAnswer(output2));
      const text = (output2.trim() || complaint.trim()).replace(/\s+/g, " ").slice(0, 200);
      if (/credentials not found/i.test(text)) return resolve({ kind: "none" });
      failed(text || `it ended with status ${status ?? "unknown"}`);
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
      await new Promise((resolve) => {
        this.#wake = resolve;
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
      else done(message2.outcome, feeder === null || feeder.ended);
    };
    const failed = (error) => done({ ok: false, problem: threadProblem(error) }, false);
    const ended = () => failed("it ended early");
    const abort = () => done(cancelled, false);
    const done = (outcome, reusable) => {
      thread.off("message", heard).off("error", failed).off("exit", ended);
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
    thread.on("message", heard).on("error", failed).on("exit", ended);
    thread.postMessage(task.order);
    if (feeder && task.chunks) void feeder.feed(task.chunks);
  }
  function enqueue(order, chunks, advanced, signal) {
    return new Promise((resolve) => {
      if (closed) return resolve(cancelled);
      waiting.push({ order, chunks, advanced, signal, finish: resolve });
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

// src/host/image-ports.ts
function createImagePorts(environment, from) {
  const script = workerScript(from);
  const scans = script && createScanThreads(startScript(script));
  return {
    files: nodeFiles,
    scans,
    engine: async (signal) => {
      const { createEnginePort } = await import("./engine-YISZRIEX.js");
      return createEnginePort(environment)(signal);
    },
    xz: async function* (compressed) {
      const { decompressXz } = await import("./xz-FSZM37OS.js");
      yield* decompressXz(compressed);
    },
    registry: createRegistryPorts(environment),
    cache: createFolderCache,
    disk: async (path, format2, signal) => {
      const { openDisk } = await import("./guestfish-7APHH5BR.js");
      return openDisk(path, format2, environment, signal);
    },
    close: async () => {
      await scans?.close();
    }
  };
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

export {
  wrap,
  OPTIONS,
  unopenedImage,
  matchesImage,
  checkImages,
  readOptions,
  openCheckout,
  checkoutProblem,
  createImagePorts,
  abortOnSignals,
  FORMATS,
  isFormat,
  renderReport
};
