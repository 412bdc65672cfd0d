import type { TemplatedDriver } from './boot-generator.ts';
import type { Branch, TemplateBlock, TemplateLine } from './template-lines.ts';

/** A line that sets something, and what it says. */
export interface TemplateSetting<Value> {
  readonly value: Value | 'templated';
  readonly line: TemplateLine;
  /** The expression, where the value is one. */
  readonly expression: string | null;
}

/** True where everything that `outer` depends on is settled alike wherever `inner` is. */
export function isWithin(inner: readonly Branch[], outer: readonly Branch[]): boolean {
  return outer.every(({ condition, index }) =>
    inner.some((branch) => branch.condition === condition && branch.index === index),
  );
}

/** True where a template cannot take both ways at once. */
export function excludes(a: readonly Branch[], b: readonly Branch[]): boolean {
  return a.some(({ condition, index }) => b.some((other) => other.condition === condition && other.index !== index));
}

/**
 * What the settings come to wherever the template takes the branches `base`: a value that is set there whatever else
 * happens, or on every branch of a conditional that always takes one; the last one wins.
 */
export function settledValue<Value>(
  settings: readonly TemplateSetting<Value>[],
  base: readonly Branch[],
  blocks: readonly TemplateBlock[],
): Value | 'templated' | 'absent' {
  const possible = settings.filter(({ line }) => !excludes(line.branches, base));
  const sure = possible.findLast(({ line }) => isWithin(base, line.branches));
  const later = sure === undefined ? possible : possible.slice(possible.indexOf(sure) + 1);
  if (sure !== undefined && later.every(({ value }) => value === sure.value)) return sure.value;
  if (sure === undefined && possible.length === 0) return 'absent';
  const [first] = possible;
  if (first === undefined || !possible.every(({ value }) => value === first.value)) return 'templated';
  return covers(possible, base, blocks) ? first.value : 'templated';
}

/** True where one of the settings is reached whichever way the template takes. */
export function covers(
  settings: readonly { readonly line: TemplateLine }[],
  base: readonly Branch[],
  blocks: readonly TemplateBlock[],
): boolean {
  const conditions = new Set(settings.flatMap(({ line }) => line.branches.map(({ condition }) => condition)));
  return blocks.some(({ condition, count }) => {
    if (!conditions.has(condition)) return false;
    return Array.from({ length: count }, (_, index) => index).every((index) =>
      settings.some(({ line }) => isWithin([...base, { condition, index }], line.branches)),
    );
  });
}

export function driverOf(enabled: boolean | 'templated' | 'absent'): TemplatedDriver {
  if (typeof enabled === 'string') return enabled;
  return enabled ? 'systemd' : 'cgroupfs';
}

/** True for a text that holds an expression of any of the template languages, or of a shell. */
export function isExpression(text: string): boolean {
  return /\{\{|\{%|\$\{|\$\w|<%|@\w+@/.test(text);
}
