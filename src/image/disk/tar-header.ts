import { InputProblem } from '../input-problem.ts';
import { encodeName } from '../names.ts';
import { blockSize, padded } from '../tar/entry.ts';

/** The header of an entry called `x`; a long link target comes in an entry of its own before it, as GNU tar has it. */
export function tarHeader(typeFlag: '0' | '2', size: number, link: string): Uint8Array {
  const target = encodeName(link);
  if (target.length <= 100) return block('x', typeFlag, size, target);
  const content = Buffer.alloc(padded(target.length + 1));
  target.copy(content);
  return Buffer.concat([
    block('././@LongLink', 'K', target.length + 1, Buffer.alloc(0)),
    content,
    block('x', typeFlag, size, target.subarray(0, 100)),
  ]);
}

function block(name: string, typeFlag: string, size: number, link: Buffer): Buffer {
  const header = Buffer.alloc(blockSize);
  const digits = size.toString(8).padStart(11, '0');
  if (digits.length > 11) throw new InputProblem(`a file of ${size} bytes is too large`);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${digits}\0`, 124);
  header.write(typeFlag, 156);
  link.copy(header, 157);
  header.write('ustar  \0', 257, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
