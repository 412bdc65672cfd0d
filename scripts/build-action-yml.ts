/** Writes `action.yml` from the options and inputs that the code reads, so that the two cannot drift apart. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { ACTION_INPUTS } from '../src/action/inputs.ts';
import { OPTIONS } from '../src/gate/options.ts';

const inputs = {
  images: {
    description:
      'The node images to judge, one a line (needed unless `publish` is given): docker-archive:PATH, oci:DIR, oci-archive:PATH, docker://REF, docker-daemon:REF, rootfs:DIR, tarball:PATH, disk:PATH, kind:REF.',
    required: false,
    default: '',
  },
  ...Object.fromEntries(
    OPTIONS.filter(({ only }) => only !== 'command').map((option) => [
      option.name,
      {
        description: sentence(option.help, option.value, option.repeatable),
        required: false,
        default: option.value === null ? 'false' : (option.default ?? ''),
      },
    ]),
  ),
  ...Object.fromEntries(
    ACTION_INPUTS.map((input) => [
      input.name,
      { description: sentence(input.help, null, false), required: false, default: input.default },
    ]),
  ),
};

const text = stringify(
  {
    name: 'Cgroup Gate',
    description:
      'Fails a node-image pipeline unless containerd and the kubelet will both really use the systemd cgroup driver.',
    author: 'Cgroup Gate maintainers',
    branding: { icon: 'shield', color: 'blue' },
    inputs,
    outputs: {
      verdict: { description: '`pass`, `fail` or `undetermined`.' },
      result: { description: 'The path of the JSON report.' },
      sarif: { description: 'The path of the SARIF file, if one was asked for.' },
      findings: { description: 'How many findings there are, accepted ones not counted.' },
      logs: { description: 'With `kind:`, the folder of the exported logs, if there is one.' },
    },
    runs: { using: 'node24', main: 'dist/index.js', post: 'dist/post.js', 'post-if': 'always()' },
  },
  { lineWidth: 0, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' },
);
await writeFile(resolve(import.meta.dirname, '..', process.argv[2] ?? 'action.yml'), text);

function sentence(help: string, value: string | null, repeatable: boolean): string {
  const first = help[0]?.toUpperCase() ?? '';
  const shape = value === null ? '' : ` Written as ${value}${repeatable ? ', one a line' : ''}.`;
  return `${first}${help.slice(1)}.${shape}`;
}
