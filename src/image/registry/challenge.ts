/** One way in that a `WWW-Authenticate` header offers; names in lower case (RFC 9110, section 11). */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/;

/** Reads a `WWW-Authenticate` header; what is no challenge ends the list. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let rest = header;
  const skip = (pattern: RegExp) => {
    rest = rest.replace(pattern, '');
  };
  while (rest.length > 0) {
    skip(/^[\s,]+/);
    const word = token.exec(rest)?.[0];
    if (word === undefined) break;
    rest = rest.slice(word.length);
    const equals = /^\s*=\s*/.exec(rest)?.[0];
    const current = challenges.at(-1);
    if (equals === undefined) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
      continue;
    }
    if (current === undefined) break;
    rest = rest.slice(equals.length);
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    const value = quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : (token.exec(rest)?.[0] ?? '');
    rest = rest.slice(quoted ? quoted[0].length : value.length);
    current.parameters[word.toLowerCase()] = value;
  }
  return challenges;
}
