import { type Location, locate } from '../../text/position.ts';
import { parseYamlDocuments, type YamlDocument } from '../../text/yaml.ts';
import { placingInBlock } from './block-place.ts';
import type { Placing } from './value-tree.ts';

/** A kind configuration file (kind.x-k8s.io/v1alpha4), as far as it changes what runs on a node. */
export interface ClusterFile {
  readonly nodes: readonly ClusterNode[];
  readonly featureGates: readonly { readonly name: string; readonly value: boolean; readonly origin: Location }[];
  readonly containerdPatches: readonly PatchText[];
  readonly containerdPatches6902: readonly PatchText[];
  readonly kubeadmPatches: readonly PatchText[];
  readonly kubeadmPatches6902: readonly TargetedPatch[];
}

export interface ClusterNode {
  /** As kind names it, without the cluster's name: `control-plane`, `worker2`. */
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly kubeadmPatches: readonly PatchText[];
  readonly kubeadmPatches6902: readonly TargetedPatch[];
  readonly mounts: readonly { readonly containerPath: string; readonly hostPath: string; readonly origin: Location }[];
}

export interface PatchText {
  readonly text: string;
  readonly place: Placing;
  /** All of it. */
  readonly origin: Location;
}

export interface TargetedPatch extends PatchText {
  readonly kind: string;
  readonly apiVersion: string;
}

export type ClusterFileResult =
  | { readonly ok: true; readonly file: ClusterFile }
  | { readonly ok: false; readonly problem: string; readonly location: Location };

type Path = readonly (string | number)[];

const clusterFields = [
  'kind',
  'apiVersion',
  'name',
  'nodes',
  'networking',
  'featureGates',
  'runtimeConfig',
  'kubeadmConfigPatches',
  'kubeadmConfigPatchesJSON6902',
  'containerdConfigPatches',
  'containerdConfigPatchesJSON6902',
];
const nodeFields = [
  'role',
  'image',
  'labels',
  'extraMounts',
  'extraPortMappings',
  'kubeadmConfigPatches',
  'kubeadmConfigPatchesJSON6902',
];
const maxBytes = 1024 * 1024;

/** What kind makes of no configuration: one control plane. */
export const defaultClusterFile: ClusterFile = {
  nodes: [{ name: 'control-plane', role: 'control-plane', kubeadmPatches: [], kubeadmPatches6902: [], mounts: [] }],
  featureGates: [],
  containerdPatches: [],
  containerdPatches6902: [],
  kubeadmPatches: [],
  kubeadmPatches6902: [],
};

