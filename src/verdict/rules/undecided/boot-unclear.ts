import { FORBIDDEN, isForbidden } from '../../doubt-drafts.ts';
import { wordDoubt } from '../../doubt-words.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'boot-unclear',
  severity: 'error',
  undecided: true,
  title: 'What runs when the node boots may write the configuration',
  explanation:
    'What runs on a node by itself (units that systemd starts, init scripts, cron, udev, hooks of the network) and what that ' +
    'starts in turn is read for commands that write the configuration of containerd or the kubelet. Here that is not known: ' +
    'a script or a folder of scripts cannot be read, a program is given the file and may change it, what runs is not in the image or comes from ' +
    'another program, files are put in place that are not in the image, or a service is started by other means than its ' +
    'unit. The answer shown is that of the files as they are, and no pass is given on it.',
  help: 'Move the step into the build of the image, or boot the image and judge what really runs: kind:IMAGE.',
  references: [
    {
      title: 'A boot script whose edit of the file decides',
      url: 'https://github.com/awslabs/amazon-eks-ami/blob/6c054415972f747a79f8f4e395e47198c755f70f/templates/al2/runtime/bootstrap.sh',
    },
  ],
  example: null,
  find: ({ image, effective }) =>
    image.bootDoubts
      .filter(({ detail }) => detail.writes !== 'kubelet' || effective.followsRuntime !== true)
      // Where the image itself cannot be read whole, a finding of its own says that once.
      .filter(({ kind }) => !UNREAD.has(kind) || image.problems.length === 0)
      .map(
        (doubt): Draft => ({
          message: `${SUBJECTS[String(doubt.detail.writes)] ?? 'the configuration'} may change at boot: ${wordDoubt(doubt)}`,
          consequence: '',
          help: isForbidden(doubt) ? FORBIDDEN : rule.help,
          location: doubt.location,
          label: 'undecided here',
          related: doubt.related,
          edit: null,
          subject: String(doubt.detail.path ?? doubt.detail.program ?? doubt.kind),
        }),
      ),
};

const UNREAD: ReadonlySet<string> = new Set(['boot-script-unread', 'boot-folder-unread']);

const SUBJECTS: Readonly<Record<string, string>> = {
  containerd: "containerd's configuration",
  kubelet: "the kubelet's configuration",
  both: 'the configuration',
};
