import type { Observation } from '../text/observation.ts';

/** An observation of one kind with exactly these details. */
interface Noted<Kind extends string, Detail extends Observation['detail']> extends Observation<Kind> {
  readonly detail: Detail;
}

type NoDetail = Readonly<Record<string, never>>;

/**
 * Everything that the containerd resolver notices, by kind. `location` is the line that it is about unless the kind says
 * otherwise, and `related` names the winner, the earlier line, or the like. Columns marked "value" are those of the value
 * token, "key" those of the key as written, "header" those of a `[table]` line, "file" line 1, columns 1 to 1.
 */
export type ContainerdObservation =
  | LoadingObservation
  | VersionObservation
  | TableObservation
  | FlagObservation
  | HandlerObservation
  | CriObservation
  | DoubtObservation;

export type ContainerdObservationKind = ContainerdObservation['kind'];

/**
 * Which files are loaded, and why one stops the daemon. Those marked "exit" are also the `stateReason` of a
 * `daemon-exit`, except where the daemon of this version passes over it (`fatal: false`).
 */
export type LoadingObservation =
  /** Exit. The file that the command line names is not there. `location` null. */
  | Noted<'config-missing', { readonly path: string }>
  /** Exit. A path that should be a file is a directory: the main file (`location` null) or an import (value). */
  | Noted<'config-is-directory', { readonly path: string }>
  /** Exit, on 1.4 a silent stop of loading (`fatal` false). An import by name, or a dangling link that a pattern matched. Value. */
  | Noted<'import-missing', { readonly entry: string; readonly path: string; readonly fatal: boolean }>
  /** Exit. Value. */
  | Noted<'import-bad-pattern', { readonly entry: string }>
  /**
   * A pattern that matched no file although one was surely meant: its directory has none or is not there. Value. Harmless
   * to the daemon.
   */
  | Noted<'import-matches-nothing', { readonly entry: string; readonly path: string }>
  /**
   * A file of `conf.d` beside the main configuration that nothing imports. `location`: the value of the driver setting in
   * it if it has one, else file. `related`: the `imports` line of the main file if there is one.
   */
  | Noted<'import-not-read', { readonly path: string; readonly setsDriver: boolean }>
  /** 1.x before 1.6.29 and 1.7.16: a relative pattern is looked up from the daemon's working directory. Value. */
  | Noted<
      'glob-relative-to-cwd',
      { readonly entry: string; readonly workingDirectory: string; readonly matchesBesideFile: number }
    >
  /** `imports` below a table header, which 2.x passes over. Key. */
  | Noted<'imports-not-top-level', { readonly table: string }>
  /** Exit. `location`: the character at which the reader stops. `message` in our words. */
  | Noted<'toml-syntax', { readonly message: string; readonly dialect: string }>
  /** Exit. The same table twice (usually an appended snippet). `location`: the second header. `related`: the first. */
  | Noted<'duplicate-table', { readonly table: string; readonly dialect: string }>
  /** Exit. A key outside the plugins has a value of another type. Value. */
  | Noted<'top-level-type', { readonly key: string; readonly wanted: string; readonly found: string }>
  /** Exit. A `[timeouts]` entry that is no duration. Value. */
  | Noted<'bad-timeout', { readonly key: string; readonly value: string }>;

