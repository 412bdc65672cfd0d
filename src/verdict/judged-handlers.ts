import type { ContainerdAnswer, HandlerAnswer } from '../containerd/answer.ts';
import type { Demands } from './rule.ts';

/** The runtime handlers that `--handlers` asks for, the default one first, the others by name. */
export function judgedHandlers(answer: ContainerdAnswer, demands: Demands): readonly HandlerAnswer[] {
  return answer.handlers
    .filter((handler) => isJudged(handler.name, answer.defaultHandler, demands))
    .toSorted((a, b) => rank(a, answer) - rank(b, answer) || (a.name < b.name ? -1 : 1));
}

export function isJudged(name: string, defaultHandler: string, demands: Demands): boolean {
  if (demands.handlers === 'all') return true;
  if (demands.handlers === 'default') return name === defaultHandler;
  return demands.handlers.includes(name);
}

function rank(handler: HandlerAnswer, answer: ContainerdAnswer): number {
  return handler.name === answer.defaultHandler ? 0 : 1;
}

/** `runtime handler "runc" (default)`. */
export function nameHandler(handler: HandlerAnswer, answer: ContainerdAnswer): string {
  return `runtime handler "${handler.name}"${handler.name === answer.defaultHandler ? ' (default)' : ''}`;
}
