import type { Usage } from '../../domain/turn.ts';
import type { ElaborateQuestion, Elaborated } from '../../policy/draft/elaborated.ts';
import { proposalJsonSchema, readProposal } from '../../policy/draft/proposal.ts';
import type { Agent } from '../../ports/agent.ts';
import type { HelperLlm } from '../../ports/helper-llm.ts';
import type { Logger } from '../../ports/logger.ts';
import { askAgent, type Scratch } from './ask-agent.ts';

/** The helper model is not waited for any longer, in milliseconds. */
const capMs = 30_000;

export interface Elaborator {
  readonly helper: HelperLlm;
  /** Those that are asked when the helper model cannot, in order. */
  readonly agents: readonly Agent[];
  readonly scratch: Scratch;
  /** Usage with the dollars that count. */
  readonly bill: (agent: string, usage: Usage) => Usage;
  readonly logger: Logger;
}

/** Asks the helper model for a goal, else the agents one after the other. Rejects only with `signal.reason`. */
export async function elaborate(
  elaborator: Elaborator,
  question: ElaborateQuestion,
  signal: AbortSignal,
): Promise<Elaborated> {
  let last: Elaborated = { ok: false, why: 'off' };
  for (const ask of askers(elaborator)) {
    last = await ask(question, signal);
    if (last.ok) return last;
  }
  return last;
}

type Asker = (question: ElaborateQuestion, signal: AbortSignal) => Promise<Elaborated>;

const askers = (elaborator: Elaborator): readonly Asker[] => [
  ...(elaborator.helper.isOn('elaborate') ? [helperAsker(elaborator)] : []),
  ...elaborator.agents.map((agent) => agentAsker(elaborator, agent)),
];

const helperAsker =
  ({ helper, logger }: Elaborator): Asker =>
  async (question, signal) => {
    const shape = { name: 'goal', jsonSchema: proposalJsonSchema, parse: readProposal };
    const answer = await helper.ask({ use: 'elaborate', ...question, capMs, shape }, signal);
    const { usage } = answer;
    if (answer.ok)
      return { ok: true, proposal: answer.value, by: `the helper model (${answer.model})`, usage };
    return inVain(logger, `the helper model: ${answer.message}`);
  };

const agentAsker =
  ({ scratch, bill, logger }: Elaborator, agent: Agent): Asker =>
  async (question, signal) => {
    const answer = await askAgent(agent, scratch, promptOf(question), signal);
    if (!answer.ok) return inVain(logger, `${agent.name}: ${answer.problem}`);
    const { value: proposal, usage } = answer;
    return { ok: true, proposal, by: agent.name, usage: bill(agent.name, usage) };
  };

function inVain(logger: Logger, cause: string): Elaborated {
  logger.info({ why: cause }, 'a draft was asked for in vain');
  return { ok: false, why: 'failed', cause };
}

/** An agent has no separate place for what it is, nor a JSON mode. */
const promptOf = ({ system, prompt }: ElaborateQuestion): string =>
  [
    system,
    `Answer with one JSON object of this schema and nothing else. Use no tools, and read and change no files:\n${JSON.stringify(proposalJsonSchema)}`,
    prompt,
  ].join('\n\n');
