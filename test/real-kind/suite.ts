import { testArchives } from './archives.ts';
import { testCgroupV2 } from './cgroup-v2.ts';
import { testCombinations } from './combinations.ts';
import { testCrictl } from './crictl.ts';
import { testEditedFile } from './edited-file.ts';
import { check, finish } from './harness.ts';
import { testInterruptions } from './interruptions.ts';
import { testKindConfig } from './kind-config.ts';
import { testNeighbours } from './neighbours.ts';
import { testRegistry } from './registry.ts';
import { testVariants } from './variants.ts';

const parts: Readonly<Record<string, () => Promise<void>>> = {
  combinations: testCombinations,
  variants: testVariants,
  interruptions: testInterruptions,
  neighbours: testNeighbours,
  'edited-file': testEditedFile,
  archives: testArchives,
  'kind-config': testKindConfig,
  crictl: testCrictl,
  registry: testRegistry,
  'cgroup-v2': testCgroupV2,
};
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    await run();
  } catch (error) {
    check(`${name} came to its end`, false, error instanceof Error ? error.message : String(error));
  }
}
finish();
