import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  breakCommands,
  clip,
  visible
} from "./chunk-VPYMVHTB.js";

// src/report/merge.ts
function mergeReports(reports) {
  const [first] = reports;
  if (first === void 0) return null;
  const images = reports.flatMap((report) => report.images);
  const verdicts = images.map(({ verdict: verdict2 }) => verdict2);
  const worst = ["fail", "undetermined", "pass"].find((verdict2) => verdicts.includes(verdict2));
  return { schema: 1, tool: first.tool, verdict: worst ?? "undetermined", images };
}

// src/host/report-files.ts
import { readdir, stat as stat2 } from "node:fs/promises";
import { join } from "node:path";

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
  const list2 = [...new Set(values$1)];
  if (list2.length > 1) return `(${list2.join(` ${separator} `)})`;
  return list2[0] ?? "never";
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
    let key = "";
    for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
    else key += item.key;
    else return null;
    return key;
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
        for (let key = 0; key < input.length; key++) {
          const value$1 = input[key];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
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
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
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
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
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
        for (let key = 0; key < this.items.length; key++) {
          const value$1 = input[key];
          const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
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
var list = (entry, limit) => pipe(array(entry), maxLength(limit));
var orNull = (inner) => nullable(inner);
var later = (inner) => optional(nullable(inner), null);
var NAME = 1024;
var SENTENCE = 8192;
var PATH = 4096;
var prose = text(SENTENCE);
var count = pipe(number(), safeInteger(), minValue(0));
var ordinal = pipe(number(), integer(), minValue(1), maxValue(2 ** 31 - 1));
var fingerprint = text(128);
var rule = pipe(text(100), regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "expected a kebab-case code"));
var verdict = picklist(["pass", "fail", "undetermined"]);
var driver = picklist(["systemd", "cgroupfs", "unknown"]);
var lines = { startLine: ordinal, startColumn: ordinal, endLine: ordinal, endColumn: ordinal };
var forward = (place2) => place2.endLine >= place2.startLine;
var location = pipe(
  object({ path: text(PATH), ...lines }),
  check((place2) => forward(place2), "endLine is before startLine")
);
var insideCheckout = (place2) => !/^\/|^[a-z]:|\\|[\p{Cc}\p{Cf}]/iu.test(place2.path) && place2.path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
var repoLocation = pipe(
  location,
  check((place2) => insideCheckout(place2), "the path leaves the checkout")
);
var handler = object({
  name: text(NAME),
  type: text(NAME),
  driver: picklist(["systemd", "cgroupfs", "none", "unknown"]),
  source: orNull(location),
  judged: optional(boolean(), true),
  why: optional(prose, "")
});
var containerd = object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  config: orNull(text(PATH)),
  configVersion: orNull(pipe(number(), safeInteger())),
  cri: boolean(),
  state: optional(picklist(["ok", "daemon-exit", "cri-disabled", "cri-failed", "unknown"]), "unknown"),
  defaultHandler: text(NAME),
  handlers: list(handler, 2e3),
  runtimeConfig: later(picklist(["systemd", "cgroupfs", "unimplemented", "no-cri"])),
  files: optional(list(text(PATH), 2e3), []),
  byVersion: optional(list(object({ versions: text(NAME), answer: prose }), 100), [])
});
var otherRuntime = object({
  name: picklist(["cri-o", "docker"]),
  version: orNull(text(NAME)),
  driver,
  source: orNull(location),
  why: optional(prose, "")
});
var kubelet = object({
  version: orNull(text(NAME)),
  versionSource: later(text(NAME)),
  configured: driver,
  effective: driver,
  followsRuntime: orNull(boolean()),
  source: orNull(location),
  why: optional(prose, "")
});
var fix = pipe(
  object({ title: prose, path: text(PATH), startLine: ordinal, endLine: ordinal, replacement: text(65536) }),
  check((place2) => forward(place2), "endLine is before startLine")
);
var mark = object({ role: picklist(["primary", "related"]), ...lines, label: prose });
var frame = object({
  path: text(PATH),
  origin: orNull(prose),
  lines: list(object({ number: ordinal, text: text(65536) }), 1e3),
  marks: list(mark, 100)
});
var finding = object({
  rule,
  severity: picklist(["error", "warning", "note"]),
  undecided: optional(boolean(), false),
  message: prose,
  consequence: optional(prose, ""),
  help: optional(prose, ""),
  location: orNull(location),
  repo: orNull(repoLocation),
  repoKind: exactOptional(orNull(picklist(["line", "template", "edit", "step"]))),
  repoNote: later(prose),
  repoCandidates: optional(list(repoLocation, 1e3), []),
  fix: orNull(fix),
  skipped: orNull(prose),
  frames: optional(list(frame, 100), []),
  fingerprint: optional(fingerprint, ""),
  baseline: later(picklist(["new", "persisting"]))
});
var liveNode = object({
  name: text(NAME),
  cgroupVersion: orNull(picklist([1, 2])),
  kubelet: driver,
  runtime: list(object({ handler: text(NAME), driver }), 2e3),
  evidence: list(object({ kind: text(NAME), subject: text(NAME), says: prose, detail: text(65536) }), 1e3)
});
var live = object({
  cluster: text(NAME),
  booted: boolean(),
  nodes: list(liveNode, 500),
  logs: orNull(text(PATH)),
  retained: orNull(prose)
});
var reading = object({
  form: text(NAME),
  layers: orNull(count),
  layersRead: orNull(count),
  bytesRead: orNull(count),
  totalBytes: orNull(count),
  remarks: list(prose, 1e3)
});
var baseline = object({
  new: count,
  persisting: count,
  fixed: list(object({ rule, message: prose, fingerprint }), 1e4),
  previousDigest: orNull(text(NAME))
});
var image = pipe(
  object({
    image: text(PATH),
    digest: orNull(text(NAME)),
    verdict,
    platform: later(text(NAME)),
    containerd: orNull(containerd),
    otherRuntime: later(otherRuntime),
    kubelet: orNull(kubelet),
    findings: list(finding, 5e3),
    live: later(live),
    reading: later(reading),
    baseline: later(baseline)
  }),
  check(
    (entry) => entry.verdict !== "pass" || entry.findings.every((one) => !one.undecided),
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
    const verdicts = report.images.map((entry) => entry.verdict);
    const worst = ["fail", "undetermined", "pass"].find((one) => verdicts.includes(one));
    return report.verdict === worst;
  }, "the verdict is not the worst of the images'")
);

