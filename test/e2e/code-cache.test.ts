import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const IMAGE = 'examples/node-v1.30.2.tar';
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cgroup-gate-code-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const run = (cache: string) => runCli(['check', IMAGE], { XDG_CACHE_HOME: cache, HOME: home });

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.skipIf(module.enableCompileCache === undefined)('compiled code that is kept', () => {
  it('lies in a folder of the user alone, and changes no answer, whole or damaged', async () => {
    const code = join(home, 'cgroup-gate/code');
    const first = await run(home);
    expect(first.status).toBe(1);
    expect(statSync(code).mode & 0o777).toBe(0o700);
    expect(filesBelow(code).length).toBeGreaterThan(5);
    expect(await run(home)).toEqual(first);
    for (const file of filesBelow(code)) writeFileSync(file, randomBytes(statSync(file).size));
    expect(await run(home)).toEqual(first);
  });

  it('is not looked for where others may write', async () => {
    mkdirSync(join(home, 'cgroup-gate/code'), { recursive: true });
    chmodSync(join(home, 'cgroup-gate'), 0o777);
    expect((await run(home)).status).toBe(1);
    expect(filesBelow(home)).toEqual([]);
  });

  it('is not kept where there is no folder of the user', async () => {
    expect((await run('relative')).status).toBe(1);
    expect(existsSync('relative')).toBe(false);
    expect(filesBelow(home)).toEqual([]);
  });
});
