/** What Go decodes a part of a field into. */
export type PartType =
  | 'text'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'duration'
  | 'optionalDuration'
  | 'quantity'
  | 'flushFrequency';

/** The parts of a map, by name, or of each item of a list; where it has other parts, nothing is known of these. */
export interface Shape {
  readonly parts: Readonly<Record<string, PartType | Shape>>;
  /** The parts are those of each item. */
  readonly list?: true;
  /** The first minor release that has it. */
  readonly since?: number;
}

const buffers: Shape = { parts: { splitStream: 'boolean', infoBufferSize: 'quantity' } };

/**
 * Fields of a KubeletConfiguration that are maps and lists of maps. Sources: Kubernetes kubelet config/v1beta1/types.go and
 * component-base logs/api/v1/types.go of 1.20 to 1.36.
 */
export const shapes: Readonly<Record<string, Shape>> = {
  authentication: {
    parts: {
      x509: { parts: { clientCAFile: 'text' } },
      webhook: { parts: { enabled: 'boolean', cacheTTL: 'duration' } },
      anonymous: { parts: { enabled: 'boolean' } },
    },
  },
  authorization: {
    parts: { mode: 'text', webhook: { parts: { cacheAuthorizedTTL: 'duration', cacheUnauthorizedTTL: 'duration' } } },
  },
  crashLoopBackOff: { parts: { maxContainerRestartPeriod: 'optionalDuration' } },
  logging: {
    parts: {
      format: 'text',
      flushFrequency: 'flushFrequency',
      verbosity: 'uint32',
      vmodule: { parts: { filePattern: 'text', verbosity: 'uint32' }, list: true },
      options: { parts: { json: buffers } },
    },
    since: 24,
  },
  memorySwap: { parts: { swapBehavior: 'text' } },
  registerWithTaints: { parts: { key: 'text', value: 'text', effect: 'text' }, list: true },
  reservedMemory: { parts: { numaNode: 'int32' }, list: true },
  shutdownGracePeriodByPodPriority: { parts: { priority: 'int32', shutdownGracePeriodSeconds: 'int64' }, list: true },
  tracing: { parts: { endpoint: 'text', samplingRatePerMillion: 'int32' } },
  userNamespaces: { parts: { idsPerPod: 'int64' } },
};
