import { InputProblem } from '../input-problem.ts';

/** How many bytes `diskFormat` wants to see. */
export const diskHeaderLength = 512;

/**
 * Tells a qcow2 image from a raw one by its header (QEMU docs/interop/qcow2.rst). The format is never left to be guessed
 * later, since the first bytes of a raw disk are the guest's own; and an image that takes its content from other files
 * of this machine is refused, for a hostile one could name any.
 */
export function diskFormat(head: Uint8Array, where: string): 'raw' | 'qcow2' {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < 104 || bytes.toString('latin1', 0, 4) !== 'QFI\xfb') {
    const other = otherFormat(bytes);
    if (other)
      throw new InputProblem(`${where} is a ${other} image; convert it first: qemu-img convert -O qcow2 ${where} OUT`);
    return 'raw';
  }
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3)
    throw new InputProblem(`${where} is a qcow image of version ${version}; only qcow2 is read`);
  if (bytes.readBigUInt64BE(8) !== 0n) {
    throw new InputProblem(
      `${where} is only what differs from another image; make it whole: qemu-img convert -O qcow2 ${where} OUT`,
    );
  }
  if (bytes.readUInt32BE(32) !== 0) throw new InputProblem(`${where} is encrypted; decrypt it first`);
  const externalData = 4n;
  if (version === 3 && (bytes.readBigUInt64BE(72) & externalData) !== 0n) {
    throw new InputProblem(
      `${where} keeps its content in another file; make it whole: qemu-img convert -O qcow2 ${where} OUT`,
    );
  }
  return 'qcow2';
}

/** The name of a format that is not read; null for others. */
export function otherFormat(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 32);
  if (start.startsWith('KDMV') || start.startsWith('# Disk DescriptorFile')) return 'VMDK';
  if (start.startsWith('vhdxfile')) return 'VHDX';
  if (start.startsWith('conectix')) return 'VHD';
  if (start.startsWith('<<< ')) return 'VDI';
  return null;
}
