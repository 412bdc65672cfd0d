import { startOfFile } from '../text/position.ts';
import type { Notes } from './notes.ts';
import type { SystemdObservation } from './observations.ts';
import type { ServiceSettings } from './service-settings.ts';

const restartsOfOneshot = ['no', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort'];

/** Why systemd would refuse the service as a whole (systemd 252 src/core/service.c `service_verify`); null if it would not. */
export function verifyService(settings: ServiceSettings, fragment: string, notes: Notes): SystemdObservation | null {
  const { commands, hasExecStop, hasSuccessAction, remainsAfterExit, restart } = settings;
  const type = settings.type?.name ?? (commands.length > 0 ? 'simple' : 'oneshot');
  const first = commands[0];
  if (first === undefined) {
    const allowed = type === 'oneshot' && (hasSuccessAction || (hasExecStop && remainsAfterExit));
    if (!allowed) return notes.observe('exec-start-missing', settings.execReset ?? startOfFile(fragment));
  }
  const second = commands[1];
  if (type !== 'oneshot' && first !== undefined && second !== undefined) {
    const related = [{ location: first.location, role: 'the command that is already there' }];
    return notes.observe('exec-start-without-reset', second.location, { type }, related);
  }
  if (type === 'oneshot' && restart !== null && restartNames.includes(restart.name)) {
    if (!restartsOfOneshot.includes(restart.name)) {
      return notes.observe('unit-file-invalid', restart.location, { problem: 'restart-of-oneshot' });
    }
  }
  return null;
}

const restartNames = [...restartsOfOneshot, 'on-success', 'always'];
