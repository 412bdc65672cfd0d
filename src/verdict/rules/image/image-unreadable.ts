import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'image-unreadable',
  severity: 'error',
  undecided: true,
  title: 'A part of the image could not be read, or is not what its digest says',
  explanation:
    'A layer is missing, cut short, damaged, or its content does not match its digest. What the missing part would have ' +
    'changed is not known, so nothing is said about the image as a whole.',
  help: 'Check that the image is named right and may be read. If it is damaged, build or download it again.',
  references: [
    { title: 'A damaged layer in a local image', url: 'https://github.com/moby/moby/issues/36135' },
    { title: 'A layer that does not match its digest', url: 'https://github.com/moby/moby/issues/39247' },
  ],
  example: null,
  find: ({ image }) =>
    image.problems.map(
      (problem): Draft => ({
        message: problem,
        consequence: '',
        help: rule.help,
        location: null,
        label: '',
        related: [],
        edit: null,
        subject: problem,
      }),
    ),
};
