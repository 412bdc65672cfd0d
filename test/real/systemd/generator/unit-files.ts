import fc from 'fast-check';
import type { MemoryFile } from '../../../support/memory-tree.ts';
import { chance, oneOf, sometimes } from '../../generate/weighted.ts';
import { environmentFile } from './environment-text.ts';
import { dropInFile, own, unitFile } from './unit-text.ts';

/** One unit with all its files, in which `own` still stands for a name of its own. */
export interface GeneratedUnit {
  readonly name: string;
  readonly files: Readonly<Record<string, MemoryFile>>;
}

const etc = '/etc/systemd/system';
const usr = '/usr/lib/systemd/system';
const local = '/usr/local/lib/systemd/system';

const dropInPath = fc
  .tuple(
    oneOf({ [etc]: 55, [usr]: 38, [local]: 7 }),
    oneOf({ unit: 90, prefix: 4, template: 6, alias: 4 }),
    oneOf({
      '10-kubeadm.conf': 30,
      '20-extra.conf': 20,
      '5-early.conf': 8,
      'zz.conf': 8,
      'A.conf': 4,
      '.hidden.conf': 2,
      'not-conf.txt': 2,
      'old.conf~': 1,
      'é.conf': 1,
      'override.conf': 12,
    }),
  )
  .map(([directory, whose, file]) => ({ directory, whose, file }));

const dropInContent: fc.Arbitrary<MemoryFile> = fc.oneof(
  { weight: 92, arbitrary: dropInFile },
  { weight: 3, arbitrary: fc.constant({ symlink: '/dev/null' }) },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constant({ symlink: `/opt/${own}.conf` }) },
  { weight: 1, arbitrary: fc.constant({ symlink: '/opt/missing.conf' }) },
);

const place = oneOf({
  etc: 38,
  usr: 42,
  'etc over usr': 6,
  local: 4,
  'local over usr': 1,
  none: 2,
  'masked by a link': 1.5,
  'masked by an empty file': 1.5,
  'link out of the load path': 2,
  'link to a missing file': 0.7,
  'asked by its alias': 3,
  'has an alias': 4,
  'link in etc to usr': 1,
});

/** Units as distributions, tools and people write them, with drop-ins and environment files. */
export const generatedUnit: fc.Arbitrary<GeneratedUnit> = fc
  .record({
    shape: oneOf({ plain: 84, dashed: 7, instance: 7, 'escaped instance': 2 }),
    place,
    fragment: unitFile,
    second: unitFile,
    dropIns: fc.array(fc.tuple(dropInPath, dropInContent), { maxLength: 4, size: 'max' }),
    environment1: sometimes(92, environmentFile),
    environment2: sometimes(70, environmentFile),
    linkTarget: dropInFile,
    namedInstance: chance(20),
  })
  .map((parts) => {
    const { base, name, file } = names(parts.shape);
    const alias = name.replace(own, `${own}alias`);
    const aliasFile = file.replace(own, `${own}alias`);
    const files: Record<string, MemoryFile> = { [`/opt/${own}.conf`]: parts.linkTarget };
    const put = (directory: string, content: MemoryFile, as = file) => {
      files[`${directory}/${as}`] = content;
    };
    switch (parts.place) {
      case 'etc':
        put(etc, parts.fragment);
        break;
      case 'local':
        put(local, parts.fragment);
        break;
      case 'etc over usr':
        put(etc, parts.fragment);
        put(usr, parts.second);
        break;
      case 'local over usr':
        put(local, parts.fragment);
        put(usr, parts.second);
        break;
      case 'none':
        break;
      case 'masked by a link':
        put(etc, { symlink: '/dev/null' });
        put(usr, parts.fragment);
        break;
      case 'masked by an empty file':
        put(etc, '');
        put(usr, parts.fragment);
        break;
      case 'link out of the load path':
        put(etc, { symlink: `/opt/${own}.service` });
        files[`/opt/${own}.service`] = parts.fragment;
        break;
      case 'link to a missing file':
        put(etc, { symlink: '/opt/gone.service' });
        put(usr, parts.fragment);
        break;
      case 'link in etc to usr':
        put(etc, { symlink: `${usr}/${file}` });
        put(usr, parts.fragment);
        break;
      case 'asked by its alias':
        put(usr, parts.fragment, aliasFile);
        put(etc, { symlink: `${usr}/${aliasFile}` });
        break;
      case 'has an alias':
        put(usr, parts.fragment);
        put(etc, { symlink: `${usr}/${file}` }, aliasFile);
        break;
      default:
        put(usr, parts.fragment);
    }
    if (parts.namedInstance && file !== name) put(etc, parts.second, name);
    for (const [{ directory, whose, file: dropIn }, content] of parts.dropIns) {
      const of = { unit: name, template: file, prefix: `${base}-.service`, alias }[whose];
      files[`${directory}/${of}.d/${dropIn}`] = content;
    }
    if (parts.environment1 !== null) files[`/etc/${own}-1`] = parts.environment1;
    if (parts.environment2 !== null) files[`/etc/${own}-2`] = parts.environment2;
    return { name, files };
  });

function names(shape: string): { base: string; name: string; file: string } {
  if (shape === 'dashed') return { base: own, name: `${own}-part-two.service`, file: `${own}-part-two.service` };
  if (shape === 'instance') return { base: own, name: `${own}@blue.service`, file: `${own}@.service` };
  if (shape === 'escaped instance') return { base: own, name: `${own}@a-b\\x2dc.service`, file: `${own}@.service` };
  return { base: own, name: `${own}.service`, file: `${own}.service` };
}

/** The unit with its own name put in. */
export function withName(unit: GeneratedUnit, name: string): GeneratedUnit {
  const put = (text: string) => text.replaceAll(own, name);
  const files = Object.entries(unit.files).map(([path, file]): [string, MemoryFile] => [put(path), rename(file, put)]);
  return { name: put(unit.name), files: Object.fromEntries(files) };
}

function rename(file: MemoryFile, put: (text: string) => string): MemoryFile {
  if (typeof file === 'string') return put(file);
  if (file instanceof Uint8Array) return Buffer.from(put(Buffer.from(file).toString('latin1')), 'latin1');
  return 'symlink' in file ? { symlink: put(file.symlink) } : file;
}
