const MOST = 12;
const LONGEST = 200;

/** Names for a message, of which an image may have very many and very long ones; `none` if there are none. */
export function someOf(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, MOST).map((name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name));
  return names.length > MOST ? `${shown.join(', ')}, and ${names.length - MOST} more` : shown.join(', ');
}