/** What the `version` line does. */
export type VersionObservation =
  /** No `version`, so the file counts as version 1. `location`: file. `harmful`: a table of a later version is in it and is not read. */
  | Noted<'missing-version', { readonly readAs: number; readonly harmful: boolean }>
  /** `version` below a table header, which makes it that table's key. Key. `related`: the header. */
  | Noted<'version-not-top-level', { readonly table: string; readonly value: string }>
  /** Exit. The merged version is above what this release knows, or a negative one. Value. */
  | Noted<'unsupported-version', { readonly version: number; readonly newest: number }>
  /** 1.x before 1.6.32 and 1.7.17: a version above 2 is taken for 2. Value. */
  | Noted<'version-taken-for-2', { readonly version: number }>
  /** Exit, 2.3 and later. Value of the drop-in's version. `related`: the root file's version. */
  | Noted<'drop-in-version-higher', { readonly version: number; readonly rootVersion: number }>
  /** An imported file changes the version that holds for all files. Value. `related`: the version before. */
  | Noted<'version-changed-by-import', { readonly from: number; readonly to: number }>
  /** Exit, 1.x. A plugin id that is none in a file of version 2, in `plugins`, or a disabled or required list. Key or value. */
  | Noted<
      'short-key-in-v2',
      { readonly id: string; readonly where: 'plugins' | 'disabled_plugins' | 'required_plugins' }
    >
  /** Exit, 2.x. An entry of a list of plugins without a dot. Value. */
  | Noted<'short-plugin-id', { readonly id: string; readonly where: 'disabled_plugins' | 'required_plugins' }>
  /**
   * This release reads the file as meant (or as badly), another does not. `hazard`: `versionless-v2-table` (2.0 to 2.2
   * ignore it), `versionless-v1-table` (2.0 to 2.2 drop it), `v2-table-in-v3-file` (ignored before 2.3 on 2.x),
   * `v3-file-on-1.x`, `spelling` (the spelling of the key counts elsewhere). `location` as that table's or line's.
   */
  | Noted<'upgrade-hazard', { readonly hazard: UpgradeHazard; readonly versions: string }>;

export type UpgradeHazard =
  | 'versionless-v2-table'
  | 'versionless-v1-table'
  | 'v2-table-in-v3-file'
  | 'v3-file-on-1.x'
  | 'spelling';

/** Which of several tables and files win. */
export type TableObservation =
  /**
   * The CRI tables of a version that this file is not read as. `table` and `wantedTable` are plugin ids; `configVersion`
   * is the version that decided. `location`: the value of the driver setting in it if there is one, else the header.
   * One for each table and file.
   */
  | Noted<
      'table-not-read',
      {
        readonly table: string;
        readonly configVersion: number;
        readonly wantedTable: string;
        readonly setsDriver: boolean;
      }
    >
  /**
   * Two tables of different versions are read and one lost. `location`: the loser's driver setting (value), else its
   * header. `related`: the winner's header. `key` is the first-level key that lost, such as `runtimes`.
   */
  | Noted<
      'both-tables',
      { readonly loser: string; readonly winner: string; readonly key: string; readonly setsDriver: boolean }
    >
  /**
   * 1.x: an imported file replaces the whole CRI table. `location`: the losing driver setting (value), else the losing
   * table's header. `related`: the winning file's table. `handler` null where no driver setting is lost.
   */
  | Noted<'replaced-by-import', { readonly plugin: string; readonly handler: string | null; readonly by: string }>
  /** 2.x: a later file sets the same key. `location`: the losing value. `related`: the winning value. */
  | Noted<'overridden-by-import', { readonly key: string; readonly handler: string | null; readonly by: string }>;

/** A line that meant to set the driver, and what became of it. */
export type FlagObservation =
  /** A spelling of `SystemdCgroup` in a table that is no runtime's options. `related`: the options table, if any. Key. */
  | Noted<'flag-outside-options', { readonly key: string; readonly table: string; readonly value: string }>
  /**
   * A key that looks like one that containerd knows, and is none: `systemd_cgroup` in options, `SystemCgroup`, `option`,
   * `disable_plugins`, … Key. `isFlag`: the driver setting was meant.
   */
  | Noted<
      'unknown-key-near-miss',
      { readonly key: string; readonly wanted: string; readonly table: string; readonly isFlag: boolean }
    >
  /** A key of another case than the field's. Key. `counts`: whether this version takes it for the field. */
  | Noted<
      'odd-key-case',
      { readonly key: string; readonly field: string; readonly counts: boolean; readonly isFlag: boolean }
    >
  /** Two spellings of one field in one table (or one in the file and one built in), and this one lost. Value. `related`: the winner. */
  | Noted<'overridden-by-spelling', { readonly key: string; readonly winner: string; readonly isFlag: boolean }>
  /** The value of the driver setting is no boolean: every pod of the handler fails. Value. */
  | Noted<'not-a-boolean', { readonly handler: string; readonly value: string; readonly found: string }>
  /** A comment that would set the driver, in or right below the table whose default decided. The comment's text from `#` on. */
  | Noted<'commented-out-flag', { readonly handler: string; readonly value: string }>
  /**
   * Plugin-level `systemd_cgroup`. `effect`: `honoured` (1.x, v1.linux), `breaks-cri` (1.x, any other type: also the
   * `stateReason`), `harmless` (false on 1.x), `ignored` (2.x). Value.
   */
  | Noted<
      'legacy-systemd-cgroup',
      { readonly value: string; readonly effect: 'honoured' | 'breaks-cri' | 'harmless' | 'ignored' }
    >;

