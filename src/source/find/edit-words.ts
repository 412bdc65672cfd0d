import { editDistance } from '../../text/edit-distance.ts';
import type { Edit } from '../edits/edit.ts';
import type { Subject } from './question.ts';

const WORD = /[A-Za-z][A-Za-z_-]{5,40}/g;

/** Words that are, or nearly are, the name of the driver setting, as written. */
export function cgroupWords(text: string): readonly string[] {
  const words = text.slice(0, 4000).match(WORD) ?? [];
  return words.filter((word) => {
    const bare = word.replace(/[-_]/g, '').toLowerCase();
    return editDistance(bare, 'systemdcgroup') <= 2 || bare.endsWith('cgroupdriver');
  });
}

/** Whether an edit is about what the finding is about. */
export function concerns(edit: Edit, subject: Subject): boolean {
  const text = [...edit.wanted.map(({ source }) => source), ...edit.writes].join('\n').slice(0, 8000);
  switch (subject) {
    case 'runtime-driver':
      return cgroupWords(text).some((word) => !/driver$/i.test(word));
    case 'kubelet-driver':
      return /cgroup-?driver/i.test(text);
    case 'cri':
      return /disabled_plugins|["']cri["']/.test(text);
    case 'line':
      return false;
  }
}
