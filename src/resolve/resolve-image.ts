import type { ContainerdAnswer } from '../containerd/answer.ts';
import { versionsThatFit } from '../containerd/families.ts';
import { newReadings } from '../containerd/files/readings.ts';
import { resolveContainerd } from '../containerd/resolve.ts';
import type { FileTree } from '../image/file-tree.ts';
import { rememberTree } from '../image/remember-tree.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import { resolveKubelet } from '../kubelet/resolve-kubelet.ts';
import { kubeletVersionsThatFit } from '../kubelet/versions.ts';
import type { Recognised } from '../platforms/boot-generator.ts';
import { recogniseBootGenerated } from '../platforms/recognise.ts';
import { findOtherPaths } from '../platforms/scripts/decisive-files/other-paths.ts';
import { recogniseTmpfiles } from '../platforms/tmpfiles/recognise-tmpfiles.ts';
import type { Watched } from '../platforms/tmpfiles/watched.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { detectInitSystem } from '../systemd/init-system.ts';
import { treeAtBoot } from '../systemd/tree-at-boot.ts';
import { detectVersions } from '../versions/detect-versions.ts';
import { usualPaths } from '../versions/program.ts';
import { parseVersion } from '../versions/version.ts';
import type { TomlLibrary, VersionEvidence } from '../versions/version-evidence.ts';
import { absentConfigDoubts } from './absent-config.ts';
import { assumedKubeletUnit, hasKubeletTraces } from './assumed-kubelet-unit.ts';
import { type ContainerdInstance, findContainerdInstances, unstartedInstance } from './containerd-instances.ts';
import { effectiveDriver } from './effective-driver.ts';
import { besideKubeadm, type KnownVersion, knownVersion, possibleVersions } from './known-version.ts';
import { findKubeletUnit } from './kubelet-unit.ts';
import { resolveOtherRuntime } from './other-runtime.ts';
import type { ImageFacts, PossibleNode } from './possible-node.ts';
import { programDoubts } from './program-doubts.ts';
import { chooseRuntime, endpointOf, findRuntimes, isSettled, withoutDisabledCri } from './runtime-choice.ts';
import { selectInstance } from './select-instance.ts';
import { type StepMemory, stepsOn, type TakeStep } from './steps.ts';
import { versionConflicts, versionGaps } from './version-notes.ts';

/** What the caller says because the image does not. */
export interface ResolveOptions {
  readonly containerdVersion: string | null;
  readonly kubeletVersion: string | null;
  /** The KubeletConfiguration or kubeadm file that the node will get. */
  readonly kubeletConfig: { readonly path: string; readonly bytes: Uint8Array } | null;
  /** The tree is that of a running node: what is written at boot has been written. */
  readonly booted: boolean;
  /** The image's own, as Go calls it (`amd64`); what containerd's bytes say goes before it. */
  readonly architecture?: string | null;
}

export interface ResolvedImage {
  /** Each node that the image could be, with the versions for which it stands; at least one. */
  readonly candidates: readonly {
    readonly node: PossibleNode;
    readonly versions: { readonly containerd: string; readonly kubelet: string };
  }[];
  readonly containerdVersion: KnownVersion | null;
  readonly kubeletVersion: KnownVersion | null;
}

const NOTHING_AT_BOOT: Recognised = { generators: [], doubts: [] };

/**
 * Works out what a node from this image would do, for every pair of versions that it could have.
 * @param memory of an earlier resolution of this image, as it was or with other text in some of its files
 */
