import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** GitHub's own description of the operations that the project uses, as `scripts/slice-openapi.ts` cut it out. */

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

const DOCUMENT = JSON.parse(readFileSync(resolve(import.meta.dirname, 'openapi.json'), 'utf8')) as JsonObject & {
  paths: Record<string, Record<string, JsonObject>>;
  components: { schemas: JsonObject };
};

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What is wrong with a request, or null. */
  requestProblem(query: URLSearchParams, body: unknown): string | null;
  /** What is wrong with an answer, or null. */
  responseProblem(status: number, body: unknown): string | null;
}

const ajv = new Ajv({ strict: false, allErrors: false, coerceTypes: false, validateFormats: true });
(addFormats as unknown as (instance: Ajv) => void)(ajv);
const compiled = new Map<string, ValidateFunction>();

/** The operation that a request is for; null where the project has no business to be. */
export function findOperation(method: string, pathname: string): Operation | null {
  for (const [path, methods] of Object.entries(DOCUMENT.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    const found = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    const operation = methods[method.toLowerCase()];
    if (found === null || operation === undefined) continue;
    const parameters = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
    );
    return {
      method,
      path,
      parameters,
      requestProblem: (query, body) =>
        parameterProblem(operation, parameters, query) ?? bodyProblem(operation, method + path, body),
      responseProblem: (status, body) => answerProblem(operation, method + path, status, body),
    };
  }
  return null;
}

/** A value of a schema: what it requires, with `given` put in. */
export function sample(schema: string, given: JsonObject): JsonObject {
  return { ...(make(DOCUMENT.components.schemas[schema] as JsonObject) as JsonObject), ...given };
}

function parameterProblem(operation: JsonObject, path: Record<string, string>, query: URLSearchParams): string | null {
  const known = ((operation['parameters'] ?? []) as JsonObject[]).map((one) => dereference(one));
  for (const [name, value] of [...Object.entries(path), ...query]) {
    const parameter = known.find((one) => one['name'] === name);
    if (parameter === undefined) return `there is no parameter ${name}`;
    const schema = parameter['schema'] as JsonObject;
    const typed = schema['type'] === 'integer' ? Number(value) : value;
    const problem = check(`parameter ${name} ${JSON.stringify(schema)}`, schema, typed, false);
    if (problem !== null) return `${name}: ${problem}`;
  }
  return null;
}

function bodyProblem(operation: JsonObject, key: string, body: unknown): string | null {
  const described = operation['requestBody'] as JsonObject | undefined;
  if (described === undefined) return body === undefined ? null : 'it takes no body';
  return check(`request ${key}`, jsonSchema(described), body, true);
}

function answerProblem(operation: JsonObject, key: string, status: number, body: unknown): string | null {
  const responses = operation['responses'] as JsonObject;
  const described = responses[String(status)];
  // What every operation may answer is not written at each: no token, no right, too much, a broken server.
  if (described === undefined)
    return [401, 403, 404, 429, 500, 502, 503].includes(status) ? null : `${status} is no answer`;
  const schema = jsonSchema(dereference(described as JsonObject));
  if (schema === null) return body === undefined ? null : 'the answer has no body';
  return check(`response ${key} ${status}`, schema, body, false);
}

function jsonSchema(described: JsonObject): JsonObject | null {
  const content = (described['content'] as JsonObject | undefined)?.['application/json'] as JsonObject | undefined;
  return (content?.['schema'] as JsonObject | undefined) ?? null;
}

function check(key: string, schema: JsonObject | null, value: unknown, closed: boolean): string | null {
  if (schema === null) return null;
  let validate = compiled.get(key);
  if (validate === undefined) {
    const components = translate(DOCUMENT.components as unknown as JsonObject, false);
    validate = ajv.compile({ ...(translate(schema, closed) as JsonObject), components });
    compiled.set(key, validate);
  }
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type. `closed`: no field may be there that is not described. */
function translate(value: Json, closed: boolean): Json {
  if (Array.isArray(value)) return value.map((entry) => translate(entry, closed));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, translate(entry, closed)]));
  if (closed && isObject(entries['properties']) && entries['type'] === 'object')
    entries['additionalProperties'] ??= false;
  if (entries['nullable'] !== true) return entries;
  const { nullable, ...rest } = entries;
  return { anyOf: [rest, { type: 'null' }] };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dereference(value: JsonObject): JsonObject {
  const pointer = value['$ref'];
  if (typeof pointer !== 'string') return value;
  let found: Json = DOCUMENT;
  for (const key of pointer.slice(2).split('/')) found = (found as JsonObject)[key] as Json;
  return dereference(found as JsonObject);
}

function make(described: JsonObject): Json {
  const schema = dereference(described);
  if (schema['nullable'] === true) return null;
  const [first] = (schema['oneOf'] ?? schema['anyOf'] ?? []) as JsonObject[];
  if (first !== undefined) return make(first);
  const parts = schema['allOf'] as JsonObject[] | undefined;
  if (parts !== undefined) return Object.assign({}, ...parts.map(make)) as JsonObject;
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as Json;
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'string':
      if (schema['format'] === 'uri') return 'https://github.example/';
      return schema['format'] === 'date-time' ? '2026-11-25T12:00:00Z' : 'x';
    default: {
      const properties = (schema['properties'] ?? {}) as Record<string, JsonObject>;
      const required = (schema['required'] ?? []) as string[];
      return Object.fromEntries(required.map((name) => [name, make(properties[name] ?? {})]));
    }
  }
}
