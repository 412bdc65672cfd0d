import { connectGrpc, type GrpcAnswer } from './grpc.ts';
import {
  bytes,
  bytesField,
  decode,
  type Fields,
  messageField,
  messages,
  number,
  text,
  varintField,
} from './protobuf.ts';

/** containerd 1.4 and 1.5 serve v1alpha2 only; the messages used here are the same. */
export type CriApi = 'v1' | 'v1alpha2';

export interface PluginState {
  readonly type: string;
  readonly id: string;
  /** Empty where the plugin loaded. */
  readonly error: string;
}

/** The questions that the tests ask a running containerd. */
export interface CriClient {
  status(): Promise<GrpcAnswer>;
  runtimeConfig(): Promise<GrpcAnswer>;
  imageStatus(image: string): Promise<GrpcAnswer>;
  runPodSandbox(handler: string, name: string): Promise<GrpcAnswer>;
  plugins(): Promise<readonly PluginState[]>;
  close(): void;
}

export function connectCri(socket: string, api: CriApi): CriClient {
  const client = connectGrpc(socket);
  const runtime = (method: string, ...request: Buffer[]) =>
    client.call(`/runtime.${api}.RuntimeService/${method}`, Buffer.concat(request));
  return {
    status: () => runtime('Status', varintField(1, 1)),
    runtimeConfig: () => runtime('RuntimeConfig'),
    imageStatus: (image) =>
      client.call(`/runtime.${api}.ImageService/ImageStatus`, messageField(1, bytesField(1, image))),
    runPodSandbox: (handler, name) => runtime('RunPodSandbox', sandboxConfig(name), bytesField(2, handler)),
    plugins: async () => {
      const answer = await client.call('/containerd.services.introspection.v1.Introspection/Plugins', Buffer.alloc(0));
      if (answer.code !== 0) throw new Error(`Plugins: ${answer.message}`);
      return messages(decode(answer.body), 1).map((plugin) => ({
        type: text(plugin, 1),
        id: text(plugin, 2),
        error: messages(plugin, 7).map((status) => text(status, 2) || 'failed')[0] ?? '',
      }));
    },
    close: () => client.close(),
  };
}

/** A pod in the host's network and IPC namespaces, so that neither CNI nor a mount is needed. */
function sandboxConfig(name: string): Buffer {
  const metadata = messageField(1, bytesField(1, name), bytesField(2, name), bytesField(3, 'test'));
  const host = 2;
  const namespaces = messageField(1, varintField(1, host), varintField(3, host));
  return messageField(1, metadata, messageField(8, bytesField(1, '/test'), messageField(2, namespaces)));
}

/** The JSON that `Status` gives about the configuration. */
export function statusConfig(answer: GrpcAnswer): StatusConfig {
  for (const entry of messages(decode(answer.body), 2)) {
    if (text(entry, 1) === 'config') return JSON.parse(text(entry, 2)) as StatusConfig;
  }
  throw new Error('Status gives no configuration');
}

export interface StatusConfig {
  readonly containerd: {
    readonly defaultRuntimeName: string;
    readonly runtimes: Readonly<Record<string, { readonly runtimeType: string; readonly options: unknown }>> | null;
  };
}

export function runtimeConfigDriver(answer: GrpcAnswer): 'systemd' | 'cgroupfs' {
  const linux: Fields | undefined = messages(decode(answer.body), 1)[0];
  return linux !== undefined && number(linux, 1) === 1 ? 'cgroupfs' : 'systemd';
}

/**
 * What containerd hands a v2 shim on its standard input: up to 2.2 the options as a `google.protobuf.Any`, or nothing;
 * from 2.3 on a message with the shim's id, namespace and addresses that carries them as an extension (field 8).
 */
export function shimOptions(stdin: Buffer): { readonly type: string; readonly systemdCgroup: boolean } | null {
  const message = decode(stdin);
  const startParameters = message.has(5);
  const any = startParameters ? messages(message, 8).flatMap((extension) => messages(extension, 1))[0] : message;
  if (any === undefined || !any.has(1)) return null;
  return { type: text(any, 1), systemdCgroup: number(decode(bytes(any, 2)), 9) === 1 };
}