export async function resolveImage(
  image: FileTree,
  problems: readonly string[],
  options: ResolveOptions,
  memory: StepMemory = new Map(),
): Promise<ResolvedImage> {
  const take = stepsOn(options.booted ? image : rememberTree(treeAtBoot(image)), memory);
  const [instances, { unit: kubeletUnit, doubts: kubeletUnitDoubts }, initSystem] = await Promise.all([
    take('containerd units', [], findContainerdInstances),
    take('kubelet unit', [], findKubeletUnit),
    take('init system', [], detectInitSystem),
  ]);
  const detecting = Promise.all([
    take('versions', [instances, kubeletUnit], (tree) =>
      detectVersions(tree, {
        containerd: programPaths(
          instances.map(({ program }) => program),
          'containerd',
        ),
        kubelet: programPaths([kubeletUnit.command?.program ?? null], 'kubelet'),
      }),
    ),
    take('runtimes', [instances], (tree) => findRuntimes(tree, instances.length > 0)),
  ]);
  // Programs are large, and asked for before these many small files are.
  const booting = options.booted ? Promise.resolve(NOTHING_AT_BOOT) : recogniseBoot(take);
  // It is waited for last, and has to be heard where another step fails before.
  booting.catch(() => {});
  const [evidence, present] = await detecting;
  const containerdVersion = knownVersion(options.containerdVersion, '--containerd-version', evidence.containerd);
  const kubeletVersion =
    knownVersion(options.kubeletVersion, '--kubelet-version', evidence.kubelet) ?? besideKubeadm(evidence.kubeadm);
  const hasKubelet =
    kubeletUnit.state !== 'not-found' ||
    evidence.kubelet.chosen !== null ||
    evidence.kubelet.program !== null ||
    options.kubeletVersion !== null ||
    options.kubeletConfig !== null;
  const observations = [...versionConflicts(evidence), ...versionGaps(evidence, options, hasKubelet)];

  const kubelets = await take(
    'kubelet',
    [kubeletUnit, evidence, options.kubeletVersion, options.kubeletConfig],
    async (tree) => {
      const doubts = [
        ...(await programDoubts(tree, kubeletUnit, 'kubelet', evidence.kubelet.program)),
        ...kubeletUnitDoubts,
      ];
      const answers = await kubeletAnswers(tree, kubeletUnit, kubeletVersion, hasKubelet, evidence, options);
      return answers.map(({ version, answer }) => ({
        version,
        answer: answer === null ? null : { ...answer, doubts: [...answer.doubts, ...doubts] },
      }));
    },
  );
  const endpoint = kubelets.map(({ answer }) => endpointOf(answer)).find((one) => one !== null) ?? null;
  const selected = await take('containerd instance', [instances, endpoint], (tree) =>
    selectInstance(tree, instances, endpoint),
  );
  const instance = selected.instance ?? unstartedInstance();
  const containerds = await take(
    'containerd',
    [present, selected, evidence, options.containerdVersion],
    async (tree) => (present.containerd ? containerdAnswers(tree, instance, containerdVersion, evidence, options) : []),
  );

  const watched = [...filesOfContainerd(instance, containerds), ...filesOfKubelet(kubeletUnit, kubelets)];
  const tmpfiles = options.booted
    ? []
    : await take('tmpfiles', [JSON.stringify(watched)], (tree) => recogniseTmpfiles(tree, watched));
  const isBare = !hasKubelet && !Object.values(present).includes(true);
  const { generators: others, doubts: bootDoubts } =
    options.booted && isBare ? await recogniseDistribution(take) : await booting;
  const generators = [...others, ...tmpfiles];
  const facts: ImageFacts = {
    problems,
    initSystem,
    generators: generators.filter(({ of }) => of === undefined),
    observations: present.containerd ? [...observations, ...instance.observations] : observations,
    doubts: present.containerd
      ? [
          ...instance.doubts,
          ...selected.doubts,
          ...absentConfigDoubts(instance, containerds),
          ...(await take('containerd program', [selected, evidence], (tree) =>
            programDoubts(tree, instance.unit, 'containerd', evidence.containerd.program),
          )),
        ]
      : [],
    bootDoubts,
    live: [],
  };
  const candidates: ResolvedImage['candidates'][number][] = [];
  for (const kubelet of kubelets) {
    const minor = parseVersion(kubelet.version)?.minor ?? null;
    const settled = isSettled(kubelet.answer);
    const socket = endpointOf(kubelet.answer);
    const sure = socket !== null || (settled && (minor ?? 0) >= 24) || instance.doubts.length > 0;
    const serving = sure ? present : withoutDisabledCri(present, containerds, minor);
    const runtime = chooseRuntime(serving, socket, minor, settled);
    const other = await take(`runtime ${runtime}`, [runtime, evidence, socket], (tree) =>
      resolveOtherRuntime(tree, runtime, evidence, socket),
    );
    const ofRuntime = generators.filter(({ of }) => of === undefined || of === runtime);
    const answers = runtime === 'containerd' ? containerds : [{ version: '', answer: null }];
    for (const containerd of answers) {
      candidates.push({
        versions: { containerd: containerd.version, kubelet: kubelet.version },
        node: {
          image: runtime === 'containerd' ? facts : { ...facts, observations, doubts: [], generators: ofRuntime },
          runtime,
          containerd: containerd.answer,
          otherRuntime: other,
          kubelet: kubelet.answer,
          effective: effectiveDriver(kubelet.answer, containerd.answer, other, initSystem),
        },
      });
    }
  }
  return { candidates, containerdVersion, kubeletVersion };
}

/** What names the files that decide is a step of its own: a fix of containerd's configuration seldom changes that. */
async function recogniseBoot(take: TakeStep): Promise<Recognised> {
  const named = await take('named files', [], findOtherPaths);
  return take('boot', [JSON.stringify(named)], (tree) => recogniseBootGenerated(tree, named));
}

