import { expect, it } from 'vitest';
import { checkImages, type GatePorts } from '../../src/gate/check-images.ts';
import { readOptions } from '../../src/gate/read-options.ts';
import { createImagePorts } from '../../src/host/image-ports.ts';

it.each([
  ['/nowhere/node.tar', /^Check that the image is named right and may be read\. If it is damaged, /],
  ['rootfs:', /^Name the image as the message says; /],
])('%s: says what to do', async (image, help) => {
  const read = readOptions([image], new Map(), []);
  if (!read.ok) throw new Error(read.message);
  const ports = createImagePorts({}, import.meta.url);
  const none = async () => ({ ok: false as const, message: 'none' });
  const gate: GatePorts = {
    image: ports,
    readUserFile: none,
    readBaseline: none,
    kind: () => Promise.reject(new Error('no kind')),
  };
  const result = await checkImages(read.options, gate);
  await ports.close();
  expect(result).toMatchObject({
    run: { report: { images: [{ findings: [{ rule: 'image-unreadable', help: expect.stringMatching(help) }] }] } },
  });
});
