/** The little of protobuf's wire format that the CRI messages need. */

export type ProtoValue = string | Uint8Array | number | bigint | boolean | ReadonlyMap<string, string> | undefined;

/** A field's values in the order in which they came: varints as bigint, everything else as bytes. */
export type ProtoMessage = ReadonlyMap<number, readonly (bigint | Uint8Array)[]>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes `[field number, value]` pairs; undefined is left out, and so are the defaults 0, false and "". */
export function encodeMessage(fields: readonly (readonly [number, ProtoValue])[]): Uint8Array {
  const out: number[] = [];
  for (const [field, value] of fields) encodeField(out, field, value);
  return Uint8Array.from(out);
}

function encodeField(out: number[], field: number, value: ProtoValue): void {
  if (value === undefined) return;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    const number = typeof value === 'bigint' ? value : BigInt(Number(value));
    if (number === 0n) return;
    pushVarint(out, BigInt(field << 3));
    pushVarint(out, BigInt.asUintN(64, number));
    return;
  }
  if (typeof value === 'string') {
    if (value !== '') pushBytes(out, field, encoder.encode(value));
    return;
  }
  if (value instanceof Uint8Array) {
    pushBytes(out, field, value);
    return;
  }
  for (const [key, text] of value) {
    pushBytes(
      out,
      field,
      encodeMessage([
        [1, key],
        [2, text],
      ]),
    );
  }
}

function pushBytes(out: number[], field: number, bytes: Uint8Array): void {
  pushVarint(out, BigInt((field << 3) | 2));
  pushVarint(out, BigInt(bytes.length));
  for (const byte of bytes) out.push(byte);
}

function pushVarint(out: number[], value: bigint): void {
  let rest = value;
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
}

/** Null for bytes that are no message. */
export function decodeMessage(bytes: Uint8Array): ProtoMessage | null {
  const message = new Map<number, (bigint | Uint8Array)[]>();
  let at = 0;
  const readVarint = (): bigint | null => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) return null;
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return null;
  };
  while (at < bytes.length) {
    const key = readVarint();
    if (key === null) return null;
    const field = Number(key >> 3n);
    const type = Number(key & 7n);
    let value: bigint | Uint8Array | null;
    if (type === 0) {
      value = readVarint();
    } else {
      const length = type === 1 ? 8n : type === 5 ? 4n : type === 2 ? readVarint() : null;
      if (length === null || length > BigInt(bytes.length - at)) return null;
      value = bytes.subarray(at, at + Number(length));
      at += Number(length);
    }
    if (value === null) return null;
    const values = message.get(field);
    if (values === undefined) message.set(field, [value]);
    else values.push(value);
  }
  return message;
}

/** The last value of a string field, `""` where it is not set. */
export function stringField(message: ProtoMessage, field: number): string {
  const value = message.get(field)?.at(-1);
  return value instanceof Uint8Array ? decoder.decode(value) : '';
}

export function stringsField(message: ProtoMessage, field: number): string[] {
  return (message.get(field) ?? []).flatMap((value) => (value instanceof Uint8Array ? [decoder.decode(value)] : []));
}

export function bigintField(message: ProtoMessage, field: number): bigint {
  const value = message.get(field)?.at(-1);
  return typeof value === 'bigint' ? BigInt.asIntN(64, value) : 0n;
}

export function numberField(message: ProtoMessage, field: number): number {
  return Number(bigintField(message, field));
}

export function messagesField(message: ProtoMessage, field: number): ProtoMessage[] {
  return (message.get(field) ?? []).flatMap((value) => {
    const inner = value instanceof Uint8Array ? decodeMessage(value) : null;
    return inner === null ? [] : [inner];
  });
}

/** The last value of a message field; an empty message where it is not set. */
export function messageField(message: ProtoMessage, field: number): ProtoMessage {
  return messagesField(message, field).at(-1) ?? new Map();
}

export function mapField(message: ProtoMessage, field: number): Map<string, string> {
  return new Map(messagesField(message, field).map((entry) => [stringField(entry, 1), stringField(entry, 2)]));
}
