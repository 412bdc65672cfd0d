/** An input of the action that is no gate option. */
export interface InputSpec {
  readonly name: string;
  readonly default: string;
  readonly help: string;
}

/** What only the action can be told: where to show and publish. `images` and the gate's options come beside these. */
export const ACTION_INPUTS: readonly InputSpec[] = [
  {
    name: 'github-token',
    default: '${{ github.token }}',
    help: 'the token with which comments, reviews and issues are written',
  },
  { name: 'annotations', default: 'true', help: 'annotate the lines of the repository that baked a finding' },
  {
    name: 'comment',
    default: 'on-failure',
    help: 'the one comment on the pull request, kept up to date: `on-failure`, `always` or `never`',
  },
  { name: 'suggestions', default: 'true', help: 'offer safe fixes on changed lines as one-click suggestions' },
  { name: 'summary', default: 'true', help: 'write the full report into the job summary' },
  { name: 'sarif-file', default: '', help: 'write SARIF 2.1.0 to this file, for github/codeql-action/upload-sarif' },
  {
    name: 'report-file',
    default: '',
    help: "write the JSON report to this file (default: a file in the runner's temporary folder)",
  },
  { name: 'junit-file', default: '', help: 'write JUnit XML to this file' },
  {
    name: 'publish',
    default: '',
    help: 'instead of judging images: publish these saved JSON reports as one, files or folders, one a line; images that are named as well and have no report count as undetermined',
  },
  {
    name: 'tracking-issue',
    default: 'false',
    help: 'on a schedule: keep one issue that tells what is new, persisting and fixed in published images',
  },
  {
    name: 'key',
    default: '',
    help: 'tells apart the comments and issues of several gates on one repository, such as matrix jobs',
  },
];
