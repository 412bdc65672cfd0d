import type { Edit } from '../edits/edit.ts';
import type { SourceFile } from '../repository.ts';

interface At {
  readonly file: SourceFile;
  /** From 1. */
  readonly line: number;
  /** The path in the image as written, variables included; null where none is said. */
  readonly target: string | null;
  /** The command or task, blanks made single: to be found again in an image's history. */
  readonly command: string;
}

/** A place in the repository that brings, writes or changes a file of an image. */
export type Step =
  /** Changes a file that is there. `line` is where what it looks for is written. */
  | (At & { readonly kind: 'edit'; readonly edit: Edit })
  /** Writes these lines, each with the line (from 1) on which it is written. */
  | (At & { readonly kind: 'write'; readonly texts: readonly WrittenText[]; readonly appends: boolean })
  /** Writes the lines `from` to `to` of its own file. */
  | (At & { readonly kind: 'block'; readonly from: number; readonly to: number; readonly appends: boolean })
  /** `containerd config default`. `program`: what makes the text. */
  | (At & { readonly kind: 'generate'; readonly program: string })
  /** Another program's own edit: `nvidia-ctk runtime configure`. */
  | (At & { readonly kind: 'configure'; readonly program: string })
  | (At & { readonly kind: 'remove' })
  /** Installs packages. */
  | (At & { readonly kind: 'install'; readonly packages: readonly string[] })
  /** Puts a file or folder there. `source`: as written; a path of the repository, or one in the image. */
  | (At & { readonly kind: 'copy'; readonly source: string });

export interface WrittenText {
  readonly text: string;
  readonly line: number;
}

/** A step's kind with the fields of that kind alone. */
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;
