import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  error,
  getInput,
  getMultilineInput,
  info,
  notice,
  rememberCluster,
  setFailed,
  setOutput,
  warning as warning2
} from "./chunk-MKK6F7UB.js";
import "./chunk-E3ZBUL6C.js";
import {
  beginWatch,
  endWatch,
  left,
  linksAt,
  publishForEarlierRun,
  publishForPull,
  readContext,
  readEvent,
  warning
} from "./chunk-5MMWM3ZP.js";
import {
  annotationText,
  singleLine
} from "./chunk-QPFZGXU4.js";
import {
  OPTIONS,
  abortOnSignals,
  checkImages,
  createImagePorts,
  matchesImage,
  openCheckout,
  readOptions,
  renderReport,
  unopenedImage
} from "./chunk-MOCJROUT.js";
import {
  compareWithBaseline,
  mergeReports,
  placePhrase,
  plural,
  readBaseline,
  readReports,
  readUserFile,
  renderMarkdown
} from "./chunk-QL3ZITFX.js";
import {
  clip
} from "./chunk-VPYMVHTB.js";
import "./chunk-LIIESUKY.js";
import "./chunk-ZVSMXXM2.js";
import {
  RULES
} from "./chunk-XEWW5JH5.js";
import "./chunk-IBQVA3B5.js";
import {
  VERSION
} from "./chunk-4DEC55P3.js";
import "./chunk-Z47BYAV4.js";
import "./chunk-7VRB4YCP.js";

// src/report/annotations.ts
var MOST = { error: 9, warning: 10, note: 10 };
var LEVELS = { error: "error", warning: "warning", note: "notice" };
var LONGEST_MESSAGE = 4096;
var LONGEST_TITLE = 255;
var MOST_IMAGES = 5;
function annotations(report, taken = 0) {
  const found = distinct(report.images);
  return ["error", "warning", "note"].flatMap((severity) => {
    const all = found.filter(({ finding }) => finding.severity === severity);
    const most = severity === "warning" ? Math.max(1, MOST.warning - taken) : MOST[severity];
    if (all.length <= most) return all.map(annotation);
    const shown = all.slice(0, most - 1);
    const more = plural(all.length - shown.length, `more ${severity}`);
    return [
      ...shown.map(annotation),
      { level: LEVELS[severity], title: "Cgroup Gate", message: `and ${more}: see the job summary or the log` }
    ];
  });
}
function distinct(images) {
  const found = /* @__PURE__ */ new Map();
  for (const image of images) {
    for (const finding of image.findings.filter((entry) => entry.skipped === null)) {
      const { rule, severity, message, location, repo } = finding;
      const key = JSON.stringify([rule, severity, message, location, repo]);
      const earlier = found.get(key);
      if (earlier === void 0) found.set(key, { finding, images: [image.image] });
      else earlier.images.push(image.image);
    }
  }
  return [...found.values()];
}
function annotation({ finding, images }) {
  const { repo, location } = finding;
  const shown = images.slice(0, MOST_IMAGES).map((image) => clip(image, 200));
  if (images.length > shown.length) shown.push(`${images.length - shown.length} more`);
  const where = location === null ? "" : `
${placePhrase(location)}`;
  const parts = [`${finding.message}${where}
in ${shown.join(", ")}`, finding.consequence, finding.help];
  const text = parts.filter((part) => part !== "").join("\n\n");
  const oneLine = repo !== null && repo.startLine === repo.endLine && repo.endColumn > repo.startColumn;
  return {
    level: LEVELS[finding.severity],
    message: clip(annotationText(clip(text, LONGEST_MESSAGE)), LONGEST_MESSAGE),
    title: clip(singleLine(`Cgroup Gate: ${finding.rule}`), LONGEST_TITLE),
    ...repo === null ? {} : { file: singleLine(repo.path), startLine: repo.startLine, endLine: repo.endLine },
    ...oneLine ? { startColumn: repo.startColumn, endColumn: repo.endColumn } : {}
  };
}

// src/action/annotate.ts
function annotate(report, warnings) {
  for (const { level, message, ...properties } of annotations(report, warnings)) {
    if (level === "error") error(message, properties);
    else if (level === "warning") warning2(message, properties);
    else notice(message, properties);
  }
}

