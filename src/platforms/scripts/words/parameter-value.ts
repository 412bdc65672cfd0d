const SIMPLE = /\$\(\s*(dirname|basename|echo|readlink|realpath)((?: -[\w-]+)*) ["']?([^\s"'$()]+)["']?\s*\)/g;

/**
 * A parameter's value as an expansion of it changes it (POSIX.1-2017, Shell Command Language 2.6.2). What another operator
 * than those of patterns does is left out, and a pattern with more than a star at one end leaves the value whole.
 */
export function cutValue(value: string, operator: string, operand: string): string {
  if (operator.endsWith('+')) return operand;
  const [, before = '', plain = '', behind = ''] = /^(\*?)([^*?[\]$`\\]*)(\*?)$/.exec(operand) ?? [];
  if (!/^[%#]/.test(operator) || plain === '' || (before !== '' && behind !== '')) return value;
  const all = operator.length === 2;
  if (operator.startsWith('#')) {
    if (before === '') return !value.startsWith(plain) ? value : behind !== '' && all ? '' : value.slice(plain.length);
    const at = all ? value.lastIndexOf(plain) : value.indexOf(plain);
    return at < 0 ? value : value.slice(at + plain.length);
  }
  if (behind === '') {
    return !value.endsWith(plain) ? value : before !== '' && all ? '' : value.slice(0, value.length - plain.length);
  }
  const at = all ? value.indexOf(plain) : value.lastIndexOf(plain);
  return at < 0 ? value : value.slice(0, at);
}

/** A text with the substitutions put in that only take a path apart, or give it back. */
export function valuesOfSubstitutions(text: string): string {
  if (!text.includes('$(')) return text;
  return text.replace(SIMPLE, (_, program: string, _options: string, path: string) => {
    const slash = path.lastIndexOf('/');
    if (program === 'dirname') return slash > 0 ? path.slice(0, slash) : slash === 0 ? '/' : '.';
    return program === 'basename' ? path.slice(slash + 1) : path;
  });
}
