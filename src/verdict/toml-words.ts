/** A plugin's name, which has dots of its own and so stands in quotes in a file. */
const PLUGIN = /^(?:plugins\.)?(io\.containerd\.(?:grpc\.v1\.cri|cri\.v1\.(?:runtime|images)))(?=\.|$)/;

/** A table as its header has it, without the brackets: `plugins."io.containerd.grpc.v1.cri".containerd`. */
export function tableName(keys: unknown): string {
  return String(keys).replace(PLUGIN, 'plugins."$1"');
}

const TYPES: ReadonlySet<string> = new Set([
  'string',
  'integer',
  'float',
  'boolean',
  'datetime',
  'table',
  'array',
  'list',
]);

/** A type of TOML with its article: `a string`, `an array of tables`. Anything else, such as a value, stays as it is. */
export function typeWord(type: unknown): string {
  const text = String(type);
  if (!TYPES.has(text.split(' ')[0]!)) return text;
  return `${/^[ai]/.test(text) ? 'an' : 'a'} ${text}`;
}