// src/action/files.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
var PLAIN = { colour: false, width: 100 };
async function writeFiles(report, settings) {
  const temporary = process.env.RUNNER_TEMP ?? ".";
  const reportFile = resolve(settings.reportFile ?? join(temporary, "cgroup-gate", "report.json"));
  await writeText(reportFile, renderReport(report, "json", PLAIN));
  setOutput("result", reportFile);
  if (settings.sarifFile !== null) {
    await writeText(resolve(settings.sarifFile), renderReport(report, "sarif", PLAIN));
    setOutput("sarif", resolve(settings.sarifFile));
  }
  if (settings.junitFile !== null) await writeText(resolve(settings.junitFile), renderReport(report, "junit", PLAIN));
}
async function writeText(path, text) {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    warning2(singleLine(`${path} could not be written: ${why}`));
  }
}

// src/action/judge.ts
async function judge(settings) {
  const options = readOptions(
    settings.images,
    settings.raw,
    RULES.map(({ code }) => code)
  );
  if (!options.ok) return options;
  const ports = createImagePorts(process.env, import.meta.url);
  const { signal, dispose } = abortOnSignals();
  const result = await checkImages(options.options, {
    image: ports,
    readUserFile,
    readBaseline,
    kind: async () => {
      const { createKindMode } = await import("./kind-mode-IDSETYWE.js");
      return createKindMode((message) => info(singleLine(message)), rememberCluster, signal);
    },
    signal,
    checkout: options.options.repo === null ? null : openCheckout(options.options.repo)
  });
  await ports.close();
  dispose();
  if (!result.ok) return result;
  const { report } = result.run;
  return { ok: true, report, fails: fails(report, options.options.failOn === "never") };
}
function fails(report, never) {
  if (report.verdict !== "fail" || !never) return report.verdict !== "pass";
  return report.images.some(({ verdict }) => verdict === "undetermined");
}

// src/action/publishing.ts
async function beginPublishing(settings, report) {
  const read = readContext(process.env, await readEvent(process.env));
  if (!read.ok) return nowhere(settings, report, `nothing is published: ${read.message}`);
  const { context } = read;
  const links = linksOf(context);
  if (!asksForApi(settings)) return { report, links, publish: async () => 0 };
  if (settings.token === "")
    return { ...nowhere(settings, report, "nothing is published: there is no github-token"), links };
  const connect = async (repository) => {
    const { createGithubApi } = await import("./github-5CVC23PC.js");
    return createGithubApi(settings.token, repository, context.api);
  };
  const watch = settings.trackingIssue ? await guard(() => beginWatch(connect, context, settings.key)) : null;
  const known = watch?.ok === true ? watch.value : null;
  const state = known?.ok === true ? known.tracked.state : null;
  const compared = state === null || hasBaseline(report) ? report : compareWithBaseline(report, state);
  return {
    report: compared,
    links,
    publish: async () => {
      const notes = await guard(() => publishToPull(connect, context, settings, compared));
      const watched = await guard(() => publishWatch(connect, context, settings, compared, known));
      return tell([...notesOf(notes), ...watch?.ok === false ? [watch.note] : [], ...notesOf(watched)]);
    }
  };
}
async function publishToPull(connect, context, settings, report) {
  if (context.earlier !== null) {
    const target = { repository: context.repository, sha: context.earlier.headSha, number: null };
    return publishForEarlierRun(connect, context, target, report, settings);
  }
  if (context.pull !== null) return publishForPull(connect, context, context.pull, report, settings);
  return [];
}
async function publishWatch(connect, context, settings, report, watch) {
  if (watch === null) return [];
  return watch.ok ? endWatch(connect, context, watch.tracked, report, settings.key) : [watch.note];
}
async function guard(act) {
  try {
    return { ok: true, value: await act() };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, note: warning(`publishing to GitHub failed: ${why}`) };
  }
}
function notesOf(guarded) {
  return guarded.ok ? guarded.value : [guarded.note];
}
function tell(notes) {
  for (const { level, text } of notes) {
    if (level === "warning") warning2(text, { title: "Cgroup Gate" });
    else info(`Cgroup Gate: ${text}`);
  }
  return notes.filter(({ level }) => level === "warning").length;
}
function nowhere(settings, report, why) {
  const notes = asksForApi(settings) ? [left(why)] : [];
  return { report, links: () => null, publish: async () => tell(notes) };
}
function asksForApi({ comment, suggestions, trackingIssue }) {
  return comment !== "never" || suggestions || trackingIssue;
}
function hasBaseline(report) {
  return report.images.some(({ baseline }) => baseline !== null);
}
function linksOf(context) {
  const { server, pull, earlier, repository, sha } = context;
  return linksAt(server, pull?.repository ?? repository, pull?.headSha ?? earlier?.headSha ?? sha);
}