/** What becomes of one handler. `handler` is its name. */
export type HandlerObservation =
  /** Every pod fails. `location`: the value if it is empty, else the runtime's header or key. */
  | Noted<'no-runtime-type', { readonly handler: string }>
  /** 2.x has no shim of this type any more: every pod fails. Value. */
  | Noted<'removed-runtime-type', { readonly handler: string; readonly type: string }>
  /** An option of a wrong type, or options that are no table: every pod of the handler fails. Value. */
  | Noted<
      'options-error',
      { readonly handler: string; readonly key: string; readonly wanted: string; readonly found: string }
    >
  /**
   * A shim that does not take runc's options. `shim`: `gvisor`, `kata`, `wasm`, `runhcs`, `path` (an absolute path as the
   * type), `other`. `configPath`: the file that its options name, else null. `flag`: what `SystemdCgroup` in the options
   * says, which containerd does not read. Value of the type.
   */
  | Noted<
      'opaque-runtime',
      {
        readonly handler: string;
        readonly type: string;
        readonly shim: 'gvisor' | 'kata' | 'wasm' | 'runhcs' | 'path' | 'other';
        readonly configPath: string | null;
        readonly flag: boolean | null;
      }
    >
  /** 1.x: `default_runtime` (as handler `default`) or `untrusted_workload_runtime` (as `untrusted`) makes a handler. Header. */
  | Noted<
      'legacy-runtime-table',
      { readonly table: string; readonly handler: string; readonly replaces: string | null }
    >
  /** Removed from 2.0 and passed over there: `default_runtime`, `untrusted_workload_runtime`, `runtime_engine`, … Key. */
  | Noted<'removed-key', { readonly key: string; readonly table: string }>
  /** 2.x: the RuntimeConfig call is answered by another handler than the default. `location`: that handler's origin. */
  | Noted<
      'runtime-config-answered-by-other-handler',
      { readonly defaultHandler: string; readonly handler: string; readonly driver: 'systemd' | 'cgroupfs' }
    >
  /** 2.x: no handler can answer RuntimeConfig, so the host's init decides. `location` null. */
  | Noted<'runtime-config-answered-by-host', { readonly defaultHandler: string }>;

