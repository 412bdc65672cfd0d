/** The little of protobuf's wire format that a CRI question needs. */

/** Field values by number: varints as numbers, everything else as bytes; repeated fields in order. */
export type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

export function varintField(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

export function bytesField(field: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

export function messageField(field: number, ...parts: readonly Buffer[]): Buffer {
  return bytesField(field, Buffer.concat(parts));
}

export function decode(bytes: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('a protobuf message ends within a number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = readVarint();
    const wire = tag & 7;
    let value: number | Buffer;
    if (wire === 0) value = readVarint();
    else {
      const length = wire === 2 ? readVarint() : wire === 1 ? 8 : 4;
      value = bytes.subarray(at, at + length);
      at += length;
    }
    const field = Math.floor(tag / 8);
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

export function text(fields: Fields, field: number): string {
  return bytes(fields, field).toString('utf8');
}

export function bytes(fields: Fields, field: number): Buffer {
  const value = fields.get(field)?.at(-1);
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

export function number(fields: Fields, field: number): number {
  const value = fields.get(field)?.at(-1);
  return typeof value === 'number' ? value : 0;
}

export function messages(fields: Fields, field: number): Fields[] {
  return (fields.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map((value) => decode(value));
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  do {
    out.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(out);
}
