/** strcmp(3) on the UTF-8 form, which is the order of code points. */
export function byteOrder(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  const differs = left.findIndex((code, index) => code !== right[index]);
  return differs === -1 ? left.length - right.length : left[differs]! - (right[differs] ?? -1);
}
