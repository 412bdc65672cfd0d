import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-disagrees-with-static',
  side: 'live',
  kinds: ['live-disagrees-with-static'],
  severity: 'warning',
  title: 'What runs is not what the image says by itself',
  explanation:
    'The driver worked out from the files of the image and the one that was seen on the booted node ' +
    'differ. Either something changes the configuration at boot, which the report shows, or one of the ' +
    'two answers is wrong. What was seen counts.',
  help: 'Find out what changes the setting at boot. If nothing does, please report it.',
  references: [],
  example: null,
  message: (d) => `${d.subject} on ${d.node} is ${d.live}, and the image by itself says ${d.static}`,
  label: 'what the image says',
});
