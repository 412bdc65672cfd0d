import { BOOT_SCRIPT_PATHS } from '../platforms/boot-scripts.ts';
import { EXTENSION_FOLDERS } from '../platforms/extensions.ts';
import { PLATFORMS } from '../platforms/recognise.ts';
import { TMPFILES_FOLDERS } from '../platforms/tmpfiles/lines.ts';
import { USER_DATA_PATHS } from '../platforms/user-data.ts';
import { PROGRAM_FOLDERS } from '../versions/program.ts';
import { PROGRAMS } from './programs.ts';

/** What nearly every image is asked for, there or not, about in the order in which it is asked. */
export const LIKELY_PATHS: readonly string[] = [
  ...PROGRAM_FOLDERS.flatMap((folder) => PROGRAMS.map((name) => `${folder}/${name}`)),
  ...PLATFORMS.flatMap(({ evidence, evidencePatterns = [], programs = [] }) => [
    ...evidence,
    ...evidencePatterns.map(({ folder }) => folder),
    ...programs,
  ]),
  ...BOOT_SCRIPT_PATHS,
  ...USER_DATA_PATHS,
  ...EXTENSION_FOLDERS,
  ...TMPFILES_FOLDERS,
];
