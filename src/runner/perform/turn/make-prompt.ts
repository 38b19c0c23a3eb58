import type { RunTurnEffect } from '../../../goal/effects.ts';
import type { MemoryNote } from '../../../ports/memory.ts';
import { compactPrompt } from '../../../text/compact-prompt.ts';
import { turnPrompt } from '../../../text/turn-prompt.ts';
import type { Performance } from '../performer.ts';
import { bringFiles, missingOf } from './bring-files.ts';
import { workspaceOf, workspaceRequest } from '../workspace-request.ts';

/** What an agent is told, and how many notes of earlier goals are in it, where a session begins. */
export interface TurnWords {
  readonly prompt: string;
  readonly recalled?: number;
  /** Files that people sent and that could not be brought. */
  readonly missing?: readonly { readonly name: string; readonly problem: string }[];
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
  const files = await bringFiles(performance);
  const missing = missingOf(files);
  const facts = {
    asksByFile: tools.agents.get(effect.agent.name)?.capabilities.mcp !== true,
    ...(file === undefined ? {} : { instructions: { file } }),
    ...(recalled === undefined ? {} : { recalled }),
    files,
  };
  const prompt = turnPrompt(goal, effect, facts);
  return {
    prompt,
    ...(recalled === undefined ? {} : { recalled: recalled.length }),
    ...(missing.length === 0 ? {} : { missing }),
  };
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
