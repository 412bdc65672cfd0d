import type { TomlTable } from '../../text/toml/document.ts';
import { entry } from '../../text/toml/navigate.ts';
import { parseToml } from '../../text/toml/parse.ts';
import { InputProblem } from '../input-problem.ts';
import type { Place } from './endpoints.ts';
import type { ConfigText } from './ports.ts';
import type { RegistryName } from './registry-name.ts';

/** `[[registry]]` of containers-registries.conf(5), version 2. */
interface RegistryRule {
  /** What a name begins with: `docker.io/library`, or `*.example.org`. */
  readonly prefix: string;
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrors: readonly Mirror[];
}

interface Mirror {
  readonly location: string;
  readonly insecure: boolean;
  readonly pull: 'all' | 'digest-only' | 'tag-only';
}

/**
 * Where to ask for an image, in order: the mirrors of the rule with the longest prefix that fits, then the place itself.
 * Later files replace the rules of earlier ones that have the same prefix.
 */
export function placesFor(name: RegistryName, configs: readonly ConfigText[]): readonly Place[] {
  const full = `${name.registry}/${name.repository}`;
  const own: Place = { registry: name.registry, repository: name.repository, plainHttp: name.plainHttp };
  const rules = new Map(configs.flatMap(readRules).map((rule) => [rule.prefix, rule]));
  const fitting = [...rules.values()]
    .filter((rule) => matchedPart(rule.prefix, full) !== null)
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const [rule] = fitting;
  if (rule === undefined) return [own];
  if (rule.blocked) throw new InputProblem(`docker://${full} is blocked by the registries.conf of this machine`);
  const matched = matchedPart(rule.prefix, full)!;
  const moved = (location: string, insecure: boolean): Place | null => {
    const written = `${location === '' ? matched : location}${full.slice(matched.length)}`;
    const slash = written.indexOf('/');
    if (slash <= 0 || slash === written.length - 1) return null;
    return {
      registry: written.slice(0, slash),
      repository: written.slice(slash + 1),
      plainHttp: insecure || name.plainHttp,
    };
  };
  const mirrors = rule.mirrors
    .filter(({ pull }) => pull === 'all' || (pull === 'digest-only') === (name.digest !== null))
    .map(({ location, insecure }) => moved(location, insecure));
  return [...mirrors, moved(rule.location, rule.insecure)].filter((place) => place !== null);
}

/** The part of a name that a prefix covers; null where it does not fit. */
function matchedPart(prefix: string, full: string): string | null {
  if (prefix.startsWith('*.')) {
    const host = full.slice(0, full.indexOf('/'));
    return host.replace(/:[0-9]+$/, '').endsWith(prefix.slice(1)) ? host : null;
  }
  return full === prefix || full.startsWith(`${prefix}/`) ? prefix : null;
}

function readRules({ path, text }: ConfigText): RegistryRule[] {
  const parsed = parseToml(Buffer.from(text, 'utf8'), 'toml-1.0');
  if (!parsed.ok) throw new InputProblem(`${path}, line ${parsed.error.position.line}: ${parsed.error.message}`);
  return tablesOf(parsed.document, 'registry').flatMap((table) => {
    const location = textOf(table, 'location') ?? '';
    const prefix = (textOf(table, 'prefix') ?? location).replace(/\/+$/, '');
    if (prefix === '') return [];
    const mirrors = tablesOf(table, 'mirror').flatMap((mirror): Mirror[] => {
      const at = textOf(mirror, 'location');
      const pull = textOf(mirror, 'pull-from-mirror');
      const digestOnly = flagOf(table, 'mirror-by-digest-only');
      if (at === null) return [];
      return [
        {
          location: at,
          insecure: flagOf(mirror, 'insecure'),
          pull: pull === 'digest-only' || pull === 'tag-only' ? pull : digestOnly ? 'digest-only' : 'all',
        },
      ];
    });
    return [{ prefix, location, insecure: flagOf(table, 'insecure'), blocked: flagOf(table, 'blocked'), mirrors }];
  });
}

function tablesOf(table: TomlTable, key: string): TomlTable[] {
  const value = entry(table, key)?.value;
  return value?.type === 'array' ? value.items.filter((item) => item.type === 'table') : [];
}

function textOf(table: TomlTable, key: string): string | null {
  const value = entry(table, key)?.value;
  return value?.type === 'string' ? value.value : null;
}

function flagOf(table: TomlTable, key: string): boolean {
  const value = entry(table, key)?.value;
  return value?.type === 'boolean' && value.value;
}