/** Why there is no CRI service. Every kind but `disabled-id-unmatched` and `plugin-key-ignored` is a `stateReason`. */
export type CriObservation =
  /**
   * Value of the entry in `disabled_plugins`. `id` is the CRI plugin itself (state `cri-disabled`), or one of its parts or
   * another plugin that it needs (state `cri-failed`).
   */
  | Noted<'cri-disabled', { readonly id: string }>
  /** An entry of `disabled_plugins` that looks like the CRI plugin and does not disable it. Value. */
  | Noted<'disabled-id-unmatched', { readonly id: string }>
  /** Exit: a required plugin is not there, is disabled, or failed. Value. */
  | Noted<'required-plugin-missing', { readonly id: string; readonly why: 'unknown' | 'disabled' | 'failed' }>
  /** Exit: a field of a plugin's table has a value of another type. Value. */
  | Noted<
      'plugin-type-error',
      { readonly plugin: string; readonly key: string; readonly wanted: string; readonly found: string }
    >
  /** Exit, 2.x: the migration of a table of version 1 or 2 crashes on a value that is no table. Value. */
  | Noted<'migration-panic', { readonly plugin: string; readonly key: string; readonly found: string }>
  /** Value. */
  | Noted<'cri-failed-default-handler-empty', NoDetail>
  /** `location`: the value of `default_runtime_name`, else the `runtimes` header that lost the built-in `runc`. */
  | Noted<'cri-failed-default-handler-missing', { readonly handler: string; readonly builtInLost: boolean }>
  /** 1.x: `runtime_engine` or `runtime_root` with another type than v1.linux. Value. */
  | Noted<'cri-failed-runtime-engine', { readonly key: string; readonly handler: string }>
  /** 1.x: `untrusted_workload_runtime` beside an `untrusted` handler of other content. Header. */
  | Noted<'cri-failed-untrusted-conflict', NoDetail>
  /** `mirrors` beside `config_path`. Header or value. */
  | Noted<'cri-failed-registry', NoDetail>
  /** Value. */
  | Noted<'cri-failed-duration', { readonly key: string; readonly value: string }>
  /**
   * 2.1 and later: with `cgroup_writable` the CRI plugin does not load on a host with cgroup v1. Value. A `stateReason` if
   * the host is known to be one, else an observation: the driver is the same either way.
   */
  | Noted<'cgroup-writable-needs-v2', { readonly handler: string }>
  /** Value. */
  | Noted<'cri-failed-io-type', { readonly handler: string; readonly value: string }>
  /** Value of `bin_dir`. */
  | Noted<'cri-failed-cni-dirs', NoDetail>
  /** Another setting that the CRI plugin refuses; `why` in a few words, such as "needs enable_tls_streaming". Value. */
  | Noted<'cri-failed-setting', { readonly key: string; readonly why: string }>
  /** The file is missing, or no JSON. Value. */
  | Noted<
      'cri-failed-base-runtime-spec',
      { readonly handler: string; readonly path: string; readonly why: 'missing' | 'not-json' }
    >;

/** Why the answer cannot be relied on. These stand in `doubts`. */
export type DoubtObservation =
  /** A file or directory on containerd's way could not be read, for another reason than that it is not there. */
  | Noted<'file-unreadable', { readonly path: string; readonly reason: string; readonly detail: string }>
  /** The file holds `{{ }}`, `{% %}` or `${ }` expressions, so another file is made of it at boot. */
  | Noted<'template-syntax', { readonly expression: string }>
  /** 1.4 takes one of several spellings at random at each start. Key of the first. `related`: the others. */
  | Noted<'random-spelling', { readonly field: string; readonly spellings: string }>
  /** Another TOML reader gives another value. `location`: the value. */
  | Noted<'readers-disagree', { readonly key: string; readonly ours: string; readonly theirs: string }>
  /** Debian's build of this version may link one of several TOML libraries, and they disagree whether this is TOML. */
  | Noted<'toml-library-unknown', { readonly dialects: string }>
  /** Newer than every checked version: answered as the newest checked one. `location` null. Not a doubt: it stands in `observations`. */
  | Noted<'newer-than-checked', { readonly version: string; readonly checked: string }>
  /** Older than 1.4: answered as 1.4. `location` null. */
  | Noted<'older-than-checked', { readonly version: string; readonly checked: string }>
  /** The version is not written as one. Answered as the newest checked one. `location` null. */
  | Noted<'version-not-understood', { readonly version: string }>
  /** The configuration has more files, tables or bytes than the resolver looks at. */
  | Noted<'too-much', { readonly what: string; readonly limit: number }>
  /** 2.0 to 2.2: a key that nothing takes is written with escapes, at which the daemon crashes at most starts. Key. */
  | Noted<'escaped-key-may-crash', { readonly key: string }>
  /** The base runtime spec or another file that decides whether CRI loads lies where an image cannot show it. Value. */
  | Noted<'depends-on-host', { readonly what: string }>;
