/** Writes tars for the tests; knows nothing of the code under test. */
export interface Member {
  readonly name: string;
  /** The type flag; a file by default. */
  readonly type?: string;
  readonly content?: string | Uint8Array;
  readonly link?: string;
  readonly mode?: number;
  /** Written instead of the content's length. */
  readonly size?: number;
  /** Records of a PAX header in front. */
  readonly pax?: Readonly<Record<string, string>>;
  /** `ustar\0` and `00` by default. */
  readonly magic?: string;
  readonly prefix?: string;
}

export function bytesOf(content: string | Uint8Array | undefined): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content ?? []);
}

export function header(member: Member): Buffer {
  const block = Buffer.alloc(512);
  const content = bytesOf(member.content);
  block.write(member.name, 0, 100, 'utf8');
  block.write(octal(member.mode ?? 0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(member.size ?? content.length, 11), 124);
  block.write(octal(0, 11), 136);
  block[156] = (member.type ?? '0').charCodeAt(0);
  block.write(member.link ?? '', 157, 100, 'utf8');
  block.write(member.magic ?? 'ustar\0' + '00', 257, 'latin1');
  if (member.prefix) block.write(member.prefix, 345);
  return withChecksum(block);
}

export function withChecksum(block: Buffer): Buffer {
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

export function pad(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

export function paxContent(records: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(records).map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`);
      let length = rest + 1;
      while (String(length).length + rest !== length) length = String(length).length + rest;
      return Buffer.from(`${length} ${key}=${value}\n`);
    }),
  );
}

export function member(one: Member): Buffer {
  const own = Buffer.concat([header(one), pad(bytesOf(one.content))]);
  if (!one.pax) return own;
  const records = paxContent(one.pax);
  return Buffer.concat([header({ name: 'PaxHeaders/x', type: 'x', content: records }), pad(records), own]);
}

export const endMark = Buffer.alloc(1024);

export function tar(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(member), endMark]);
}

export const directory = (name: string): Member => ({ name, type: '5', mode: 0o755 });
export const symlink = (name: string, link: string): Member => ({ name, type: '2', link });
export const hardLink = (name: string, link: string): Member => ({ name, type: '1', link });
export const file = (name: string, content: string | Uint8Array = ''): Member => ({ name, content });