// src/report/parse.ts
var LARGEST = 32 * 1024 * 1024;
function parseReport(text2) {
  if (text2.length > LARGEST) return { ok: false, error: `the report is larger than ${LARGEST / 1024 / 1024} MiB` };
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
  const result = safeParse(reportShape, value, { abortEarly: true });
  if (result.success) return { ok: true, report: result.output };
  const [issue] = result.issues;
  const path = getDotPath(issue);
  return {
    ok: false,
    error: `not a report of cgroup-gate: ${tidy(`${path === null ? "" : `${path}: `}${issue.message}`)}`
  };
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}
function tidy(message) {
  return clip(visible(message), 300);
}

// src/host/user-files.ts
import { readFile, stat } from "node:fs/promises";
var LARGEST2 = 64 * 1024 * 1024;
var REASONS = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read; check its permissions",
  EISDIR: "it is a folder; name a file",
  ENOTDIR: "a part of its path is no folder"
};
async function readUserFile(path) {
  try {
    const status = await stat(path);
    if (!status.isFile()) return { ok: false, message: `${path}: it is no file; name a regular file` };
    if (status.size > LARGEST2) return { ok: false, message: `${path}: it is larger than 64 MB; name the right file` };
    return { ok: true, bytes: await readFile(path) };
  } catch (cause) {
    const code3 = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    return { ok: false, message: `${path}: ${REASONS[code3] ?? `it could not be read (${code3})`}` };
  }
}

