import { expect, it } from 'vitest';
import { checkImages, type GatePorts } from '../../src/gate/check-images.ts';
import { readOptions } from '../../src/gate/read-options.ts';
import { InputProblem } from '../../src/image/input-problem.ts';
import { oldDockerArchive } from '../image/make-image.ts';
import { directory, file, tar } from '../image/make-tar.ts';
import { memoryPorts } from '../image/memory-ports.ts';

it('is told once that a run was cancelled, and not for each file that was not read then', async () => {
  const layers = [
    tar([directory('etc'), file('etc/containerd/config.toml', 'version = 2\n'), file('usr/bin/kubelet')]),
  ];
  const read = readOptions(['docker-archive:t'], new Map(), []);
  if (!read.ok) throw new Error(read.message);
  const stop = new AbortController();
  const ports = memoryPorts({ t: oldDockerArchive({ layers }) });
  const none = async () => ({ ok: false as const, message: 'none' });
  const open: typeof ports.files.open = async (path) => {
    const opened = await ports.files.open(path);
    const reading = async (offset: number, length: number) => {
      if (stop.signal.aborted) throw new InputProblem('cancelled here');
      return opened.read(offset, length);
    };
    return { size: opened.size, read: reading, stream: opened.stream, close: opened.close };
  };
  const gate: GatePorts = {
    image: { ...ports, files: { ...ports.files, open } },
    readUserFile: none,
    readBaseline: none,
    kind: () => Promise.reject(new Error('no kind')),
    signal: stop.signal,
    progress: (_image, event) => {
      if (event.kind === 'opened') stop.abort();
    },
  };
  const result = await checkImages(read.options, gate);
  expect(result).toMatchObject({ ok: true, run: { unopened: ['docker-archive:t: reading it was cancelled'] } });
});
