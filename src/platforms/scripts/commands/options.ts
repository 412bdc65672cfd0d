/** A command's words after its name, divided. */
export interface Divided {
  /** Words that are no options, and no option's value. */
  readonly operands: readonly string[];
  /** The values of the options that were asked for, in their order. */
  readonly values: readonly string[];
}

/**
 * Divides words as getopt does (POSIX.1-2017, 12.2, and GNU's long options).
 * @param wanted the names of options whose values are wanted: `C`, `directory`
 * @param taking the names of others that take a value
 */
export function divideWords(
  words: readonly string[],
  wanted: readonly string[],
  taking: readonly string[] = [],
): Divided {
  const operands: string[] = [];
  const values: string[] = [];
  let onlyOperands = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (onlyOperands || !word.startsWith('-') || word === '-') operands.push(word);
    else if (word === '--') onlyOperands = true;
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = word.slice(2, equals < 0 ? undefined : equals);
      const isWanted = wanted.includes(name);
      if (!isWanted && !taking.includes(name)) continue;
      const value = equals < 0 ? words[++at] : word.slice(equals + 1);
      if (isWanted && value !== undefined) values.push(value);
    } else {
      for (let letter = 1; letter < word.length; letter += 1) {
        const isWanted = wanted.includes(word[letter]!);
        if (!isWanted && !taking.includes(word[letter]!)) continue;
        const value = letter + 1 < word.length ? word.slice(letter + 1) : words[++at];
        if (isWanted && value !== undefined) values.push(value);
        break;
      }
    }
  }
  return { operands, values };
}

/** Whether a letter stands among the short options, or one of the long options is there. */
export function hasOption(words: readonly string[], letters: string, long: RegExp): boolean {
  return words.some((word) =>
    word.startsWith('--')
      ? long.test(word.slice(2))
      : /^-\w/.test(word) && [...letters].some((one) => word.includes(one)),
  );
}
