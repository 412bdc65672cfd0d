import * as v from 'valibot';

/**
 * The JSON report of schema 1 as a strict reader takes it: every text, number and list is bounded, unknown fields are
 * dropped, and the fields that came after the first contract may be missing.
 */

const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const list = <Entry extends v.GenericSchema>(entry: Entry, limit: number) => v.pipe(v.array(entry), v.maxLength(limit));
const orNull = <Inner extends v.GenericSchema>(inner: Inner) => v.nullable(inner);
const later = <Inner extends v.GenericSchema>(inner: Inner) => v.optional(v.nullable(inner), null);

const NAME = 1024;
const SENTENCE = 8192;
const PATH = 4096;

const prose = text(SENTENCE);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const fingerprint = text(128);
const rule = v.pipe(text(100), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected a kebab-case code'));
const verdict = v.picklist(['pass', 'fail', 'undetermined']);
const driver = v.picklist(['systemd', 'cgroupfs', 'unknown']);

const lines = { startLine: ordinal, startColumn: ordinal, endLine: ordinal, endColumn: ordinal };
const forward = (place: { startLine: number; endLine: number }) => place.endLine >= place.startLine;
const location = v.pipe(
  v.object({ path: text(PATH), ...lines }),
  v.check((place) => forward(place), 'endLine is before startLine'),
);

/** A path inside the checkout, since links and suggestions are made of it. */
const insideCheckout = (place: { path: string }) =>
  !/^\/|^[a-z]:|\\|[\p{Cc}\p{Cf}]/iu.test(place.path) &&
  place.path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
const repoLocation = v.pipe(
  location,
  v.check((place) => insideCheckout(place), 'the path leaves the checkout'),
);

const handler = v.object({
  name: text(NAME),
  type: text(NAME),
  driver: v.picklist(['systemd', 'cgroupfs', 'none', 'unknown']),
  source: orNull(location),
  judged: v.optional(v.boolean(), true),
  why: v.optional(prose, ''),
});

const containerd = v.object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  config: orNull(text(PATH)),
  configVersion: orNull(v.pipe(v.number(), v.safeInteger())),
  cri: v.boolean(),
  state: v.optional(v.picklist(['ok', 'daemon-exit', 'cri-disabled', 'cri-failed', 'unknown']), 'unknown'),
  defaultHandler: text(NAME),
  certain: v.exactOptional(v.boolean()),
  handlers: list(handler, 2000),
  runtimeConfig: later(v.picklist(['systemd', 'cgroupfs', 'unimplemented', 'no-cri'])),
  files: v.optional(list(text(PATH), 2000), []),
  byVersion: v.optional(list(v.object({ versions: text(NAME), answer: prose }), 100), []),
});

const otherRuntime = v.object({
  name: v.picklist(['cri-o', 'docker']),
  version: orNull(text(NAME)),
  driver,
  certain: v.exactOptional(v.boolean()),
  source: orNull(location),
  why: v.optional(prose, ''),
});

const kubelet = v.object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  configured: driver,
  effective: driver,
  certain: v.exactOptional(v.boolean()),
  followsRuntime: orNull(v.boolean()),
  source: orNull(location),
  why: v.optional(prose, ''),
});

const fix = v.pipe(
  v.object({ title: prose, path: text(PATH), startLine: ordinal, endLine: ordinal, replacement: text(65_536) }),
  v.check((place) => forward(place), 'endLine is before startLine'),
);

const mark = v.object({ role: v.picklist(['primary', 'related']), ...lines, label: prose });

const frame = v.object({
  path: text(PATH),
  origin: orNull(prose),
  lines: list(v.object({ number: ordinal, text: text(65_536) }), 1000),
  marks: list(mark, 100),
});

const finding = v.object({
  rule,
  severity: v.picklist(['error', 'warning', 'note']),
  undecided: v.optional(v.boolean(), false),
  message: prose,
  consequence: v.optional(prose, ''),
  help: v.optional(prose, ''),
  location: orNull(location),
  repo: orNull(repoLocation),
  repoKind: v.exactOptional(orNull(v.picklist(['line', 'template', 'edit', 'step']))),
  repoNote: later(prose),
  repoCandidates: v.optional(list(repoLocation, 1000), []),
  fix: orNull(fix),
  skipped: orNull(prose),
  frames: v.optional(list(frame, 100), []),
  fingerprint: v.optional(fingerprint, ''),
  baseline: later(v.picklist(['new', 'persisting'])),
});

const liveNode = v.object({
  name: text(NAME),
  cgroupVersion: orNull(v.picklist([1, 2])),
  kubelet: driver,
  runtime: list(v.object({ handler: text(NAME), driver }), 2000),
  evidence: list(v.object({ kind: text(NAME), subject: text(NAME), says: prose, detail: text(65_536) }), 1000),
});

const live = v.object({
  cluster: text(NAME),
  booted: v.boolean(),
  nodes: list(liveNode, 500),
  logs: orNull(text(PATH)),
  retained: orNull(prose),
});

const reading = v.object({
  form: text(NAME),
  layers: orNull(count),
  layersRead: orNull(count),
  bytesRead: orNull(count),
  totalBytes: orNull(count),
  remarks: list(prose, 1000),
});

const baseline = v.object({
  new: count,
  persisting: count,
  fixed: list(v.object({ rule, message: prose, fingerprint }), 10_000),
  previousDigest: orNull(text(NAME)),
});

const image = v.pipe(
  v.object({
    image: text(PATH),
    digest: orNull(text(NAME)),
    verdict,
    platform: later(text(NAME)),
    containerd: orNull(containerd),
    otherRuntime: later(otherRuntime),
    kubelet: orNull(kubelet),
    findings: list(finding, 5000),
    live: later(live),
    reading: later(reading),
    baseline: later(baseline),
  }),
  v.check(
    (entry) => entry.verdict !== 'pass' || entry.findings.every((one) => !one.undecided),
    'passes although something in it is undecided',
  ),
);

export const reportShape = v.pipe(
  v.object({
    schema: v.literal(1),
    tool: v.object({ name: v.literal('cgroup-gate'), version: text(100) }),
    verdict,
    images: v.pipe(v.array(image), v.minLength(1), v.maxLength(1000)),
  }),
  v.check((report) => {
    const verdicts = report.images.map((entry) => entry.verdict);
    const worst = (['fail', 'undetermined', 'pass'] as const).find((one) => verdicts.includes(one));
    return report.verdict === worst;
  }, "the verdict is not the worst of the images'"),
);
