import { EXTENSION_FOLDERS } from '../platforms/extensions.ts';
import { PLATFORMS } from '../platforms/recognise.ts';
import { PROGRAM_FOLDERS } from '../versions/program.ts';
import { PROGRAMS } from './programs.ts';

/** What nearly every image is asked for, there or not, about in the order in which it is asked. */
export const LIKELY_PATHS: readonly string[] = [
  ...PROGRAM_FOLDERS.flatMap((folder) => PROGRAMS.map((name) => `${folder}/${name}`)),
  ...PLATFORMS.flatMap(({ evidence, programs = [] }) => [...evidence, ...programs]),
  ...EXTENSION_FOLDERS,
];
