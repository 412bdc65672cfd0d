/** Ports of Go's `strconv` (as of Go 1.25), as flags use it: `ParseBool`, and `ParseInt` with any base and 64 bits. */

export function isGoBoolean(written: string): boolean {
  return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(written);
}

/** Whether it is an integer, such as `0x10`, `017` and `1_000`. */
export function isGoInteger(written: string): boolean {
  return INTEGER.test(written) && Math.abs(goInteger(written)) <= 2 ** 63;
}

/** An underscore stands between digits, or between a prefix and a digit. */
const INTEGER = /^[-+]?(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;

/** The number; NaN, or any, for what is no integer. */
export function goInteger(written: string): number {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(written.replaceAll('_', '')) ?? [];
  const octal = /^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return (sign === '-' ? -1 : 1) * Number(octal);
}
