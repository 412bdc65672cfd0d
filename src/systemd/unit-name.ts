/** `kubelet@blue.service` taken apart. */
export interface UnitName {
  readonly full: string;
  /** `kubelet`. */
  readonly prefix: string;
  /** `blue`; null for a plain name, `""` for a template. */
  readonly instance: string | null;
  /** `service`. */
  readonly type: string;
}

const longestName = 255;

/** Null where it is no name of a service (systemd 252 src/basic/unit-name.c `unit_name_is_valid`). */
export function parseServiceName(name: string): UnitName | null {
  if (name.length > longestName) return null;
  const match = /^([A-Za-z0-9:\-_.\\]+)(?:@([A-Za-z0-9:\-_.\\@]*))?\.service$/.exec(name);
  if (match === null) return null;
  return { full: name, prefix: match[1]!, instance: match[2] ?? null, type: 'service' };
}

export function templateOf(name: UnitName): string {
  return `${name.prefix}@.${name.type}`;
}

export function withInstance(template: UnitName, instance: string): string {
  return `${template.prefix}@${instance}.${template.type}`;
}

/**
 * The names whose `.d` directories hold drop-ins of a unit, most specific first: the name, its template, and each
 * prefix that ends in a dash (`a-b.service`, `a-.service`). Source: systemd 252 src/shared/dropin.c.
 */
export function dropInNames(name: UnitName): readonly string[] {
  const names = [name.full];
  if (name.instance) names.push(...dropInNames({ ...name, full: templateOf(name), instance: '' }));
  const shorter = shorterPrefix(name.prefix);
  if (shorter !== null) {
    // A template's prefixes are plain names: from `a-b@.service` it goes to `a-.service`.
    const full = name.instance ? `${shorter}@${name.instance}.${name.type}` : `${shorter}.${name.type}`;
    names.push(...dropInNames({ ...name, full, prefix: shorter, instance: name.instance || null }));
  }
  return names;
}

function shorterPrefix(prefix: string): string | null {
  let dash = prefix.lastIndexOf('-');
  if (dash <= 0) return null;
  if (dash < prefix.length - 1) return prefix.slice(0, dash + 1);
  dash = prefix.slice(0, dash).lastIndexOf('-');
  return dash <= 0 ? null : prefix.slice(0, dash + 1);
}

/** The part of the prefix after its last dash: `%j`. */
export function lastComponent(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('-') + 1);
}

/** Undoes systemd's escaping of names: `-` is a slash, `\x2d` a dash. Null where an escape is broken. */
export function unescapeName(text: string): string | null {
  if (/\\(?!x[0-9a-fA-F]{2})/.test(text)) return null;
  return text.replace(/-|\\x([0-9a-fA-F]{2})/g, (_, hex: string | undefined) =>
    hex === undefined ? '/' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
