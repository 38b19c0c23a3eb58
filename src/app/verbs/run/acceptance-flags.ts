import type { Criterion } from '../../../domain/acceptance.ts';
import type { GoalSpec } from '../../../domain/goal.ts';
import type { Project } from '../../../domain/project.ts';
import type { GoalRequest } from './goal-request.ts';

/** The checks that were asked for, else the project's. */
export function acceptanceOf({ flags }: GoalRequest, project: Project): GoalSpec['acceptance'] {
  if (flags['no-accept'] === true) return 'none';
  const commands = flags['accept'];
  if (Array.isArray(commands)) return commands.map((command: string) => shellCriterion(command));
  return typeof project.accept === 'string' ? project.accept : [...project.accept];
}

/** Who named the checks. */
export const acceptanceSource = ({ flags }: GoalRequest): GoalSpec['acceptanceFrom'] =>
  flags['no-accept'] === true || Array.isArray(flags['accept']) ? 'request' : 'configuration';

/** A command that must succeed within five minutes. */
export const shellCriterion = (command: string): Criterion => ({
  kind: 'shell',
  command,
  expectedExit: 0,
  timeoutMs: 5 * 60 * 1000,
});
