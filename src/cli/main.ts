import { writeFile } from 'node:fs/promises';
import { renderRule, renderRuleList } from '../report/rules-text.ts';
import { RULES } from '../verdict/rules/index.ts';
import { VERSION } from '../version.ts';
import { readArguments } from './arguments.ts';
import { check } from './check.ts';
import { EXIT } from './exit.ts';
import { helpText } from './help.ts';
import { noSuchRule } from './no-such-rule.ts';
import { say, show } from './streams.ts';

/** Runs the command with the process's own arguments. Resolves to the exit status; a defect of ours is never a verdict. */
export async function main(): Promise<number> {
  try {
    return await run();
  } catch (cause) {
    say(`this is a defect of cgroup-gate, and nothing was decided: ${cause instanceof Error ? cause.message : cause}`);
    return EXIT.undetermined;
  }
}

async function run(): Promise<number> {
  const command = readArguments(process.argv.slice(2));
  switch (command.name) {
    case 'help':
      await show(helpText());
      return EXIT.passed;
    case 'version':
      await show(`${VERSION}\n`);
      return EXIT.passed;
    case 'wrong':
      say(command.message);
      return EXIT.usage;
    case 'rules':
      return rules(command.code);
    case 'check':
      return check(command.images, command.raw, writeFile);
    case 'publish': {
      const { publish } = await import('./publish.ts');
      return publish(command.reports, command.raw);
    }
  }
}

async function rules(code: string | null): Promise<number> {
  if (code === null) {
    await show(renderRuleList(RULES));
    return EXIT.passed;
  }
  const rule = RULES.find((candidate) => candidate.code === code);
  if (rule === undefined) {
    say(
      noSuchRule(
        code,
        RULES.map((known) => known.code),
      ),
    );
    return EXIT.usage;
  }
  await show(renderRule(rule, Math.min(process.stdout.columns || 80, 100)));
  return EXIT.passed;
}
