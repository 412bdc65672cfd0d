import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scanBinary } from '../../../src/binary/scan-binary.ts';
import { claimsOfBinary } from '../../../src/versions/binary-claims.ts';
import { realKubelets } from './kubelets.ts';

const kubelets = realKubelets();
/** A kubelet has 70 MB and more. */
const mostRead = 1 << 20;

describe.runIf(kubelets.length > 0)('the version of a real kubelet', () => {
  it.each(kubelets)('$version is read from a small part of its program', async ({ version, program }) => {
    const file = openSync(program, 'r');
    let bytesRead = 0;
    const facts = await scanBinary({
      size: fstatSync(file).size,
      read: (offset, length) => {
        const bytes = Buffer.alloc(length);
        const count = readSync(file, bytes, 0, length, offset);
        bytesRead += count;
        return bytes.subarray(0, count);
      },
    });
    closeSync(file);
    const claims = claimsOfBinary('kubelet', facts, program, 'binary');
    expect(claims[0]?.version.text).toBe(`v${version}`);
    expect(bytesRead).toBeLessThan(mostRead);
  });
});