// src/action/saved.ts
async function readSaved(settings) {
  const read = await readReports(settings.publish);
  if (!read.ok) return { ok: false, message: `publish: ${read.message}` };
  const told = read.reports.flatMap(({ images: images2 }) => images2.map(({ image }) => image));
  const missing = settings.images.filter((image) => !told.some((one) => matchesImage(image, one)));
  const images = missing.map(
    (image) => unopenedImage(image, "there is no report: the job that judges it did not finish")
  );
  const tool = { name: "cgroup-gate", version: VERSION };
  const rest = images.length === 0 ? [] : [{ schema: 1, tool, verdict: "undetermined", images }];
  const report = mergeReports([...read.reports, ...rest]);
  if (report === null) return { ok: false, message: "publish: no report was found" };
  return { ok: true, report, fails: false };
}

// src/action/settings.ts
function readSettings(workspace) {
  const raw = /* @__PURE__ */ new Map();
  for (const option of OPTIONS) {
    if (option.only === "command") continue;
    const value = getInput(option.name);
    if (value === "") continue;
    raw.set(option.name, option.repeatable ? getMultilineInput(option.name) : [value]);
  }
  if (!raw.has("repo") && workspace !== null) raw.set("repo", [workspace]);
  const images = getMultilineInput("images").filter((image) => !image.startsWith("#"));
  const publish = getMultilineInput("publish");
  if (images.length === 0 && publish.length === 0) {
    return { ok: false, message: "images: name at least one image, one a line" };
  }
  const wrong = [];
  const settings = {
    images,
    publish,
    raw,
    token: getInput("github-token"),
    annotations: readBoolean("annotations", true, wrong),
    comment: readChoice("comment", ["on-failure", "always", "never"], wrong),
    suggestions: readBoolean("suggestions", true, wrong),
    summary: readBoolean("summary", true, wrong),
    sarifFile: getInput("sarif-file") || null,
    reportFile: getInput("report-file") || null,
    junitFile: getInput("junit-file") || null,
    trackingIssue: readBoolean("tracking-issue", false, wrong),
    key: getInput("key")
  };
  if (!/^[\w.:/@ -]{0,100}$/.test(settings.key)) wrong.push("key: use at most 100 letters, digits and . : / @ - _");
  return wrong.length === 0 ? { ok: true, settings } : { ok: false, message: wrong.join("; ") };
}
function readBoolean(name, fallback, wrong) {
  const value = getInput(name).toLowerCase();
  if (value === "") return fallback;
  if (value === "true" || value === "false") return value === "true";
  wrong.push(`${name}: give true or false`);
  return fallback;
}
function readChoice(name, allowed, wrong) {
  const value = getInput(name);
  if (value === "") return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found === void 0) wrong.push(`${name}: give one of ${allowed.join(", ")}`);
  return found ?? allowed[0];
}

// src/action/summary.ts
import { appendFile } from "node:fs/promises";
var LIMIT = 1e6;
async function writeSummary(report, links) {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path === void 0 || path === "") return;
  try {
    await appendFile(path, renderMarkdown(report, { links, limit: LIMIT, detail: "full" }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    warning2(singleLine(`the job summary could not be written: ${why}`));
  }
}

// src/action/main.ts
async function main() {
  const read = readSettings(process.env.GITHUB_WORKSPACE ?? null);
  if (!read.ok) return fail(read.message);
  const { settings } = read;
  const saved = settings.publish.length > 0;
  const judged = saved ? await readSaved(settings) : await judge(settings);
  if (!judged.ok) return fail(judged.message);
  const publishing = await beginPublishing(settings, judged.report);
  const { report } = publishing;
  process.stdout.write(renderReport(report, "text", { colour: process.env.NO_COLOR === void 0, width: 120 }));
  await writeFiles(report, settings);
  if (settings.summary) await writeSummary(report, publishing.links);
  setOutput("verdict", report.verdict);
  setOutput("findings", openFindings(report).length);
  const warnings = await publishing.publish();
  if (settings.annotations && !saved) annotate(report, warnings);
  if (judged.fails) fail(headline(report));
}
function openFindings(report) {
  return report.images.flatMap(({ findings }) => findings).filter(({ skipped }) => skipped === null);
}
function headline(report) {
  const [first] = openFindings(report);
  const what = report.verdict === "fail" ? "The node image fails the cgroup gate" : "The cgroup gate could not decide";
  return first === void 0 ? what : `${what}: ${first.message}`;
}
function fail(message) {
  setFailed(annotationText(message));
}
export {
  main
};
