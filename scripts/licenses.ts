import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences under which a package may be bundled. */
const ALLOWED = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'BlueOak-1.0.0'];

/** The licence texts of exactly the packages that were bundled, by name. Throws where a package's licence is not known. */
export async function collectLicenses(root: string, inputs: readonly string[]): Promise<string> {
  const packages = new Set<string>();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match?.[1] !== undefined) packages.add(match[1]);
  }
  const parts: string[] = [];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    if (!ALLOWED.includes(license))
      throw new Error(`${name}: the licence ${license} is not among those that may be bundled`);
    const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined ? '(no licence text in the package)' : await readFile(join(root, folder, file), 'utf8');
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}
