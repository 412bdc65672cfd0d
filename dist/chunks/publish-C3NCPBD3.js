import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  isSha,
  publishForEarlierRun,
  readContext,
  readEvent,
  readRepository,
  warning
} from "./chunk-5MMWM3ZP.js";
import "./chunk-QPFZGXU4.js";
import {
  EXIT,
  say
} from "./chunk-PINQO24X.js";
import {
  mergeReports,
  readReports
} from "./chunk-QL3ZITFX.js";
import "./chunk-VPYMVHTB.js";
import "./chunk-7VRB4YCP.js";

// src/cli/publish.ts
async function publish(paths, raw) {
  const { env } = process;
  const token = env.GITHUB_TOKEN || env.GH_TOKEN || "";
  const asked = raw.get("repository")?.at(-1);
  const read = readContext(asked === void 0 ? env : { ...env, GITHUB_REPOSITORY: asked }, await readEvent(env));
  if (!read.ok) return wrong(asked === void 0 ? `${read.message}; say --repository OWNER/NAME` : read.message);
  const { context } = read;
  const repository = asked === void 0 ? context.repository : readRepository(asked);
  const sha = raw.get("sha")?.at(-1) ?? context.earlier?.headSha ?? context.pull?.headSha;
  const number = raw.get("pull-request")?.at(-1) ?? null;
  const key = raw.get("key")?.at(-1) ?? "";
  if (token === "") return wrong("GITHUB_TOKEN is not set; publishing needs a token that may write to pull requests");
  if (repository === null) return wrong("--repository: give OWNER/NAME");
  if (sha === void 0) return wrong("the event names no commit; say --sha SHA");
  if (!isSha(sha)) return wrong(`--sha ${sha}: give the full commit id`);
  if (number !== null && !/^[1-9]\d{0,9}$/.test(number)) return wrong(`--pull-request ${number}: give its number`);
  if (!/^[\w.:/@ -]{0,100}$/.test(key)) return wrong("--key: use at most 100 letters, digits and . : / @ - _");
  const reports = await readReports(paths);
  if (!reports.ok) return wrong(reports.message);
  const report = mergeReports(reports.reports);
  if (report === null) return wrong("name at least one report");
  const { createGithubApi } = await import("./github-5CVC23PC.js");
  const notes = await publishForEarlierRun(
    (at) => Promise.resolve(createGithubApi(token, at, context.api)),
    context,
    { repository, sha, number: number === null ? null : Number(number) },
    report,
    { comment: "on-failure", suggestions: false, key }
  ).catch((cause) => [warning(`nothing was published: ${cause instanceof Error ? cause.message : cause}`)]);
  for (const note of notes) say(note.text);
  return notes.some(({ level }) => level === "warning") ? EXIT.undetermined : EXIT.passed;
}
function wrong(message) {
  say(message);
  return EXIT.usage;
}
export {
  publish
};
