/** Whether a text is an IP address, as Kubernetes reads one: an IPv4 one may have zeros in front of its numbers. */
export function addressFamily(text: string): 4 | 6 | null {
  if (isDotted(text)) return 4;
  return isIpv6(text) ? 6 : null;
}

/** `0.0.0.0`, or `::` in any spelling. */
export function isUnspecified(address: string): boolean {
  return /^[0:.]+$/.test(address);
}

function isDotted(text: string): boolean {
  return /^\d+(\.\d+){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return false;
  const last = text.slice(text.lastIndexOf(':') + 1);
  const whole = isDotted(last) ? `${text.slice(0, text.length - last.length)}0:0` : text;
  const groups = whole.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const count = groups.flat().length;
  return (
    groups.flat().every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
  );
}