/**
 * The distribution that runs a containerd and a kubelet of its own, on a host where no other is found: what has booted
 * needs no guess at what a boot does, but a host of k3s is a node all the same.
 */
async function recogniseDistribution(take: TakeStep): Promise<Recognised> {
  const { generators } = await recogniseBoot(take);
  return {
    generators: generators.filter(({ writes, writesAt }) => writes === 'both' && writesAt === undefined),
    doubts: [],
  };
}

async function containerdAnswers(
  tree: FileTree,
  instance: ContainerdInstance,
  known: KnownVersion | null,
  evidence: VersionEvidence,
  options: ResolveOptions,
): Promise<readonly { version: string; answer: ContainerdAnswer }[]> {
  const tomlLibrary = libraryOf(evidence, options);
  const architecture = evidence.architecture ?? options.architecture ?? null;
  const answers: { version: string; answer: ContainerdAnswer }[] = [];
  const readings = newReadings();
  for (const version of possibleVersions(known, versionsThatFit)) {
    const answer = await resolveContainerd(tree, {
      version,
      configPath: instance.configPath,
      configGiven: instance.configGiven,
      workingDirectory: instance.workingDirectory,
      flags: instance.flags,
      readings,
      ...(tomlLibrary === null ? {} : { tomlLibrary }),
      ...(architecture === null ? {} : { architecture }),
    });
    answers.push({ version, answer });
  }
  return answers;
}

/** The kubelet's answer for each version that fits; null where the image has no trace of one. */
async function kubeletAnswers(
  tree: FileTree,
  unit: UnitAnswer,
  known: KnownVersion | null,
  hasKubelet: boolean,
  evidence: VersionEvidence,
  options: ResolveOptions,
): Promise<readonly { version: string; answer: KubeletAnswer | null }[]> {
  const told = options.kubeletVersion !== null || options.kubeletConfig !== null;
  const kubeadm = evidence.kubeadm.chosen?.version.text;
  const resolve = (version: string | null, withUnit: UnitAnswer): Promise<KubeletAnswer> =>
    resolveKubelet(tree, {
      version,
      unit: withUnit,
      ...(kubeadm === undefined ? {} : { kubeadmVersion: kubeadm }),
      ...(options.kubeletConfig === null ? {} : { givenConfig: options.kubeletConfig }),
    });
  let traces = hasKubelet;
  const answers: { version: string; answer: KubeletAnswer }[] = [];
  for (const version of possibleVersions(known, kubeletVersionsThatFit)) {
    const plain = await resolve(version, unit);
    if (unit.state !== 'not-found') {
      answers.push({ version, answer: plain });
      continue;
    }
    const assumed = await resolve(version, assumedKubeletUnit(unit, plain));
    traces ||= hasKubeletTraces(plain, assumed);
    const doubts = told ? [] : plain.doubts.filter(({ kind }) => kind === 'no-unit');
    answers.push({
      version,
      answer: {
        ...assumed,
        unit: null,
        observations: [...plain.observations, ...assumed.observations],
        doubts: [...doubts, ...assumed.doubts],
      },
    });
  }
  return traces ? answers : [{ version: '', answer: null }];
}

/** The library that the image's containerd was linked with; it says nothing of another version that the caller names. */
function libraryOf(evidence: VersionEvidence, options: ResolveOptions): TomlLibrary | null {
  return options.containerdVersion === null ? evidence.tomlLibrary : null;
}

function filesOfContainerd(
  { configPath, unit }: ContainerdInstance,
  answers: readonly { readonly answer: ContainerdAnswer }[],
): readonly Watched[] {
  const loaded = answers.flatMap(({ answer }) => answer.files.map(({ path }) => path));
  const paths = new Set([configPath, ...loaded, ...filesOfUnit(unit)]);
  return [...paths].map((path) => ({ path, of: 'containerd' }));
}

function filesOfKubelet(
  unit: UnitAnswer,
  answers: readonly { readonly answer: KubeletAnswer | null }[],
): readonly Watched[] {
  const configs = answers.flatMap(({ answer }) => answer?.configPath ?? []);
  return [...new Set([...configs, ...filesOfUnit(unit)])].map((path) => ({ path, of: 'kubelet' }));
}

function filesOfUnit(unit: UnitAnswer | null): readonly string[] {
  if (unit === null) return [];
  return [...(unit.fragment === null ? [] : [unit.fragment]), ...unit.dropIns, ...unit.environmentFiles];
}

function programPaths(started: readonly (string | null)[], name: string): readonly string[] {
  const paths = [...started, ...usualPaths(name)];
  return [...new Set(paths.filter((path) => path !== null && path.split('/').at(-1) === name))] as string[];
}
