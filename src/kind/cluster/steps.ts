/** What happens, as it happens. */
export type KindProgress =
  /** One of kind's own steps (`Starting control-plane`) or one of ours (`Probing handler runc`). */
  | { readonly type: 'step'; readonly step: string; readonly state: 'started' | 'done' | 'failed' }
  | { readonly type: 'note'; readonly text: string };

export type OnProgress = (progress: KindProgress) => void;

const states = { '•': 'started', '✓': 'done', '✗': 'failed' } as const;

/**
 * A line of kind's standard error, as it prints it without a terminal (pkg/internal/cli/status.go): ` • STEP 🖼️  ...`,
 * ` ✓ STEP 🖼️`, ` ✗ STEP`. Null for every other line.
 */
export function readStep(line: string): KindProgress | null {
  const found = /^ ([•✓✗]) (.+)$/u.exec(line);
  const mark = found?.[1] as keyof typeof states | undefined;
  if (found === null || mark === undefined) return null;
  const step = (found[2] ?? '')
    .replace(/\.\.\.\s*$/, '')
    .replace(/[^\x20-\x7e]+/g, '')
    .trim();
  return step === '' ? null : { type: 'step', step, state: states[mark] };
}
