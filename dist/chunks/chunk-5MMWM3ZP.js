import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  singleLine
} from "./chunk-QPFZGXU4.js";
import {
  array,
  compareWithBaseline,
  is,
  markdownCode,
  markdownText,
  minValue,
  nullable,
  nullish,
  number,
  object,
  optional,
  picklist,
  pipe,
  plural,
  readUserFile,
  regex,
  renderFixed,
  renderMarkdown,
  safeInteger,
  safeLink,
  safeParse,
  string,
  tuple,
  uriPath
} from "./chunk-QL3ZITFX.js";
import {
  clip,
  visible
} from "./chunk-VPYMVHTB.js";

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
  const repository = readRepository(env["GITHUB_REPOSITORY"] ?? "");
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
      run: { id: count(env["GITHUB_RUN_ID"]), attempt: count(env["GITHUB_RUN_ATTEMPT"]) },
      pull: readPull(event.pull_request),
      earlier: readEarlier(event.workflow_run)
    }
  };
}
function readRepository(text) {
  const [owner, name] = is(fullName, text) ? text.split("/") : [];
  return owner === void 0 || name === void 0 ? null : { owner, name };
}
function isSha(text) {
  return is(sha, text);
}
function readPull(pull) {
  if (pull === void 0) return null;
  const repository = readRepository(pull.base.repo.full_name);
  if (repository === null) return null;
  const fork = pull.head.repo?.full_name !== pull.base.repo.full_name;
  return { number: pull.number, repository, headSha: pull.head.sha, fork };
}
function readEarlier(run) {
  if (run === void 0) return null;
  return {
    run: { id: run.id, attempt: run.run_attempt },
    event: run.event,
    headSha: run.head_sha,
    headBranch: run.head_branch ?? null,
    headRepository: run.head_repository?.full_name ?? null
  };
}
function webAddress(text) {
  if (text === void 0 || !/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  return text.replace(/\/+$/, "");
}
function count(text) {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
}

// src/github/notes.ts
function done(text) {
  return { level: "info", done: true, outage: false, text: singleLine(text) };
}
function left(text) {
  return { level: "info", done: false, outage: false, text: singleLine(text) };
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
function warning(text, outage = false) {
  return { level: "warning", done: false, outage, text: singleLine(text) };
}

// src/report/escape/html-comment.ts
function htmlComment(name, value) {
  const json = JSON.stringify(value).replace(
    /[<>\-`@#]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => Array.from({ length: character.length }, (_, i) => unicodeEscape(character.charCodeAt(i))).join("")
  );
  return `<!-- ${name} ${json} -->`;
}
function unicodeEscape(unit) {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

// src/github/marker.ts
var STATE = "cgroup-gate-state";
var DEFAULT_KEY = "cgroup-gate";
function marker(key, detail = "") {
  return `<!-- cgroup-gate:v1 key=${spell(key === "" ? DEFAULT_KEY : key)}${detail === "" ? "" : ` ${detail}`} -->`;
}
function startsWith(body, mark) {
  return body.trimStart().startsWith(mark);
}
function suggestionOf(body) {
  const found = /^\s*<!-- cgroup-gate:v1 key=(\S+) suggestion=([0-9a-f]{16,64}) -->/.exec(body);
  return found === null ? null : { key: found[1], fingerprint: found[2] };
}
function spell(key) {
  return key.replace(/[^\w.:/@-]/g, (character) => `%${character.codePointAt(0)?.toString(16)};`);
}
function stateBlock(value) {
  return htmlComment(STATE, value);
}
function readState(body) {
  const start = body.lastIndexOf(`<!-- ${STATE} `);
  const end = body.indexOf(" -->", start);
  if (start < 0 || end < 0) return void 0;
  try {
    return JSON.parse(body.slice(start + STATE.length + 6, end));
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
import { createHash } from "node:crypto";
var LIMIT = 6e4;
var RESERVE = 1500;
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
function commentText(subject, fixedIn, full) {
  const { report, key, run } = subject;
  const told = report.verdict !== "pass" || full || fixedIn === null;
  const render = (shown, links) => told ? renderMarkdown(shown, { links, limit: LIMIT - RESERVE, detail: "comment" }) : "";
  const fixed = fixedIn === null ? "" : renderFixed(report, fixedIn);
  const state = {
    verdict: report.verdict,
    digest: digestOf([fixed, render(withoutReading(report), () => null)]),
    run,
    fixedIn
  };
  const link = safeLink(subject.runLink);
  const parts = [
    marker(key),
    fixed,
    render(report, subject.links),
    link === null ? "" : `<sub>[Full report](${link})</sub>
`,
    stateBlock(state)
  ];
  return { body: parts.filter((part) => part !== "").join("\n"), state };
}
function withoutReading(report) {
  return { ...report, images: report.images.map((image) => ({ ...image, reading: null })) };
}
function digestOf(texts) {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 32);
}

// src/github/comment/publish.ts
async function publishComment(api, subject, options) {
  const failure = { what: "the comment was", permission: "pull-requests: write", fork: options.fork };
  const found = await findOwnComments(api, options.pull, subject.key);
  if (!found.ok) return [failed(failure, found.problem)];
  const [comment2, ...duplicates] = found.value;
  const result = comment2 === void 0 ? await create(api, subject, options) : await update(api, subject, options, comment2);
  if (!result.ok) return [failed(failure, result.problem)];
  for (const duplicate of duplicates) await api.deleteIssueComment(duplicate.id);
  return [result.value];
}
async function findOwnComments(api, pull, key) {
  const comments = await api.listIssueComments(pull);
  if (!comments.ok) return comments;
  const marked = comments.value.filter(({ body }) => startsWith(body, marker(key)));
  const own = await keepOwn(api, marked);
  return own.ok ? { ok: true, value: own.value.toSorted((a, b) => a.id - b.id) } : own;
}
async function create(api, subject, options) {
  if (subject.report.verdict === "pass" && options.mode !== "always") {
    return { ok: true, value: done("no comment is needed: everything passes, and none told otherwise before") };
  }
  const { body } = commentText(subject, null, true);
  const first = await api.createIssueComment(options.pull, body);
  if (first.ok) return { ok: true, value: done("the comment was written") };
  if (first.problem.kind !== "unavailable") return first;
  const found = await findOwnComments(api, options.pull, subject.key);
  if (!found.ok) return found;
  if (found.value.length > 0) return { ok: true, value: done("the comment was written") };
  const second = await api.createIssueComment(options.pull, body);
  return second.ok ? { ok: true, value: done("the comment was written") } : second;
}
async function update(api, subject, options, comment2) {
  const before = readCommentState(comment2.body);
  if (before !== null && isLater(before.run, subject.run)) {
    return { ok: true, value: left("the comment was left as it is: a later run has written it") };
  }
  const next = nextText(subject, options, before);
  if (next === null || next.state.digest === before?.digest) {
    return { ok: true, value: done("the comment was left as it is: nothing has changed") };
  }
  const updated = await api.updateIssueComment(comment2.id, next.body);
  return updated.ok ? { ok: true, value: done("the comment was brought up to date") } : updated;
}
function nextText(subject, options, before) {
  const full = options.mode === "always";
  if (subject.report.verdict !== "pass") return commentText(subject, null, true);
  if (before?.verdict === "pass") return full ? commentText(subject, before.fixedIn, true) : null;
  return commentText(subject, subject.sha, full);
}
function isLater(a, b) {
  return a.id > b.id || a.id === b.id && a.attempt > b.attempt;
}

// src/github/links.ts
function linksAt(server, repository, sha2) {
  if (server === null || sha2 === null) return () => null;
  const { owner, name } = repository;
  return (path, line) => `${server}/${owner}/${name}/blob/${sha2}/${uriPath(path)}#L${line}`;
}
function runLink(server, repository, run) {
  if (server === null || run === 0) return null;
  return `${server}/${repository.owner}/${repository.name}/actions/runs/${run}`;
}

// src/github/pull-request.ts
async function findPull(api, clue) {
  if (clue.number !== null) return named(api, clue, clue.number);
  const [owner] = clue.earlier?.headRepository?.split("/") ?? [];
  const branch = clue.earlier?.headBranch ?? null;
  if (owner !== void 0 && branch !== null) {
    const byBranch = await api.listPullsByBranch(owner, branch);
    if (!byBranch.ok) return { ok: false, kind: "problem", problem: byBranch.problem };
    const fitting = byBranch.value.filter(
      (pull) => fits(pull, clue) && pull.headRepository === clue.earlier?.headRepository
    );
    if (fitting.length > 0) return theOne(fitting, clue);
  }
  const byCommit = await api.listPullsOfCommit(clue.sha);
  if (!byCommit.ok) return { ok: false, kind: "problem", problem: byCommit.problem };
  return theOne(
    byCommit.value.filter((pull) => fits(pull, clue)),
    clue
  );
}
async function named(api, clue, number2) {
  const pull = await api.getPull(number2);
  if (!pull.ok) return { ok: false, kind: "problem", problem: pull.problem };
  if (fits(pull.value, clue)) return { ok: true, pull: pull.value };
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
function fits(pull, { repository, sha: sha2 }) {
  const base = `${repository.owner}/${repository.name}`;
  return pull.open && pull.headSha === sha2 && pull.baseRepository.toLowerCase() === base.toLowerCase();
}
function none(message) {
  return { ok: false, kind: "none", message };
}

// src/github/review/body.ts
function suggestionBody(suggestion, key) {
  const { finding: finding2, lines, fingerprint } = suggestion;
  return [
    marker(key, `suggestion=${fingerprint}`),
    `**${markdownText(clip(finding2.message, 500))}** ${markdownCode(clip(finding2.rule, 60))}`,
    "",
    ...finding2.consequence === "" ? [] : [markdownText(clip(finding2.consequence, 700)), ""],
    ...suggestionFence(lines),
    ""
  ].join("\n");
}
function reviewBody(count2, key) {
  const what = count2 === 1 ? "a fix that a click applies" : `${count2} fixes, each of which a click applies`;
  return `${marker(key, "review")}
Cgroup Gate has ${what}.
`;
}
function suggestionFence(lines) {
  const longest = Math.max(0, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}suggestion`, ...lines, fence];
}

// src/github/review/suggestion.ts
import { createHash as createHash2 } from "node:crypto";

// src/github/review/hunks.ts
var HEADER = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;
function diffLines(patch) {
  const lines = /* @__PURE__ */ new Map();
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
    if (sign === " " || sign === "+") lines.set(next++, { text: line.slice(1), hunk });
    else if (sign !== "-" && sign !== "\\") break;
  }
  return lines;
}

// src/github/review/suggestion.ts
var MOST_LINES = 60;
var TEMPLATE = /\{\{|\{%|\$\{|\$\(|<%/;
function hasCandidates(report) {
  return candidates(report).length > 0;
}
function placeSuggestions(report, files) {
  const placed = [];
  for (const candidate of candidates(report)) {
    const file = files.find(({ path }) => path === candidate.path);
    if (file === void 0 || file.patch === null) continue;
    const suggestion = place(candidate, diffLines(file.patch));
    if (suggestion === null || placed.some((other) => overlaps(other, suggestion))) continue;
    const equal = placed.filter(({ change }) => change === suggestion.change).length;
    placed.push({ ...suggestion, fingerprint: digest([suggestion.change, equal]) });
  }
  return placed;
}
function candidates(report) {
  return report.images.flatMap(
    (image) => image.findings.flatMap((finding2) => {
      const { fix, repo, location } = finding2;
      if (fix === null || repo === null || location === null || finding2.skipped !== null || finding2.undecided)
        return [];
      if (fix.path !== location.path || fix.endLine - fix.startLine >= MOST_LINES) return [];
      return [{ finding: finding2, fix, path: repo.path, shift: repo.startLine - location.startLine }];
    })
  );
}
function place({ finding: finding2, fix, path, shift }, diff) {
  const known = new Map(
    finding2.frames.filter((frame) => frame.path === fix.path).flatMap(({ lines: lines2 }) => lines2.map(({ number: number2, text }) => [number2, text]))
  );
  const old = [];
  const hunks = /* @__PURE__ */ new Set();
  for (let line = fix.startLine; line <= fix.endLine; line++) {
    const shown = diff.get(line + shift);
    const image = known.get(line);
    if (shown === void 0 || image === void 0 || !sameButIndent(shown.text, image)) return null;
    old.push(shown.text);
    hunks.add(shown.hunk);
  }
  if (hunks.size !== 1 || !neighboursAgree(known, diff, shift)) return null;
  const lines = reindent(fix, known.get(fix.startLine) ?? "", old[0] ?? "");
  if (lines === null || [...lines, ...old].some(hidesSomething) || lines.length > MOST_LINES) return null;
  const startLine = fix.startLine + shift;
  return {
    path,
    startLine,
    endLine: fix.endLine + shift,
    lines,
    finding: finding2,
    change: digest([path, old, lines])
  };
}
function neighboursAgree(known, diff, shift) {
  return [...known].every(([number2, text]) => {
    const shown = diff.get(number2 + shift);
    return shown === void 0 || TEMPLATE.test(shown.text) || sameButIndent(shown.text, text);
  });
}
function reindent(fix, image, repository) {
  if (fix.replacement === "") return [];
  const [from, to] = [indentOf(image), indentOf(repository)];
  const lines = fix.replacement.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines.some((line) => line !== "" && !line.startsWith(from))) return null;
  return lines.map((line) => line === "" ? "" : to + line.slice(from.length));
}
function indentOf(line) {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
function sameButIndent(a, b) {
  return a.replace(/^[ \t]+/, "") === b.replace(/^[ \t]+/, "").replace(/\r$/, "");
}
function hidesSomething(line) {
  const text = line.replaceAll("	", " ");
  return visible(text) !== text || text.includes("<!--");
}
function overlaps(a, b) {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}
function digest(value) {
  return createHash2("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

// src/github/review/publish.ts
var MOST = 30;
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
      const note = left("no fix is offered as a suggestion: none is for a line in the diff; the comment shows them");
      return [...await deleteStale(api, comments.value, own.value, wanted, report, options), note];
    }
  }
  const notes = await deleteStale(api, comments.value, own.value, wanted, report, options);
  const standing = new Set(
    own.value.filter(({ outdated }) => !outdated).map(({ body }) => suggestionOf(body)?.fingerprint)
  );
  const missing = wanted.filter(({ fingerprint }) => !standing.has(fingerprint));
  if (missing.length === 0) return notes;
  const shown = missing.slice(0, MOST);
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
async function deleteStale(api, all, own, wanted, report, { key }) {
  const answered = new Set(all.map(({ replyTo }) => replyTo));
  const needed = new Set(wanted.map(({ fingerprint }) => fingerprint));
  const decided = report.verdict !== "undetermined";
  const stale = own.filter((comment2) => {
    const suggestion = suggestionOf(comment2.body);
    if (suggestion === null || suggestion.key !== spell(key || DEFAULT_KEY) || answered.has(comment2.id)) return false;
    return comment2.outdated || decided && !needed.has(suggestion.fingerprint);
  });
  let count2 = 0;
  for (const comment2 of stale) if ((await api.deleteReviewComment(comment2.id)).ok) count2++;
  return count2 === 0 ? [] : [done(`${plural(count2, "earlier suggestion")} taken away: no longer needed`)];
}

// src/github/watch/state.ts
var LIMIT2 = 3e4;
var LONGEST_MESSAGES = [200, 80, 0];
var finding = tuple([string(), string(), string()]);
var stateShape2 = object({
  verdict: picklist(["pass", "fail", "undetermined"]),
  run: object({ id: number(), attempt: number() }),
  images: array(tuple([string(), nullable(string()), array(finding)]))
});
function nextState(report, before, run) {
  const images = report.images.map((image) => {
    const own = image.findings.map(({ rule, message, fingerprint }) => ({ rule, message, fingerprint }));
    const earlier = before?.images.find((one) => one.image === image.image);
    if (image.verdict !== "undetermined" || earlier === void 0) {
      return { image: image.image, digest: image.digest, findings: own };
    }
    const known = new Set(own.map(({ fingerprint }) => fingerprint));
    const kept = earlier.findings.filter(({ fingerprint }) => !known.has(fingerprint));
    return { image: image.image, digest: image.digest ?? earlier.digest, findings: [...own, ...kept] };
  });
  return { verdict: report.verdict, run, images };
}
function writeWatchState(state) {
  for (const longest of LONGEST_MESSAGES) {
    const shorten = ({ rule, message, fingerprint }) => [
      rule,
      clip(message, longest),
      fingerprint
    ];
    const block = stateBlock({
      verdict: state.verdict,
      run: state.run,
      images: state.images.map(({ image, digest: digest2, findings }) => [image, digest2, findings.map(shorten)])
    });
    if (Buffer.byteLength(block) <= LIMIT2) return block;
  }
  return null;
}
function readWatchState(body) {
  const parsed = safeParse(stateShape2, readState(body));
  if (!parsed.success) return null;
  const { verdict, run, images } = parsed.output;
  return {
    verdict,
    run,
    images: images.map(([image, digest2, findings]) => ({
      image,
      digest: digest2,
      findings: findings.map(([rule, message, fingerprint]) => ({ rule, message, fingerprint }))
    }))
  };
}

// src/github/watch/words.ts
var LIMIT3 = 6e4;
var RESERVE2 = 1e3;
var MOST2 = 30;
function issueTitle(key) {
  const name = key === "" || key === DEFAULT_KEY ? "" : ` (${key})`;
  return `Cgroup Gate: published node images fail${name}`;
}
function issueBody(subject, state) {
  const link = safeLink(subject.runLink);
  const memory = writeWatchState(state);
  const parts = [
    marker(subject.key, "watch"),
    link === null ? "" : `This is what [the last run](${link}) found; it is kept up to date by each run.
`,
    memory === null ? "There is too much to remember here for the next run: give the action a `baseline` file.\n" : ""
  ];
  const room = LIMIT3 - RESERVE2 - Buffer.byteLength(memory ?? "") - Buffer.byteLength(parts.join("\n"));
  parts.push(renderMarkdown(subject.report, { links: subject.links, limit: room, detail: "comment" }), memory ?? "");
  return parts.filter((part) => part !== "").join("\n");
}
function newsLines(report) {
  const lines = report.images.flatMap((image) => {
    const { baseline } = image;
    if (baseline === null) return [];
    const name = markdownCode(clip(image.image, 200));
    const fresh = image.findings.filter((finding2) => finding2.baseline === "new" && finding2.skipped === null);
    const moved = baseline.previousDigest === null ? [] : [
      `- moved: ${name} was ${markdownCode(clip(baseline.previousDigest, 100))}, and is ${markdownCode(clip(image.digest ?? "", 100))}`
    ];
    return [
      ...fresh.map((one) => `- new in ${name}: ${markdownText(clip(one.message, 300))} ${markdownCode(one.rule)}`),
      ...baseline.fixed.map(
        (one) => `- fixed in ${name}: ${markdownText(clip(one.message, 300))} ${markdownCode(one.rule)}`
      ),
      ...moved
    ];
  });
  return lines.length > MOST2 ? [...lines.slice(0, MOST2), `- and ${plural(lines.length - MOST2, "more change")}`] : lines;
}
function issueComment(sentence, news, runLink2) {
  const link = safeLink(runLink2);
  const parts = [sentence, news.join("\n"), link === null ? "" : `<sub>[The run](${link})</sub>`];
  return `${parts.filter((part) => part !== "").join("\n\n")}
`;
}

// src/github/watch/publish.ts
var WATCH_LABEL = "cgroup-gate";
var WATCH_EVENTS = ["schedule", "workflow_dispatch", "repository_dispatch", "push"];
var FAILURE = { what: "the tracking issue was", permission: "issues: write", fork: false };
async function findTracked(api, key) {
  const issues = await api.listIssues(WATCH_LABEL);
  if (!issues.ok) return issues;
  const marked = issues.value.filter(({ body }) => startsWith(body, marker(key, "watch")));
  const own = await keepOwn(api, marked);
  if (!own.ok) return own;
  const [issue = null] = own.value.toSorted((a, b) => a.number - b.number);
  return { ok: true, value: { issue, state: issue === null ? null : readWatchState(issue.body) } };
}
function trackingFailed(problem) {
  return failed(FAILURE, problem);
}
async function publishTracked(api, tracked, subject, run) {
  const report = compareWithBaseline(subject.report, tracked.state ?? { images: [] });
  const told = { ...subject, report };
  const body = issueBody(told, nextState(report, tracked.state, run));
  const { issue, state } = tracked;
  if (issue === null) return report.verdict === "fail" ? open(api, told, body) : [done(nothingToOpen(report.verdict))];
  if (state !== null && (state.run.id > run.id || state.run.id === run.id && state.run.attempt > run.attempt)) {
    return [left(`issue ${issue.number} was left as it is: a later run has written it`)];
  }
  const news = newsLines(report);
  if (report.verdict === "pass") return issue.open ? close(api, told, issue, body, news) : remember(api, issue, body);
  if (issue.open) return update2(api, told, issue, body, news);
  if (report.verdict === "undetermined") {
    return [left(`issue ${issue.number} stays closed: this run could not decide`)];
  }
  const isNew = report.images.some((image) => (image.baseline?.new ?? 0) > 0);
  if (state?.verdict !== "pass" && !isNew) {
    return [left(`issue ${issue.number} stays closed: somebody closed it, and nothing is new since`)];
  }
  return reopen(api, told, issue, body, news);
}
function nothingToOpen(verdict) {
  return verdict === "pass" ? "no tracking issue is needed: everything passes" : "no tracking issue was opened: this run could not decide";
}
async function open(api, { key }, body) {
  const created = await createOnce(api, key, body);
  if (!created.ok) return [trackingFailed(created.problem)];
  const { number: number2, labels } = created.value;
  if (labels.includes(WATCH_LABEL)) return [done(`issue ${number2} was opened`)];
  return [
    warning(
      `issue ${number2} was opened, but without the label ${WATCH_LABEL}: give it that, or the next run opens another`
    )
  ];
}
async function createOnce(api, key, body) {
  const issue = { title: issueTitle(key), body, label: WATCH_LABEL };
  const first = await api.createIssue(issue);
  if (first.ok || first.problem.kind !== "unavailable") return first;
  const found = await findTracked(api, key);
  if (!found.ok) return found;
  return found.value.issue === null ? api.createIssue(issue) : { ok: true, value: found.value.issue };
}
async function update2(api, { report, runLink: runLink2 }, issue, body, news) {
  const updated = await api.updateIssue(issue.number, { body });
  if (!updated.ok) return [trackingFailed(updated.problem)];
  if (news.length === 0) return [done(`issue ${issue.number} was brought up to date: nothing has changed`)];
  const sentence = report.verdict === "undetermined" ? "This run could not decide everything." : "Since the last run:";
  return comment(api, issue, issueComment(sentence, news, runLink2), `issue ${issue.number} tells what has changed`);
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
async function comment(api, issue, text, what) {
  const said = await api.createIssueComment(issue.number, text);
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
async function commentOn(api, context, pull, report, { comment: mode, key }, run) {
  if (mode === "never") return [];
  const subject = {
    report,
    key,
    sha: pull.headSha,
    run,
    links: linksAt(context.server, pull.repository, pull.headSha),
    runLink: runLink(context.server, context.repository, run.id)
  };
  return publishComment(api, subject, { pull: pull.number, mode, fork: pull.fork });
}
async function beginWatch(connect, context, key) {
  if (!WATCH_EVENTS.includes(context.event)) {
    const events = WATCH_EVENTS.join(", ");
    return { ok: false, note: left(`no tracking issue: the event is ${context.event}, and it is kept on ${events}`) };
  }
  const found = await findTracked(await connect(context.repository), key);
  return found.ok ? { ok: true, tracked: found.value } : { ok: false, note: trackingFailed(found.problem) };
}
async function endWatch(connect, context, tracked, report, key) {
  const subject = {
    report,
    key,
    links: linksAt(context.server, context.repository, context.sha),
    runLink: runLink(context.server, context.repository, context.run.id)
  };
  return publishTracked(await connect(context.repository), tracked, subject, context.run);
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
  readContext,
  readRepository,
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
