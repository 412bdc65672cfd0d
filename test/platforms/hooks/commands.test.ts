import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCronCommands } from '../../../src/platforms/hooks/cron-table.ts';
import {
  readKeepalivedCommands,
  readModuleCommands,
  readMonitCommands,
  readTunnelCommands,
} from '../../../src/platforms/hooks/daemon-commands.ts';
import { readInterfaceCommands } from '../../../src/platforms/hooks/interfaces.ts';
import { readAptHooks } from '../../../src/platforms/hooks/package-hooks.ts';
import { readPackageScripts } from '../../../src/platforms/hooks/package-scripts.ts';
import { readUdevCommands } from '../../../src/platforms/hooks/udev-rules.ts';

describe('udev rules', () => {
  test.each([
    ['ACTION=="add", RUN+="/usr/local/bin/a -x"', ['1 /usr/local/bin/a -x']],
    ['RUN{program}+="/bin/sh -c \'echo $$HOME %%x\'"', ["1 /bin/sh -c 'echo $HOME %x'"]],
    ['PROGRAM=="/opt/name %k", SYMLINK+="%c"', ['1 /opt/name %k']],
    ['IMPORT{program}="path_id --as dev"', ['1 /usr/lib/udev/path_id --as dev']],
    ['RUN+=e"/bin/echo \\"a\\""', ['1 /bin/echo "a"']],
    ['# RUN+="/bin/a"\nKERNEL=="x", \\\n  RUN+="/bin/b"', ['2 /bin/b']],
    ['RUN+="/bin/a", RUN+="/bin/b"', ['1 /bin/a', '1 /bin/b']],
    ['RUN{builtin}+="kmod load x", ENV{RUN_IT}="/bin/a"', []],
    ['IMPORT{file}="/etc/x"', []],
  ])('%s', (text, commands) => {
    expect(readUdevCommands(text).map(({ command, line }) => `${line} ${command}`)).toEqual(commands);
  });
});

describe('crontabs', () => {
  test.each([
    ['*/5 * * * * root /opt/a >/dev/null', true, ['1 /opt/a >/dev/null']],
    ['@reboot root /opt/a', true, ['1 /opt/a']],
    ['17 3 1-7 jan,feb mon-fri /opt/a b', false, ['1 /opt/a b']],
    ['# 1 * * * * root /opt/a\nMAILTO=root\n\n@daily\troot\t/opt/b', true, ['4 /opt/b']],
    ['0 0 * * * date +\\%s%input%more', false, ['1 date +%s']],
    ['SHELL = /bin/sh\n1 2 3 4 /opt/a', false, []],
  ])('%s', (text, named, commands) => {
    expect(readCronCommands(text, named).map(({ command, line }) => `${line} ${command}`)).toEqual(commands);
  });
});

describe('network interfaces', () => {
  test.each([
    ['iface eth0 inet dhcp\n  post-up /opt/a b\n  down /opt/c', ['2 /opt/a b']],
    ['  up /opt/a \\\n    b\n pre-up c', ['1 /opt/a  b', '3 c']],
    ['auto up\n#up /opt/a', []],
  ])('%s', (text, commands) => {
    expect(readInterfaceCommands(text).map(({ command, line }) => `${line} ${command}`)).toEqual(commands);
  });
});

describe('hooks of apt', () => {
  test.each([
    ['DPkg::Post-Invoke {"/opt/a"; "/opt/b x";};', ['1 /opt/a', '1 /opt/b x']],
    ['APT::Update::Post-Invoke-Success:: "/opt/a";', ['1 /opt/a']],
    ['# DPkg::Post-Invoke {"/opt/a";};\n/* a\n */ DPkg\n{ Pre-Install-Pkgs {"/opt/b";}; };', ['4 /opt/b']],
    ['DPkg::Post-Invoke {"sh -c \\"/opt/a\\" // x";};', ['1 sh -c "/opt/a" // x']],
    ['APT::Periodic::Update "1"; DPkg::Post-Invoke {}; DPkg::Options { "--force-confold"; };', []],
  ])('%s', (written, commands) => {
    expect(readAptHooks(written).map(({ command, line }) => `${line} ${command}`)).toEqual(commands);
  });
});

describe('commands of daemons', () => {
  test.each([
    [readMonitCommands, 'start program = "/opt/a b" with timeout 60 seconds', ['1 /opt/a b']],
    [readMonitCommands, 'if failed then exec "/opt/a"', ['1 /opt/a']],
    [readMonitCommands, 'start = "/opt/a" stop = "/opt/b"', ['1 /opt/a', '1 /opt/b']],
    [
      readKeepalivedCommands,
      'vrrp_script a { script "/opt/a" } vrrp_script b { script "/opt/b" }',
      ['1 /opt/a', '1 /opt/b'],
    ],
    [readKeepalivedCommands, '  notify_master /opt/a root', ['1 /opt/a root']],
    [readMonitCommands, 'stop "/opt/a"\nrestart program="/opt/b"', ['1 /opt/a', '2 /opt/b']],
    [readTunnelCommands, '# what comes up \\\nPostUp = /opt/a\n', ['2 /opt/a']],
    [readModuleCommands, 'install x /opt/a \\\n  b\n#install y /opt/c', ['1 /opt/a    b']],
  ])('%o: %s', (read, written, commands) => {
    expect(read(written).map(({ command, line }) => `${line} ${command}`)).toEqual(commands);
  });
});

test('scripts of a package behind one that has a bracket in a text', () => {
  const written = '{"scripts": {"a": "echo {\\"x\\":\\"y\\"}", "b": "/opt/b"}, "x": {"c": "/opt/c"}}';
  expect(readPackageScripts(written).map(({ command }) => command)).toEqual(['echo {"x":"y"}', '/opt/b']);
});

test('texts without an end, and blanks without a text, are read in one go', () => {
  expect(readAptHooks(`DPkg::Post-Invoke {"${'\\"'.repeat(100_000)}`)).toHaveLength(1);
  expect(readMonitCommands(`start${' '.repeat(16_000)}\n`.repeat(64))).toEqual([]);
});

const text = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom('RUN', '+=', '=', '"', '\\', '\n', 'e"', '%', '*', ' ', '@x', 'up ', '#', '/a', '$$'))
    .map((parts) => parts.join('')),
);

test('no text makes a reader throw, or a line that is not there', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (written, named) => {
      const lines = written.split('\n').length;
      const all = [
        readUdevCommands(written),
        readCronCommands(written, named),
        readInterfaceCommands(written),
        readAptHooks(written),
      ].flat();
      for (const { line } of all) expect(line).toBeLessThanOrEqual(lines);
    }),
  );
});
