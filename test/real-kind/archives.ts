import { join } from 'node:path';
import { check, checkNothingLeft, docker, holdings, nodeOf, runGate, title } from './harness.ts';

/** Archives are loaded first and are gone from the engine afterwards; names that it had stay on the images they were on. */
export async function testArchives(): Promise<void> {
  const images = join(process.env.KINDLAB_DIR ?? '', 'images');
  docker('tag', 'kindlab/busybox:lab', 'kindlab/node:borrowed');
  const before = holdings();

  title('a docker-archive whose name is in the engine already');
  const archive = await runGate({
    image: { form: 'docker-archive', path: join(images, 'mismatch.docker.tar'), reference: null },
  });
  check('it is judged', nodeOf(archive)?.runtime[0]?.driver === 'cgroupfs', archive.result ?? archive.stderr);
  checkNothingLeft('afterwards', before, archive);

  title('an OCI layout');
  const layout = await runGate({ image: { form: 'oci', path: join(images, 'good.oci'), reference: null } });
  check('it is judged', nodeOf(layout)?.runtime[0]?.driver === 'systemd', layout.result ?? layout.stderr);
  checkNothingLeft('afterwards', before, layout);

  title('what is no image');
  const wrong = await runGate({
    image: { form: 'docker-archive', path: join(images, 'good.sources'), reference: null },
  });
  check(
    'it is an error of its own',
    wrong.result?.failure?.code === 'image-not-loadable',
    wrong.result?.failure ?? wrong.stderr,
  );
  const absent = await runGate({ image: { form: 'reference', reference: 'kindlab/node:nosuch' } });
  check(
    'so is an image that is nowhere',
    absent.result?.failure?.code === 'image-unavailable',
    absent.result?.failure ?? absent.stderr,
  );
  checkNothingLeft('afterwards', before, absent);
  docker('rmi', 'kindlab/node:borrowed');
}
