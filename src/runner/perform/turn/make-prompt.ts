import type { RunTurnEffect } from '../../../goal/effects.ts';
import type { MemoryNote } from '../../../ports/memory.ts';
import { compactPrompt } from '../../../text/compact-prompt.ts';
import { turnPrompt } from '../../../text/turn-prompt.ts';
import type { Performance } from '../performer.ts';
import { workspaceOf, workspaceRequest } from '../workspace-request.ts';

/** What an agent is told, and how many notes of earlier goals are in it, where a session begins. */
export interface TurnWords {
  readonly prompt: string;
  readonly recalled?: number;
}

/** Files in which projects tell agents how to work, best known first. */
const instructionFiles = ['AGENTS.md', 'CLAUDE.md', 'CONTRIBUTING.md'];

/** Notes that fit into a prompt without crowding out the task. */
const mostNotes = 3;

/** The words of one turn, with what has to be looked up for them. */
export async function makePrompt(performance: Performance<RunTurnEffect>): Promise<TurnWords> {
  const { goal, effect, tools, signal } = performance;
  if (effect.kind === 'compact') return { prompt: compactPrompt(goal) };
  const names = await tools.workspaces.listBase(workspaceRequest(goal), workspaceOf(goal).baseSha, signal);
  const file = instructionFiles.find((name) => names.includes(name));
  const recalled = await recallNotes(performance);
  const facts = {
    asksByFile: tools.agents.get(effect.agent.name)?.capabilities.mcp !== true,
    ...(file === undefined ? {} : { instructions: { file } }),
    ...(recalled === undefined ? {} : { recalled }),
  };
  const prompt = turnPrompt(goal, effect, facts);
  return recalled === undefined ? { prompt } : { prompt, recalled: recalled.length };
}

/** undefined: the session knows them already, or is not to be told. */
async function recallNotes({
  goal,
  effect,
  tools,
  signal,
}: Performance<RunTurnEffect>): Promise<readonly MemoryNote[] | undefined> {
  if (effect.session.resume || !goal.spec.memory.recall) return undefined;
  return tools.memory.recall(goal.spec.project, goal.spec.text, mostNotes, signal);
}
