import type { LineCommand } from './line-command.ts';

const LONGEST_LINE = 16 << 10;

/**
 * What follows a pattern on a line, each time that it stands there. A backslash that ends the line continues it, but for a
 * comment.
 */
function commandsBy(pattern: RegExp): (text: string) => readonly LineCommand[] {
  const all = new RegExp(pattern, `${pattern.flags}g`);
  return (text) => {
    const lines = text.split('\n');
    const commands: LineCommand[] = [];
    for (let at = 0; at < lines.length; at += 1) {
      const line = at + 1;
      let whole = lines[at]!;
      if (/^\s*[#;]/.test(whole)) continue;
      while (whole.endsWith('\\') && at + 1 < lines.length && whole.length < LONGEST_LINE) {
        at += 1;
        whole = `${whole.slice(0, -1)} ${lines[at]!}`;
      }
      for (const [, ...found] of whole.slice(0, LONGEST_LINE).matchAll(all)) {
        commands.push({ command: found.find((one) => one !== undefined)!, line });
      }
    }
    return commands;
  };
}

/** What modprobe runs in a module's place, as it is loaded or removed: modprobe.d(5) of kmod 34. */
export const readModuleCommands = commandsBy(/^\s*(?:install|remove)\s+\S+\s+(\S.*)$/);

/** What pam_exec(8) of Linux-PAM 1.7 runs as a session begins or ends. */
export const readSessionCommands = commandsBy(
  /^\s*-?(?:session|auth|account)\s+\S.*?\bpam_exec\.so\s+(?:(?:debug|expose_authtok|quiet|quiet_log|seteuid|stdout|\w+=\S*)\s+)*(\/.*)$/,
);

/** The programs that supervisord 4.2 starts. */
export const readSupervisedCommands = commandsBy(/^\s*command\s*=\s*(\S.*)$/);

/** The checks and notices of keepalived.conf(5) 2.3. */
export const readKeepalivedCommands = commandsBy(/(?:^|[\s{])(?:script|notify\w*)\s+(?:"([^"]+)"|(\/.*))/);

/** What monit 5.34 starts, and what it runs as a check fails. */
export const readMonitCommands = commandsBy(/\b(?:exec|(?:start|stop|restart)(?:\s+program)?(?:\s*=)?)\s*"([^"]+)"/);

/** What wg-quick(8) runs as it brings a tunnel up. */
export const readTunnelCommands = commandsBy(/^\s*(?:PreUp|PostUp)\s*=\s*(\S.*)$/i);
