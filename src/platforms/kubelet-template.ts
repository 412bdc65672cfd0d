import type { Location } from '../text/position.ts';
import type { TemplatedDriver } from './boot-generator.ts';
import { unquote } from './template-keys.ts';
import { locateLine, readTemplateLines } from './template-lines.ts';
import { isExpression, settledValue, type TemplateSetting } from './template-value.ts';

export interface KubeletTemplate {
  readonly driver: TemplatedDriver;
  readonly conditions: readonly string[];
  /** The setting's line, null where there is none. */
  readonly location: Location | null;
}

const FIELD = /^["']?cgroupDriver["']?\s*:(.*)$/;
const FLAG = /(?:^|[\s"'=])--cgroup-driver[=\s]+(\{\{.*?\}\}|[^\s"']+)/;

/** What a template of a KubeletConfiguration or of the kubelet's flags says of the cgroup driver. Total. */
export function readKubeletTemplate(text: string, path: string): KubeletTemplate {
  const template = readTemplateLines(text);
  const settings: TemplateSetting<string>[] = [];
  const conditions = new Set<string>();
  for (const line of template.lines) {
    if (/^\s*#/.test(line.text)) continue;
    const written =
      FLAG.exec(line.text)?.[1] ??
      FIELD.exec(line.text.trim())?.[1]
        ?.replace(/\s#.*$/, '')
        .trim()
        .replace(/,$/, '')
        .trim();
    if (written === undefined) continue;
    const templated = line.inner.length > 0 || isExpression(written);
    const expression = templated
      ? [...new Set(line.inner), ...(isExpression(written) ? [written] : [])].join(', ')
      : null;
    settings.push({ value: templated ? 'templated' : unquote(written), line, expression });
  }
  const value = settledValue(settings, [], template.blocks);
  if (value === 'templated') {
    for (const { expression, line } of settings) {
      if (expression !== null) conditions.add(expression);
      for (const { condition } of line.branches) conditions.add(condition);
    }
  }
  const last = settings.at(-1);
  return {
    driver: driverOfValue(value),
    conditions: [...conditions],
    location: last === undefined ? null : locateLine(path, last.line),
  };
}

/** The kubelet takes any other word for cgroupfs. */
function driverOfValue(value: string): TemplatedDriver {
  if (value === 'systemd' || value === 'templated' || value === 'absent') return value;
  return 'cgroupfs';
}
