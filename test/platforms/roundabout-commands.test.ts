import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { treeAtBoot } from '../../src/systemd/tree-at-boot.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;
type Case = [text: string, files?: Files];

const C = '/etc/containerd/config.toml';
const W = `sed -i s/true/false/ ${C}`;
const LIST: Files = { '/opt/l': `# files\n${C}\n` };
const SCRIPT: Files = { '/opt/y': { content: `#!/bin/sh\n${W}\n`, mode: 0o755 } };

/** What is said of a script that a unit starts. */
async function said(text: string, files: Files = {}): Promise<readonly string[]> {
  const tree = memoryTree({
    '/etc/systemd/system/prepare.service': '[Service]\nExecStart=/opt/x\n',
    [C]: 'version = 2\n',
    '/opt/x': { content: text.startsWith('#!') ? text : `#!/bin/bash\n${text}\n`, mode: 0o755 },
    ...files,
  });
  const { generators, doubts } = await recogniseBootGenerated(treeAtBoot(tree));
  return [...generators.map(({ writes }) => `writes ${writes}`), ...doubts.map(({ kind }) => kind)];
}

describe('commands that write a configuration by way of another program', () => {
  it.each<Case>([
    [`env -S "sed -i s/a/b/ ${C}"`],
    [`env -vS 'A=b sed -i' s/a/b/ ${C}`],
    [`env --split-string="sed -i s/a/b/ ${C}"`],
    [`at now <<< "${W}"`],
    [`at now + 1 minute <<EOF\n${W}\nEOF`],
    [`batch <<EOF\n${W}\nEOF`],
    [`chroot /mnt <<EOF\n${W}\nEOF`],
    [`nsenter -t 1 -m <<EOF\n${W}\nEOF`],
    [`ssh -q root@127.0.0.1 <<EOF\n${W}\nEOF`],
    [`systemd-run --setenv=F=${C} sh -c 'rm $F'`],
    [`systemd-run -p 'ExecStartPost=-${W}' true`],
    [`systemd-run --property "ExecStopPost=/bin/sh -c '${W}'" true`],
    [`find /etc -name x -fprint ${C}`],
    [`awk 'BEGIN{system("${W}")}'`],
    [`awk '{print > "${C}"}' /opt/l`],
    [`awk '{print | "tee ${C}"}' /opt/l`],
    [`gawk 'BEGIN { "${W}" | getline }'`],
    ['awk -f /opt/a.awk', { '/opt/a.awk': `BEGIN { system("${W}") }\n` }],
    [`#!/usr/bin/awk -f\nBEGIN { system("${W}") }\n`],
    [`perl -e '\`${W}\`'`],
    [`perl <<EOF\nrename "/opt/x","${C}";\nEOF`],
    [`perl -MFile::Copy -e 'copy("/opt/x","${C}")'`],
    [`perl -e 'open(my $f, "+<", "${C}")'`],
    [`python3 - <<EOF\nos.popen("${W}")\nEOF`],
    [`python3 - <<EOF\nf=open("${C}", "r+")\nEOF`],
    [`python3 - <<EOF\nfor l in fileinput.input("${C}", inplace=True): print(l)\nEOF`],
    [`tclsh <<EOF\nset f [open ${C} w]\nEOF`],
    ['#!/usr/bin/python3\nimport subprocess\nsubprocess.run(["/opt/y"])\n', SCRIPT],
    [`sed -n 's/.*/x/w ${C}' /opt/l`],
    [`sed 'w ${C}' /opt/l`],
    [`sed -i~ s/a/b/ ${C}`],
    [`sed -i_old s/a/b/ ${C}`],
    [`A=con; B=tainerd; rm /etc/$A$B/config.toml`],
    ['F=/etc/; F+=containerd/; F+=config.toml; printf x > "$F"'],
    [`V=F; F=${C}; rm "\${!V}"`],
    [`declare -A m; m[c]=${C}; rm "\${m[c]}"`],
    [`declare -A m=([c]=${C}); rm "\${m[c]}"`],
    [`a=(/opt/a); a+=(${C}); rm "\${a[1]}"`],
    ['nvidia-ctk runtime configure --runtime=containerd --set-as-default'],
    [`while read -r f; do rm "$f"; done <<EOF\n${C}\nEOF`],
  ])('%s', async (text, files) => {
    expect(await said(text, files)).toContain('writes containerd');
  });

  it.each<Case>([
    ['xargs sed -i s/a/b/ < /opt/l', LIST],
    ['cat /opt/l | xargs -n 1 sed -i s/a/b/', LIST],
    ['xargs -a /opt/l rm', LIST],
    ['cat /opt/l | while read f; do rm $f; done', LIST],
    ['while read f; do rm $f; done < /opt/l', LIST],
    ['for f in $(cat /opt/l); do rm $f; done', LIST],
    ['mapfile -t l < /opt/l; rm "${l[0]}"', LIST],
    ['rm $(< /opt/l)', LIST],
    [`sed '1e ${W}' /opt/l`],
    [`awk -v f=${C} '{print > f}' /opt/l`],
    [`python3 - <<EOF\np="${C}"\nos.replace("/opt/x", p)\nEOF`],
    ['bash -e /opt/l /etc/containerd/config.toml', { '/opt/l': 'rm "$1"\n' }],
    ['docker run -itv /etc:/e x'],
    ['podman run -v=/etc:/e x'],
  ])('may: %s', async (text, files) => {
    expect(await said(text, files)).toEqual(['boot-command-unclear']);
  });

  it.each([
    'cd /etc/containerd; curl -sSLO https://a.example/config.toml',
    'cd /etc/containerd && wget -q https://a.example/config.toml',
    'aws s3 sync s3://bucket /etc/containerd --delete',
    'gsutil -m rsync -r gs://bucket /etc',
    'oras pull a.example/b:c -o /etc/containerd',
  ])('places what is not in the image: %s', async (text) => {
    expect(await said(text)).toEqual(['boot-places-files']);
  });

  it.each<Case>([
    [`awk '$3 > 0 { print $1 }' ${C}`],
    [`awk -v a=1 '/x/ { print "a" }' ${C}`],
    [`sed -n 's/a/b/p' ${C}`],
    [`sed 's#${C}#x#' /opt/l`],
    [`perl -ne 'print if /x/' ${C}`],
    [`python3 - <<EOF\nprint(open("${C}").read())\nEOF`],
    [`env -S "cat ${C}"`],
    ['cat /opt/l | xargs ls -l', LIST],
    ['cat /opt/l | grep x', LIST],
    ['for f in $(cat /opt/l); do rm $f; done', { '/opt/l': `remove ${C} by hand\n` }],
    ['while read f; do rm $f; done < /opt/none'],
    ['kept=$(cat /run/iscsi/kept)\nfor one in $kept; do echo $one; done'],
    ['while read f; do rm $f; done < /tmp/list'],
    ['rm "${!V}"'],
    ['nvidia-ctk runtime configure --runtime=docker'],
    ['cd /etc; curl -sSLO https://a.example/config.toml'],
    ['curl -s https://a.example/config.toml'],
    ['aws s3 sync /etc/containerd s3://bucket'],
    ['wget -q -O /opt/l https://a.example/config.toml'],
    [`ssh other.example <<EOF\n${W}\nEOF`],
    ['#!/usr/bin/python3\nprint("/opt/y")\n', SCRIPT],
    ['systemd-run -p MemoryMax=1G true'],
  ])('nothing is said of %s', async (text, files) => {
    expect(await said(text, files)).toEqual([]);
  });
});
