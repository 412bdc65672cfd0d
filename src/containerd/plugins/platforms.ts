/** A platform as `github.com/containerd/platforms` 1.0.0-rc.4 reads it. */
export interface ParsedPlatform {
  readonly os: string;
  /** Go's name; null stands for that of the program itself. */
  readonly architecture: string | null;
  readonly variant: string;
  /** `linux(+erofs)`. */
  readonly hasFeatures: boolean;
}

const SYSTEM = /^([\w-]+)(?:\(([\w.%-]*)((?:\+[\w.%-]+)*)\))?$/;
const PART = /^[\w.-]+$/;
const SYSTEMS =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos';
const ARCHITECTURES =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ' +
  'ppc riscv riscv64 s390 s390x sparc sparc64 wasm';

/**
 * `Parse` and `Normalize`: `linux/arm64/v8`, `linux`, `amd64`; null for what is no platform.
 * @param takesFeatures whether the release knows `linux(+feature)`
 */
export function parsePlatform(text: string, takesFeatures: boolean): ParsedPlatform | null {
  const [first = '', second, third, ...more] = text.split('/');
  const match = SYSTEM.exec(first);
  if (match === null || more.length > 0) return null;
  const hasFeatures = (match[3] ?? '') !== '';
  if (hasFeatures && !takesFeatures) return null;
  if ([second, third].some((part) => part !== undefined && !PART.test(part))) return null;
  const name = match[1]!.toLowerCase();
  const os = name === 'macos' ? 'darwin' : name;
  if (second !== undefined) return { os, hasFeatures, ...normalised(second, third ?? '') };
  if (SYSTEMS.split(' ').includes(os)) return { os, hasFeatures, architecture: null, variant: '' };
  const alone = normalised(first, '');
  return ARCHITECTURES.split(' ').includes(alone.architecture) ? { os: 'linux', hasFeatures, ...alone } : null;
}

interface Machine {
  readonly architecture: string;
  readonly variant: string;
}

function normalised(givenArchitecture: string, givenVariant: string): Machine {
  const architecture = givenArchitecture.toLowerCase();
  const variant = givenVariant.toLowerCase();
  switch (architecture) {
    case 'i386':
      return { architecture: '386', variant: '' };
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { architecture: 'amd64', variant: variant === 'v1' ? '' : variant };
    case 'aarch64':
    case 'arm64':
      if (['8', 'v8', 'v8.0'].includes(variant)) return { architecture: 'arm64', variant: '' };
      return { architecture: 'arm64', variant: ['9', '9.0', 'v9.0'].includes(variant) ? 'v9' : variant };
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: 'v6' };
    case 'arm':
      if (variant === '') return { architecture, variant: 'v7' };
      return { architecture, variant: /^[5-8]$/.test(variant) ? `v${variant}` : variant };
    default:
      return { architecture, variant };
  }
}

/**
 * Whether `Only(of).Match(other)`: what runs on the first takes the second, both for Linux.
 */
function runs(of: Machine, other: Machine): boolean {
  const wanted = normalised(other.architecture, other.variant);
  return vector(normalised(of.architecture, of.variant)).some((one) => {
    const { architecture, variant } = normalised(one.architecture, one.variant);
    return architecture === wanted.architecture && variant === wanted.variant;
  });
}

/** `platformVector`. */
function vector(machine: Machine): readonly Machine[] {
  const { architecture, variant } = machine;
  const number = Number(/^v?(\d+)$/.exec(variant)?.[1] ?? 0);
  if (architecture === 'amd64') {
    return [machine, ...countdown(number - 1, 1, architecture), { architecture: '386', variant: '' }];
  }
  if (architecture === 'arm') return [machine, ...countdown(number - 1, 5, architecture)];
  if (architecture !== 'arm64') return [machine];
  const version = /^v([89])(?:\.(\d))?$/.exec(variant === '' ? 'v8' : variant);
  if (version === null) return vector({ architecture: 'arm', variant });
  const [, major, minor = '0'] = version;
  const minors = (upTo: number, of: string): readonly Machine[] =>
    Array.from({ length: upTo + 1 }, (_, at) => ({ architecture, variant: at === 0 ? `v${of}` : `v${of}.${at}` }));
  const older = major === '9' ? minors(Math.min(Number(minor) + 5, 9), '8') : [];
  return [...minors(Number(minor), major!), ...older, ...vector({ architecture: 'arm', variant: 'v8' })];
}

function countdown(from: number, to: number, architecture: string): readonly Machine[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, at) => ({ architecture, variant: `v${from - at}` }));
}

/**
 * Whether a differ for the machine that containerd was built for takes the platform; null where that is not known.
 * @param architecture Go's name of the machine's, null where it is not known
 * @param byDiffer 2.3 and later ask what the differ's platform takes, earlier ones what the configured platform takes
 */
export function takesPlatform(
  { os, hasFeatures, architecture: wanted, variant }: ParsedPlatform,
  architecture: string | null,
  byDiffer: boolean,
): boolean | null {
  if (os !== 'linux' || (hasFeatures && byDiffer)) return false;
  if (wanted === null) return true;
  // Which variant a 32-bit ARM machine is shows only when it runs.
  if (architecture === null || architecture === 'arm') return null;
  const own = { architecture, variant: '' };
  const other = { architecture: wanted, variant };
  return byDiffer ? runs(own, other) : runs(other, own);
}