// src/host/report-files.ts
var MOST = 1e3;
async function readReports(paths) {
  const reports = [];
  for (const path of paths) {
    const files = await listFiles(path);
    if (files.length === 0) return { ok: false, message: `${path}: no report is in this folder; name one` };
    if (files.length > MOST) return { ok: false, message: `${path}: more than ${MOST} files; name the right folder` };
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
  const baseline2 = mergeReports(read.reports);
  return baseline2 === null ? { ok: false, message: `${path}: it holds no report` } : { ok: true, baseline: baseline2 };
}
async function listFiles(path) {
  const folder = await stat2(path).then(
    (status) => status.isDirectory(),
    () => false
  );
  if (!folder) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(".json")).map((entry) => join(entry.parentPath, entry.name)).sort();
}

// src/gate/baseline.ts
function compareWithBaseline(report, earlier) {
  return { ...report, images: report.images.map((image2) => compareImage(image2, before(image2, earlier))) };
}
function before(image2, earlier) {
  return earlier.images.find((one) => one.image === image2.image) ?? null;
}
function compareImage(image2, earlier) {
  const known = new Set(earlier?.findings.map(identity));
  const findings = image2.findings.map((finding2) => {
    return { ...finding2, baseline: known.has(identity(finding2)) ? "persisting" : "new" };
  });
  const present = new Set(findings.map(identity));
  const open = findings.filter(({ skipped }) => skipped === null);
  const gone = earlier?.findings.filter((finding2) => !present.has(identity(finding2))) ?? [];
  const baseline2 = {
    new: open.filter((finding2) => finding2.baseline === "new").length,
    persisting: open.filter((finding2) => finding2.baseline === "persisting").length,
    fixed: image2.verdict === "undetermined" ? [] : gone.map(({ rule: rule2, message, fingerprint: fingerprint2 }) => ({ rule: rule2, message, fingerprint: fingerprint2 })),
    previousDigest: earlier !== null && earlier.digest !== null && image2.digest !== null && earlier.digest !== image2.digest ? earlier.digest : null
  };
  return { ...image2, findings, baseline: baseline2 };
}
function identity({ rule: rule2, message, fingerprint: fingerprint2 }) {
  return fingerprint2 === "" ? JSON.stringify([rule2, message]) : fingerprint2;
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
  const pad = /^`|`$|^ .*[^ ].* $/u.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
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
  return (text2.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

// src/report/tally.ts
function tallyKey(finding2) {
  if (finding2.skipped !== null && !finding2.undecided) return "skipped";
  return finding2.undecided ? "undecided" : finding2.severity;
}
function tally(images) {
  const counts = { error: 0, warning: 0, note: 0, undecided: 0, skipped: 0 };
  for (const image2 of images) for (const finding2 of image2.findings) counts[tallyKey(finding2)]++;
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
  const open = report.images.filter((image2) => image2.verdict === "undetermined").map((image2) => image2.image);
  if (counts.undecided > 0 && report.images.length === 1) parts.push(`${counts.undecided} undecided`);
  if (open.length > 0 && report.images.length > 1) {
    const names2 = open.length > 3 ? [...open.slice(0, 3), `${open.length - 3} more`] : open;
    parts.push(`undetermined: ${names2.join(", ")}`);
  }
  parts.push(report.verdict);
  return parts.join(" · ");
}
function plural(count2, noun) {
  return `${count2} ${noun}${count2 === 1 ? "" : "s"}`;
}

// src/report/markdown/depths.ts
function blockSize(blocks) {
  return blocks.reduce((sum, block) => sum + Buffer.byteLength(block) + 2, 0);
}
function chooseDepths(parts, room) {
  const rendered = parts.map((part) => part.map((render) => render()));
  const sizes = rendered.map((depths) => depths.map(blockSize));
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
  for (const handler2 of image2.containerd?.handlers ?? []) {
    rows.push({
      who: handlerName(handler2, image2),
      driver: handler2.driver,
      source: handler2.source,
      why: handler2.why,
      judged: handler2.judged,
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
  const { containerd: containerd2, kubelet: kubelet2, otherRuntime: otherRuntime2, reading: reading2 } = image2;
  if (kubelet2 !== null)
    rows.push(["kubelet", joinPhrases(versionPhrase(kubelet2.version, kubelet2.versionSource), followsPhrase(kubelet2))]);
  if (containerd2 !== null) {
    const version2 = versionPhrase(containerd2.version, containerd2.versionSource);
    rows.push(["containerd", joinPhrases(version2, STATES[containerd2.state] ?? answerPhrase(containerd2.runtimeConfig))]);
    rows.push(["config", configPhrase(containerd2)]);
  }
  if (otherRuntime2 !== null) {
    rows.push([runtimeName(otherRuntime2.name).toLowerCase(), versionPhrase(otherRuntime2.version, null)]);
  }
  if (image2.digest !== null) rows.push(["digest", image2.digest]);
  if (reading2 !== null || image2.platform !== null) {
    rows.push([reading2 === null ? "platform" : "read", readingPhrase(reading2, image2.platform)]);
  }
  for (const remark of reading2?.remarks ?? []) rows.push(["", remark]);
  return rows;
}
function followsPhrase(kubelet2) {
  if (kubelet2.followsRuntime === null) return "whether it takes the runtime's answer is not known";
  return kubelet2.followsRuntime ? "takes the runtime's answer" : "keeps to its own setting";
}
function answerPhrase(answer) {
  if (answer === "systemd" || answer === "cgroupfs") return `answers ${answer} to the kubelet`;
  return answer === "unimplemented" ? "has no answer for the kubelet" : "";
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
function handlerName(handler2, image2) {
  return handler2.name === image2.containerd?.defaultHandler ? `${handler2.name} (default)` : handler2.name;
}
function runtimeName(name2) {
  return name2 === "cri-o" ? "CRI-O" : "Docker";
}
function placePhrase(location2) {
  return `${location2.path}:${location2.startLine}:${location2.startColumn}`;
}
function sharedDriver(image2) {
  const drivers = new Set(
    driverRows(image2).filter((row) => row.judged && row.driver !== "none").map((row) => row.driver)
  );
  const [driver2] = drivers;
  return drivers.size === 1 && driver2 !== void 0 && driver2 !== "unknown" ? driver2 : null;
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
function configPhrase(containerd2) {
  if (containerd2.config === null) return "no file: built-in defaults";
  const version2 = containerd2.configVersion === null ? "" : `, version ${containerd2.configVersion}`;
  const others = containerd2.files.filter((file) => file !== containerd2.config);
  const imports = others.length === 0 ? "" : `, and ${others.length > 4 ? plural(others.length, "import") : others.join(", ")}`;
  return `${containerd2.config}${version2}${imports}`;
}
function readingPhrase(reading2, platform) {
  const parts = [];
  if (reading2 !== null) {
    parts.push(reading2.form);
    if (reading2.layers !== null) {
      parts.push(
        reading2.layersRead === null || reading2.layersRead === reading2.layers ? plural(reading2.layers, "layer") : `${reading2.layersRead} of ${plural(reading2.layers, "layer")}`
      );
    }
    if (reading2.bytesRead !== null) {
      const total = reading2.totalBytes === null || reading2.totalBytes <= reading2.bytesRead ? "" : ` of ${bytesPhrase(reading2.totalBytes)}`;
      parts.push(`${bytesPhrase(reading2.bytesRead)}${total}`);
    }
  }
  if (platform !== null) parts.push(platform);
  return parts.join(", ");
}
function sentences(first, second) {
  return second === "" ? first : `${first.replace(/[.\s]+$/, "")}. ${second}`;
}

// src/report/frame-lines.ts
var MOST2 = 24;
var AROUND = 3;
function shownLines(frame2) {
  const lines2 = [...new Map(frame2.lines.map((line) => [line.number, line])).values()].sort(
    (a, b) => a.number - b.number
  );
  if (lines2.length <= MOST2) return lines2;
  const edges = frame2.marks.flatMap((mark2) => [mark2.startLine, mark2.endLine]);
  const near = lines2.filter((line) => edges.some((edge) => Math.abs(line.number - edge) <= AROUND));
  return (near.length === 0 ? lines2 : near).slice(0, MOST2);
}

// src/report/patch.ts
var MOST3 = 60;
function patchLines(finding2) {
  const fix2 = finding2.fix;
  if (fix2 === null) return null;
  const added = fix2.replacement.split("\n").map((line) => line.replace(/\r$/, ""));
  if (fix2.endLine - fix2.startLine >= MOST3 || added.length > MOST3) return null;
  const old = oldLines(fix2, finding2.frames);
  let head = 0;
  while (head < old.length && head < added.length && same(old[head], added[head])) head++;
  let tail = 0;
  while (tail < Math.min(old.length, added.length) - head && same(old[old.length - 1 - tail], added[added.length - 1 - tail])) {
    tail++;
  }
  const lines2 = [];
  if (head > 0) lines2.push({ kind: "same", number: fix2.startLine + head - 1, text: added[head - 1] });
  for (let i = head; i < old.length - tail; i++) {
    const text2 = old[i];
    if (text2 !== void 0) lines2.push({ kind: "removed", number: fix2.startLine + i, text: text2 });
  }
  for (let i = head; i < added.length - tail; i++) {
    lines2.push({ kind: "added", number: fix2.startLine + i, text: added[i] });
  }
  if (tail > 0) lines2.push({ kind: "same", number: fix2.endLine - tail + 1, text: added[added.length - tail] });
  return lines2;
}
function oldLines(fix2, frames) {
  const known = /* @__PURE__ */ new Map();
  for (const frame2 of frames) {
    if (frame2.path === fix2.path) for (const line of frame2.lines) known.set(line.number, line.text);
  }
  const count2 = Math.max(0, fix2.endLine - fix2.startLine + 1);
  return Array.from({ length: count2 }, (_, index) => known.get(fix2.startLine + index)?.replace(/\r$/, ""));
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
function excerptFence(frame2) {
  const lines2 = shownLines(frame2);
  const out = [];
  let previous = null;
  for (const line of lines2) {
    if (previous !== null && line.number > previous + 1) out.push("# …");
    previous = line.number;
    const text2 = clip(line.text.trimEnd(), LONGEST_LINE);
    const labels = frame2.marks.filter((mark2) => lastLine(mark2) === line.number).map((mark2) => mark2.label);
    const note = `line ${line.number}${labelled(labels)}`;
    if (labels.length === 0) out.push(text2);
    else if (text2.length + note.length < MOST_BESIDE) out.push(`${text2}  # ← ${note}`);
    else out.push(`${/^\s*/.exec(text2)[0]}# ↓ ${note}`, text2);
  }
  const language = LANGUAGES.find(([pattern]) => pattern.test(frame2.path))?.[1] ?? "text";
  return markdownFence(language, out);
}
function diffFence(finding2) {
  const fix2 = finding2.fix;
  const patch = patchLines(finding2);
  if (fix2 === null || patch === null || patch.length === 0) return null;
  const out = [`@@ ${clip(fix2.path, LONGEST_LINE)}:${fix2.startLine} @@`];
  const above = contextAbove(finding2);
  if (above !== null && above.number < patch[0].number) {
    out.push(` ${clip(above.text, LONGEST_LINE)}`);
    if (above.number + 1 < patch[0].number) out.push(" …");
  }
  const signs = { same: " ", removed: "-", added: "+" };
  for (const line of patch) out.push(`${signs[line.kind]}${clip(line.text.trimEnd(), LONGEST_LINE)}`);
  return markdownFence("diff", out);
}
function contextAbove(finding2) {
  const fix2 = finding2.fix;
  const frame2 = finding2.frames.find((one) => one.path === fix2.path);
  const marked = new Set(frame2?.marks.map((mark2) => mark2.startLine));
  return frame2?.lines.findLast((line) => line.number < fix2.startLine && marked.has(line.number)) ?? null;
}
function lastLine(mark2) {
  return mark2.endLine > mark2.startLine && mark2.endColumn <= 1 ? mark2.endLine - 1 : mark2.endLine;
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
  const containerd2 = withVersion("containerd", image2.containerd?.version ?? null);
  return `${containerd2}, ${code(isDefault ? row.who.slice(0, -" (default)".length) : row.who, 60)}${isDefault ? " (default)" : ""}`;
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
  const { containerd: containerd2, otherRuntime: otherRuntime2 } = image2;
  const parts = [];
  if (containerd2 !== null) {
    const byDriver = /* @__PURE__ */ new Map();
    for (const handler2 of containerd2.handlers.filter((entry) => entry.judged)) {
      const isDefault = handler2.name === containerd2.defaultHandler ? " (default)" : "";
      const names2 = byDriver.get(handler2.driver) ?? [];
      byDriver.set(handler2.driver, [...names2, `${code(handler2.name, 40)}${isDefault}`]);
    }
    parts.push(`containerd ${version(containerd2.version)}`.trimEnd());
    for (const [driver2, names2] of byDriver) parts.push(`${driverWord(driver2)} ${few(names2)}`);
  }
  if (otherRuntime2 !== null) {
    const { driver: driver2, name: runtime } = otherRuntime2;
    parts.push(`${runtimeName(runtime)} ${version(otherRuntime2.version)}`.trimEnd(), driverWord(driver2));
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
var LONGEST = 700;
var MOST_FRAMES = 3;
var MOST_CANDIDATES = 5;
var REPO_LABELS = { line: "Baked by", template: "Baked by", edit: "Edited by", step: "Brought by" };
var MARKS = { error: "🔴", warning: "🟠", note: "🔵" };
function findingBlocks(findings, options, depth) {
  const open = findings.filter((finding2) => finding2.skipped === null);
  const skipped = findings.filter((finding2) => finding2.skipped !== null);
  const most = options.detail === "full" ? 30 : 10;
  if (depth === "headlines") {
    const lines2 = open.slice(0, most).map((finding2) => `- ${headline(finding2)}`);
    if (open.length > most) lines2.push(`- and ${open.length - most} more`);
    return lines2.length === 0 ? [] : [lines2.join("\n")];
  }
  const blocks = open.slice(0, most).flatMap((finding2) => findingBlock(finding2, options, depth));
  if (open.length > most) blocks.push(`_and ${plural(open.length - most, "more finding")}_`);
  if (skipped.length > 0) blocks.push(skippedBlock(skipped.slice(0, most), skipped.length));
  return blocks;
}
function findingBlock(finding2, options, depth) {
  const full = options.detail === "full" && depth === "all";
  const diff = diffFence(finding2);
  const blocks = [headline(finding2), ...places(finding2, options)];
  if (finding2.consequence !== "") blocks.push(prose2(finding2.consequence));
  if (depth === "all" && (full || diff === null)) {
    const frames = finding2.frames.slice(0, full ? MOST_FRAMES : 1);
    for (const frame2 of frames) {
      if (frames.length > 1) blocks.push(markdownCode(clip(frame2.path, 300)));
      blocks.push(excerptFence(frame2));
    }
  }
  const help = finding2.help !== "" ? finding2.help : finding2.fix?.title ?? "";
  if (help.trim() !== "") blocks.push(`**${finding2.undecided ? "What to do" : "Fix"}:** ${prose2(help)}`);
  if (diff !== null) blocks.push(diff);
  return blocks;
}
function headline(finding2) {
  const mark2 = finding2.undecided ? VERDICT_MARKS.undetermined : MARKS[finding2.severity];
  const news = finding2.baseline === "new" ? " (new)" : "";
  return `${mark2} **${prose2(finding2.message)}**${news} ${markdownCode(clip(finding2.rule, 60))}`;
}
function places(finding2, options) {
  const blocks = [];
  if (finding2.repo !== null) {
    const link = safeLink(options.links(finding2.repo.path, finding2.repo.startLine));
    const bare = options.detail === "comment";
    blocks.push(
      link !== null && bare ? link : `${REPO_LABELS[finding2.repoKind ?? "line"]} ${place(finding2.repo, link)}`
    );
    if (finding2.repoNote !== null) blocks.push(prose2(finding2.repoNote));
  } else {
    const candidates = finding2.repoCandidates.slice(0, MOST_CANDIDATES).map((entry) => place(entry, safeLink(options.links(entry.path, entry.startLine))));
    const more = finding2.repoCandidates.length - candidates.length;
    if (more > 0) candidates.push(`and ${more} more`);
    if (finding2.repoNote !== null) candidates.unshift(prose2(finding2.repoNote));
    if (candidates.length > 0) blocks.push(`Source: ${candidates.join(" · ")}`);
  }
  if (finding2.location !== null) {
    const frame2 = finding2.frames.find((entry) => entry.path === finding2.location?.path);
    blocks.push(`In the image: ${place(finding2.location, null)}${origin(frame2?.origin ?? null)}`);
  }
  return blocks.length < 2 || options.detail === "comment" ? blocks : [blocks.join("<br>\n")];
}
function place(location2, link) {
  const text2 = markdownCode(clip(`${location2.path}:${location2.startLine}`, 300));
  return link === null ? text2 : `[${text2}](${link})`;
}
function origin(text2) {
  return text2 === null ? "" : `, from ${markdownCode(clip(text2, 160))}`;
}
function skippedBlock(shown, count2) {
  const lines2 = shown.map((finding2) => `- ${headline(finding2)}: ${prose2(finding2.skipped ?? "")}`);
  if (count2 > shown.length) lines2.push(`- and ${count2 - shown.length} more`);
  return ["Accepted, with the reason:", "", ...lines2].join("\n");
}
function prose2(text2) {
  return markdownText(clip(text2, LONGEST));
}

// src/report/markdown/image.ts
var MOST4 = 20;
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
    const key = JSON.stringify([image2.verdict, findings, image2.live === null ? null : image2.image]);
    const group = groups.get(key);
    if (group === void 0) groups.set(key, { first: image2, others: [] });
    else group.others.push(image2);
  }
  return [...groups.values()];
}
function groupBlocks(group, options, depth, single) {
  const { first, others } = group;
  const level = "#".repeat(Math.min(6, headingLevel(options) + 1));
  const blocks = [single ? subject(first) : `${level} ${VERDICT_MARKS[first.verdict]} ${code2(first.image, 200)}`];
  if (others.length > 0) blocks.push(`The same in ${names(others)}.`);
  if (depth === "headlines") return [...blocks, ...findingBlocks(first.findings, options, depth)];
  const full = options.detail === "full";
  if (single || full) blocks.push(driversTable(first, full && depth === "all"));
  blocks.push(...versionBlocks(first), ...baselineBlocks(first));
  blocks.push(...findingBlocks(first.findings, options, depth));
  if (depth === "all") blocks.push(...details(first, options, single || full));
  return blocks.filter((block) => block !== "");
}
function passingBlocks(images, options) {
  if (images.length === 0 || options.detail === "comment") return [];
  const shown = images.slice(0, MOST4);
  const inner = shown.flatMap((image2) => [`**${code2(image2.image, 200)}**`, driversTable(image2, true), factList(image2)]);
  if (images.length > shown.length) inner.push(`and ${images.length - shown.length} more`);
  const count2 = images.length === 1 ? "1 image passes" : `${images.length} images pass`;
  return [fold(`${count2}: how it is known`, inner)];
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
  return factRows(image2).slice(0, MOST4).map(([label, phrase]) => `- ${label === "" ? "" : `${label}: `}${markdownText(clip(phrase, 400))}`).join("\n");
}
function versionBlocks(image2) {
  const answers = image2.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const rows = answers.slice(0, MOST4).map((answer) => `| ${markdownCell(clip(answer.versions, 60))} | ${markdownCell(clip(answer.answer, 300))} |`);
  return [
    "The containerd version is not known, and the answer depends on it:",
    ["| containerd | Answer |", "|---|---|", ...rows].join("\n")
  ];
}
function baselineBlocks(image2) {
  const { baseline: baseline2 } = image2;
  if (baseline2 === null) return [];
  const lines2 = [
    `Since the baseline: ${baseline2.new} new, ${baseline2.persisting} persisting, ${baseline2.fixed.length} fixed.`
  ];
  if (baseline2.previousDigest !== null) {
    lines2.push(`The tag has moved: it was ${code2(baseline2.previousDigest, 100)}.`);
  }
  const fixed = baseline2.fixed.slice(0, MOST4).map((one) => `- fixed: ${markdownText(clip(one.message, 300))} ${code2(one.rule, 60)}`);
  return [lines2.join(" "), fixed.join("\n")];
}
function live2(report) {
  const rows = report.nodes.slice(0, MOST4).flatMap(
    (node) => node.evidence.slice(0, MOST4).map((entry) => {
      const cells = [
        markdownCell(clip(node.name, 60)),
        markdownCell(clip(entry.kind, 40)),
        markdownCell(clip(`${entry.subject}: ${entry.says}`, 200)),
        markdownCodeCell(clip(entry.detail, 200))
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
  const body = inner.filter((block) => block !== "").join("\n\n");
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
  const passing = images.length > 1 ? images.filter(calm) : [];
  const groups = groupImages(worstFirst(images).filter((image2) => !passing.includes(image2)));
  const head = [headline2(report, options), statement(report), imagesTable(images)];
  const tail = [`<sub>cgroup-gate ${markdownText(clip(report.tool.version, 40))}</sub>`];
  const parts = groups.map((group) => [
    ...DEPTHS.map((depth) => () => groupBlocks(group, options, depth, images.length === 1)),
    () => []
  ]);
  parts.push([() => passingBlocks(passing, options), () => []]);
  const fitted = chooseDepths(parts, options.limit - blockSize([...head, ...tail]) - RESERVE);
  const note = fitted.reduced === 0 ? [] : ["_Shortened to fit; the JSON report has everything._"];
  const blocks = [...head, ...fitted.blocks, ...note, ...tail].filter((block) => block !== "");
  return within(`${blocks.join("\n\n")}
`, report, options);
}
function renderFixed(report, sha) {
  const names2 = report.images.slice(0, 10).map((image2) => markdownCode(clip(image2.image, 200)));
  const more = report.images.length - names2.length;
  const who = more > 0 ? `${names2.join(", ")} and ${more} more` : names2.join(", ");
  const commit = /^[0-9a-f]{7,64}$/.test(sha) ? sha : markdownCode(clip(sha, 64));
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
  const words = {
    pass: findings ? `passed, ${countPhrase(counts, false)}` : "passed",
    fail: countPhrase(counts, false),
    undetermined: "undetermined"
  };
  const many = report.images.length > 1 ? ` in ${plural(report.images.length, "image")}` : "";
  return `${"#".repeat(headingLevel(options))} ${VERDICT_MARKS[report.verdict]} Cgroup Gate: ${words[report.verdict]}${many}`;
}
function statement(report) {
  const open = report.images.filter((image2) => image2.verdict === "undetermined").length;
  if (open > 0) {
    const where = report.images.length === 1 ? "It" : `For ${plural(open, "image")} it`;
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

// src/report/escape/uri.ts
function uriPath(path) {
  return path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..").map((segment) => encodeURIComponent(segment.replace(new RegExp("\\p{Cs}", "gu"), "�")).replace(/[!'()*]/g, percent)).join("/");
}
function percent(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

export {
  compareWithBaseline,
  mergeReports,
  minValue,
  regex,
  safeInteger,
  is,
  array,
  nullable,
  nullish,
  number,
  object,
  optional,
  picklist,
  string,
  tuple,
  pipe,
  safeParse,
  readUserFile,
  readReports,
  readBaseline,
  summaryLine,
  plural,
  driverRows,
  factRows,
  placePhrase,
  sharedDriver,
  markdownText,
  markdownCode,
  shownLines,
  patchLines,
  safeLink,
  renderMarkdown,
  renderFixed,
  uriPath
};
