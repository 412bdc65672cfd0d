import { decodeUtf8 } from './decode.ts';

/**
 * A scalar with one of YAML's own tags, as go-yaml 2 decodes it, or undefined where it cannot: only a number may stand for
 * another kind of number, and everything for a text. Source: go-yaml resolve.go `resolve`.
 */
export function tagged(tag: string, value: unknown, written: string): unknown {
  switch (tag) {
    case 'tag:yaml.org,2002:int':
      return Number.isInteger(value) ? value : undefined;
    case 'tag:yaml.org,2002:float':
      if (typeof value === 'number') return value;
      return /^[-+]?[1-9][0-9]*$|^0$/.test(written) ? Number(written) : undefined;
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'tag:yaml.org,2002:null':
      return value === null || /^(~|null|Null|NULL|)$/.test(written) ? null : undefined;
    case 'tag:yaml.org,2002:binary':
      return value instanceof Uint8Array ? decodeUtf8(value).text : undefined;
    default:
      return value;
  }
}
