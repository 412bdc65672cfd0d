import { describe, expect, test } from 'vitest';
import { createCaptureRule } from '../../../src/image/layer/capture-rule.ts';

const rule = createCaptureRule(['kubelet']);

describe('what is kept of a layer in passing', () => {
  test.each([
    ['etc/anything', 10, 0o644, { content: true, binary: false }],
    ['usr/lib/lsb/init-functions', 11_000, 0o644, { content: true, binary: false }],
    ['usr/lib/udev/rules.d/60-net.rules', 900, 0o644, { content: true, binary: false }],
    ['lib/udev/rules.d/60-net.rules', 900, 0o644, { content: true, binary: false }],
    ['usr/lib/modprobe.d/systemd.conf', 800, 0o644, { content: true, binary: false }],
    ['usr/lib/dhcpcd/dhcpcd-hooks/30-hostname', 3800, 0o644, { content: true, binary: false }],
    ['usr/lib/dracut/modules.d/98x/dracut-shutdown.service', 400, 0o644, { content: true, binary: false }],
    ['etc/large', 100_000, 0o644, null],
    ['usr/share/doc/x', 10, 0o644, null],
    ['opt/etc/containerd.toml', 200_000, 0o644, { content: true, binary: false }],
    ['usr/bin/kubelet', 50_000_000, 0o755, { content: false, binary: true }],
    ['usr/sbin/script', 1000, 0o755, { content: 'script', binary: 'format' }],
    ['opt/tool', 1000, 0o755, { content: 'script', binary: 'format' }],
    ['usr/sbin/hwclock', 90_000, 0o755, { content: false, binary: true }],
    ['usr/local/bin/tool', 500_000, 0o755, { content: false, binary: true }],
    ['usr/bin/python3', 6_000_000, 0o755, null],
    ['opt/lib/program', 90_000, 0o755, null],
    ['etc/empty', 0, 0o755, null],
  ] as const)('%s of %i bytes, mode %o', (path, size, mode, keep) => {
    expect(rule(path, size, mode)).toEqual(keep);
  });
});
