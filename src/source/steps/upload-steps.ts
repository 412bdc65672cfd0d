import type { SourceFile } from '../repository.ts';
import type { Step } from './step.ts';

const FROM = String.raw`["']?\b(source|src|local)["']?\s*(?:[=:]|=>)\s*["']?((?:\$\{[^}]*\}|\{\{.*?\}\}|[^"',\s{}])+)["']?`;
const TO = String.raw`["']?\b(destination|dest|dst|path|target)["']?\s*(?:[=:]|=>)\s*["']?((?:\$\{[^}]*\}|\{\{.*?\}\}|[^"',\s{}])+)["']?`;
const SOURCE = new RegExp(`(?:^|[\\s,{-])${FROM}`);
const ALONE = new RegExp(`^\\s*(?:-\\s+)?${FROM}\\s*,?$`);
const TARGET = new RegExp(`(?:^|[\\s,{-])${TO}`);
/** Terraform's and Packer's functions that read a file of the repository. */
const READS = /\b(?:file|filebase64|filebase64gzip|templatefile)\(\s*"([^"]+)"/;
const FILES = /\.(?:hcl|json|tf|tofu|ya?ml|bu|fcc|tftpl|tpl)$|(?:^|\/)(?:Vagrantfile|[^./]+)$/i;
/** How far from each other the two ends of a copy may be written, in lines. */
const NEAR = 6;

/** Files that a declaration puts somewhere: Packer, Vagrant, nfpm, Butane, and what Terraform reads into user data. */
export function uploadSteps(file: SourceFile): readonly Step[] {
  if (!FILES.test(file.path)) return [];
  const steps: Step[] = [];
  for (const [index, line] of file.lines.entries()) {
    if (line.length > 2000 || !/file|local|source|src/.test(line) || /^\s*(?:#|\/\/)/.test(line)) continue;
    const read = READS.exec(line)?.[1];
    const source = read ?? (TARGET.test(line) ? SOURCE.exec(line)?.[2] : sourceOn(line));
    if (source === undefined) continue;
    const target = targetNear(file, index, read !== undefined);
    if (target === null) continue;
    const command = file.lines
      .slice(Math.min(index, target.index), Math.max(index, target.index) + 1)
      .join(' ')
      .trim();
    steps.push({ kind: 'copy', file, line: index + 1, target: target.path, source, command });
  }
  return steps;
}

function sourceOn(line: string): string | undefined {
  return ALONE.exec(line)?.[2];
}

/** The nearest absolute path that a key of a target gives, on this line, above or below. */
function targetNear(
  file: SourceFile,
  index: number,
  absolute: boolean,
): { readonly path: string; readonly index: number } | null {
  for (let distance = 0; distance <= NEAR; distance++) {
    for (const at of distance === 0 ? [index] : [index - distance, index + distance]) {
      const path = TARGET.exec((file.lines[at] ?? '').slice(0, 2000))?.[2];
      if (path !== undefined && (/^(?:\/|\$|\{\{)/.test(path) || (!absolute && distance <= 1)))
        return { path, index: at };
    }
  }
  return null;
}
