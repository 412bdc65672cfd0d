import type { CommandCore } from '../commands/command-effect.ts';
import { pathFrom } from '../decisive-files/decisive-paths.ts';
import type { BootText } from '../follow/boot-text.ts';

/** Where a text's commands are. */
export interface Place {
  /** The folder that names count from which the text gives: the script's own, as long as it goes nowhere else. */
  folder: string | null;
  /** The folder that its commands run in; null where that is not known. */
  cwd: string | null;
}

/** systemd, cron and cloud-init start in the root (systemd.exec(5), WorkingDirectory=). */
export function startingPlace({ folder, cwd, path }: BootText): Place {
  const ofUnit = /\.(?:service|conf)$/.test(path) ? folder : null;
  return { folder, cwd: cwd === undefined ? (ofUnit ?? '/') : cwd };
}

/** Goes where a command goes. */
export function goTo(place: Place, { words, program }: CommandCore, text: BootText): void {
  if (program === 'popd' || (program === 'cd' && words[1] === '-')) {
    place.folder = text.folder;
    place.cwd = null;
  }
  if (program !== 'cd' && program !== 'pushd') return;
  const target = words.slice(1).find((word) => !word.startsWith('-'));
  if (target === undefined) return;
  const path = pathFrom(target, place.cwd);
  place.cwd = path;
  place.folder = path ?? text.folder;
}
