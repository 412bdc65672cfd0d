/** A plugin's name, which has dots of its own and so stands in quotes in a file. */
const PLUGIN = /^(?:plugins\.)?(io\.containerd\.(?:grpc\.v1\.cri|cri\.v1\.(?:runtime|images)))(?=\.|$)/;

/** A table as its header has it, without the brackets: `plugins."io.containerd.grpc.v1.cri".containerd`. */
export function tableName(keys: unknown): string {
  return String(keys).replace(PLUGIN, 'plugins."$1"');
}