/** Reads it as strictly as kind does (pkg/internal/apis/config/encoding/load.go: unknown fields are errors). */
export function readClusterFile(path: string, bytes: Uint8Array): ClusterFileResult {
  const start: Location = { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  if (bytes.length > maxBytes) return { ok: false, problem: 'it is too large', location: start };
  const text = new TextDecoder().decode(bytes);
  const document = parseYamlDocuments(text)[0];
  const problem = document?.problems[0];
  if (problem !== undefined) return { ok: false, problem: problem.message, location: locate(path, problem.span) };
  if (document === undefined || !isRecord(document.value))
    return { ok: false, problem: 'it is no mapping', location: start };
  const reader = new Reader(path, text, document);
  const file = reader.cluster(document.value);
  return reader.fault ?? { ok: true, file };
}

class Reader {
  fault: Extract<ClusterFileResult, { ok: false }> | null = null;
  readonly #path: string;
  readonly #text: string;
  readonly #document: YamlDocument;

  constructor(path: string, text: string, document: YamlDocument) {
    this.#path = path;
    this.#text = text;
    this.#document = document;
  }

  cluster(value: Record<string, unknown>): ClusterFile {
    this.#known(value, clusterFields, []);
    if (value.apiVersion !== 'kind.x-k8s.io/v1alpha4')
      this.#fail('apiVersion has to be kind.x-k8s.io/v1alpha4', ['apiVersion']);
    if (value.kind !== 'Cluster') this.#fail('kind has to be Cluster', ['kind']);
    return {
      nodes: this.#nodes(value.nodes),
      featureGates: this.#gates(value.featureGates),
      containerdPatches: this.#patches(value, 'containerdConfigPatches', []),
      containerdPatches6902: this.#patches(value, 'containerdConfigPatchesJSON6902', []),
      kubeadmPatches: this.#patches(value, 'kubeadmConfigPatches', []),
      kubeadmPatches6902: this.#targeted(value, []),
    };
  }

  #nodes(value: unknown): readonly ClusterNode[] {
    const list = this.#list(value, ['nodes']);
    if (list.length === 0) return defaultClusterFile.nodes;
    const counts = new Map<string, number>();
    return list.map((item, index): ClusterNode => {
      const path: Path = ['nodes', index];
      const node = isRecord(item) ? item : {};
      this.#known(node, nodeFields, path);
      const role = node.role ?? 'control-plane';
      if (role !== 'control-plane' && role !== 'worker')
        this.#fail(`there is no role ${String(role)}`, [...path, 'role']);
      const count = (counts.get(String(role)) ?? 0) + 1;
      counts.set(String(role), count);
      const mounts = this.#list(node.extraMounts, [...path, 'extraMounts']).flatMap((mount, at) =>
        isRecord(mount) && typeof mount.containerPath === 'string'
          ? [
              {
                containerPath: mount.containerPath,
                hostPath: typeof mount.hostPath === 'string' ? mount.hostPath : '',
                origin: this.#place([...path, 'extraMounts', at, 'containerPath']),
              },
            ]
          : [],
      );
      return {
        name: `${String(role)}${count === 1 ? '' : count}`,
        role: role === 'worker' ? 'worker' : 'control-plane',
        kubeadmPatches: this.#patches(node, 'kubeadmConfigPatches', path),
        kubeadmPatches6902: this.#targeted(node, path),
        mounts,
      };
    });
  }

  #gates(value: unknown): ClusterFile['featureGates'] {
    if (value === undefined || value === null) return [];
    if (!isRecord(value)) {
      this.#fail('featureGates has to be a mapping', ['featureGates']);
      return [];
    }
    return Object.entries(value).flatMap(([name, on]) => {
      if (typeof on === 'boolean') return [{ name, value: on, origin: this.#place(['featureGates', name]) }];
      this.#fail(`the feature gate ${name} has to be true or false`, ['featureGates', name]);
      return [];
    });
  }

  #patches(holder: Record<string, unknown>, field: string, at: Path): readonly PatchText[] {
    return this.#list(holder[field], [...at, field]).flatMap((text, index) => {
      const path = [...at, field, index];
      if (typeof text === 'string') return [this.#patch(text, path)];
      this.#fail(`${field} has to be a list of strings`, path);
      return [];
    });
  }

  #targeted(holder: Record<string, unknown>, at: Path): readonly TargetedPatch[] {
    const field = 'kubeadmConfigPatchesJSON6902';
    return this.#list(holder[field], [...at, field]).flatMap((item, index) => {
      const path = [...at, field, index];
      if (!isRecord(item) || typeof item.patch !== 'string') {
        this.#fail(`${field} has to be a list of group, version, kind and patch`, path);
        return [];
      }
      const group = typeof item.group === 'string' ? item.group : '';
      const version = typeof item.version === 'string' ? item.version : '';
      const apiVersion = group === '' ? version : `${group}/${version}`;
      const kind = typeof item.kind === 'string' ? item.kind : '';
      return [{ ...this.#patch(item.patch, [...path, 'patch']), kind, apiVersion }];
    });
  }

  #patch(text: string, path: Path): PatchText {
    const span = this.#document.locate(path);
    const origin = this.#place(path);
    return { text, origin, place: span === null ? () => origin : placingInBlock(this.#path, this.#text, span, text) };
  }

  #list(value: unknown, path: Path): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.#fail(`${String(path.at(-1))} has to be a list`, path);
    return [];
  }

  #known(value: Record<string, unknown>, fields: readonly string[], path: Path): void {
    for (const name of Object.keys(value)) {
      if (!fields.includes(name)) this.#fail(`there is no field ${name}`, [...path, name]);
    }
  }

  #place(path: Path): Location {
    const span = this.#document.locate(path) ?? this.#document.locateKey(path) ?? this.#document.locate([]);
    if (span !== null) return locate(this.#path, span);
    return { path: this.#path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  }

  #fail(problem: string, path: Path): void {
    this.fault ??= { ok: false, problem, location: this.#place(path) };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
