import { isGoBoolean } from '../containerd/go/strconv.ts';
import type { Argument } from '../systemd/answer.ts';
import type { Location } from '../text/position.ts';
import { flagForm, shorthands, takesValue } from './known-flags.ts';
import type { Notes } from './notes.ts';
import type { KubeletObservation } from './observations.ts';

/** One flag as it stands on the command line. */
export interface FlagUse {
  /** With `-` between the words, without the leading dashes. */
  readonly name: string;
  /** A boolean flag without a value has `true`. */
  readonly value: string;
  /** Where the value stands, or the flag where it has none of its own. */
  readonly location: Location | null;
  /** Where the flag itself stands. */
  readonly flagLocation: Location | null;
}

export interface CommandLine {
  readonly flags: readonly FlagUse[];
  /** Why the kubelet gives up before it reads any file. */
  readonly refusal: KubeletObservation | null;
}

/**
 * Reads a command line as the kubelet does with pflag: `_` equals `-`, `--flag value` takes the next argument whatever it
 * looks like unless the flag is boolean, and anything that is no flag ends in "unknown command". A flag that is not known
 * here counts as one with a value where no dash follows. Sources: spf13/pflag flag.go `parseArgs`, Kubernetes
 * cmd/kubelet/app/server.go `NewKubeletCommand`.
 */
export function parseCommandLine(arguments_: readonly Argument[], notes: Notes): CommandLine {
  const flags: FlagUse[] = [];
  let word: Argument | null = null;
  let index = 0;
  while (index < arguments_.length) {
    const argument = arguments_[index]!;
    const { text } = argument;
    index += 1;
    if (text === '--') {
      word ??= arguments_[index] ?? null;
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      word ??= argument;
      continue;
    }
    const parsed = text.startsWith('--')
      ? parseLong(argument, arguments_[index])
      : parseShort(argument, arguments_[index]);
    if ('refusal' in parsed) {
      const { kind, detail } = parsed.refusal;
      return { flags, refusal: notes.refuse(kind, place(argument), detail) };
    }
    flags.push(parsed.flag);
    if (parsed.known === null) notes.observe('unknown-flag', place(argument), { flag: `--${parsed.flag.name}` });
    if (parsed.taken && arguments_[index]!.text.startsWith('-')) {
      notes.observe('swallowed-argument', place(arguments_[index]!), {
        flag: `--${parsed.flag.name}`,
        value: parsed.flag.value,
      });
    }
    if (parsed.taken) index += 1;
    const { name, value } = parsed.flag;
    // An empty number may be one that is filled in at boot.
    const valid = parsed.known === 'boolean' ? isBooleanOf(parsed.flag) : value === '' || takesValue(name, value);
    if (!valid) {
      const detail = { flag: `--${name}`, value };
      return { flags, refusal: notes.refuse('flag-value-invalid', place(argument), detail) };
    }
  }
  const refusal = word === null ? null : notes.refuse('bare-word', place(word), { word: word.text });
  return { flags, refusal };
}

/** The flag's last use, which is the one that counts. */
export function lastUse(flags: readonly FlagUse[], name: string): FlagUse | null {
  return flags.findLast((flag) => flag.name === name) ?? null;
}

/** `--version` also takes `raw`, and a version to print (component-base version/verflag). */
function isBooleanOf({ name, value }: FlagUse): boolean {
  return isGoBoolean(value) || (name === 'version' && (value === 'raw' || value.startsWith('v')));
}

export function isTrue(text: string): boolean {
  return /^(1|t|T|TRUE|true|True)$/.test(text);
}

type Parsed =
  | { readonly flag: FlagUse; readonly taken: boolean; readonly known: 'boolean' | 'value' | null }
  | { readonly refusal: Pick<KubeletObservation, 'kind' | 'detail'> };

function parseLong(argument: Argument, next: Argument | undefined): Parsed {
  const written = argument.text.slice(2);
  if (written.startsWith('-') || written.startsWith('=')) {
    return { refusal: { kind: 'flag-syntax', detail: { word: argument.text } } };
  }
  const equals = written.indexOf('=');
  const name = (equals === -1 ? written : written.slice(0, equals)).replaceAll('_', '-');
  const known = flagForm(name);
  const flagLocation = place(argument);
  if (equals !== -1) {
    const value = written.slice(equals + 1);
    return { flag: { name, value, location: valuePlace(argument, value), flagLocation }, taken: false, known };
  }
  if (known === 'boolean' || (known === null && (next === undefined || next.text.startsWith('-')))) {
    return { flag: { name, value: 'true', location: flagLocation, flagLocation }, taken: false, known };
  }
  if (next === undefined) return { refusal: { kind: 'flag-needs-value', detail: { flag: `--${name}` } } };
  return { flag: { name, value: next.text, location: place(next), flagLocation }, taken: true, known };
}

function parseShort(argument: Argument, next: Argument | undefined): Parsed {
  const letter = argument.text[1]!;
  const name = shorthands[letter];
  if (name === undefined) return { refusal: { kind: 'flag-syntax', detail: { word: argument.text } } };
  const flagLocation = place(argument);
  const rest = argument.text.slice(2);
  const known = flagForm(name);
  if (rest.startsWith('=')) {
    const value = rest.slice(1);
    return { flag: { name, value, location: valuePlace(argument, value), flagLocation }, taken: false, known };
  }
  if (known === 'boolean') {
    return { flag: { name, value: 'true', location: flagLocation, flagLocation }, taken: false, known };
  }
  if (rest !== '') return { flag: { name, value: rest, location: flagLocation, flagLocation }, taken: false, known };
  if (next === undefined) return { refusal: { kind: 'flag-needs-value', detail: { flag: `-${letter}` } } };
  return { flag: { name, value: next.text, location: place(next), flagLocation }, taken: true, known };
}

function place(argument: Argument): Location | null {
  return argument.origins[0] ?? null;
}

/** The end of an argument's own place, where it stands there letter by letter; the whole of it otherwise. */
function valuePlace(argument: Argument, value: string): Location | null {
  const whole = place(argument);
  if (whole === null || whole.startLine !== whole.endLine || value === '') return whole;
  if (whole.endColumn - whole.startColumn !== argument.text.length) return whole;
  return { ...whole, startColumn: whole.endColumn - value.length };
}
