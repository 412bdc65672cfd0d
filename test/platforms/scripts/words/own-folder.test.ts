import { expect, it } from 'vitest';
import { OWN_FOLDER, readShellCommands } from '../../../../src/platforms/scripts/words/own-folder.ts';

it.each([
  '$(dirname "$0")',
  '$(dirname ${BASH_SOURCE[0]})',
  '`dirname $0`',
  '"$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"',
  '${0%/*}',
  '${BASH_SOURCE%/*}',
])('%s is the folder of the script', (written) => {
  expect(readShellCommands(`. ${written}/a`).commands.at(-1)?.words).toEqual(['.', `${OWN_FOLDER}/a`]);
});

it.each(['$(dirname "$0")/..', '$(dirname "$1")', '$(cd "$(dirname "$0")/.." && pwd)', '${x%/*}', '`basename $0`'])(
  '%s is none, or another one',
  (written) => {
    expect(readShellCommands(`. ${written}`).commands.at(-1)?.words).not.toEqual(['.', OWN_FOLDER]);
  },
);
