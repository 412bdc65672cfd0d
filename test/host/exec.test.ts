import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exec } from '../../src/host/exec.ts';

describe('exec', () => {
  it('hands back what a program says and how it ended', async () => {
    const lines: string[] = [];
    const result = await exec({
      file: 'sh',
      args: ['-c', 'echo a; echo b >&2; printf c; exit 3'],
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(result).toMatchObject({ end: 'exit', exitCode: 3, stdout: 'a\nc', stderr: 'b\n' });
    expect(lines.sort()).toEqual(['stderr b', 'stdout a', 'stdout c']);
  });

  it('feeds a program', async () => {
    expect((await exec({ file: 'cat', args: [], input: 'text' })).stdout).toBe('text');
    const pieces = (async function* () {
      yield new TextEncoder().encode('two ');
      yield new TextEncoder().encode('pieces');
    })();
    expect((await exec({ file: 'cat', args: [], input: pieces })).stdout).toBe('two pieces');
    expect((await exec({ file: 'true', args: [], input: 'x'.repeat(1_000_000) })).exitCode).toBe(0);
    expect((await exec({ file: 'cat', args: [] })).stdout).toBe('');
  });

  it.each([
    ['not-found', { file: 'no-such-program-anywhere', args: [] }],
    ['no-permission', { file: '/etc/passwd', args: [] }],
    ['signal', { file: 'sh', args: ['-c', 'kill -9 $$'] }],
    ['too-much-output', { file: 'sh', args: ['-c', 'yes'], maxOutput: 1000 }],
  ])('%s', async (end, request) => {
    const result = await exec(request);
    expect(result).toMatchObject({ end, exitCode: null });
    expect(result.message).not.toBe('');
  });

  it('ends a program with all that it started', async () => {
    const result = await exec({ file: 'sh', args: ['-c', 'sleep 300 & echo $!; wait'], timeoutMs: 300 });
    expect(result.end).toBe('timeout');
    const pid = result.stdout.trim();
    const state = () => (existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : 'gone) Z');
    // What is killed takes a moment to end; left alone it would sleep on.
    await expect.poll(state, { timeout: 10_000 }).toMatch(/\) [ZX]/);
  });

  it('stops when it is told to, and does not start after that', async () => {
    const controller = new AbortController();
    const running = exec({
      file: 'sh',
      args: ['-c', 'echo on; sleep 300'],
      signal: controller.signal,
      onLine: () => controller.abort(),
    });
    expect((await running).end).toBe('cancelled');
    expect((await exec({ file: 'true', args: [], signal: controller.signal })).end).toBe('cancelled');
  });

  it('sets and removes variables', async () => {
    const result = await exec({ file: 'sh', args: ['-c', 'echo "$A-$HOME"'], env: { A: 'b', HOME: undefined } });
    expect(result.stdout).toBe('b-\n');
  });
});
