import type { GoalPage, PageEntry } from '../../../adapters/http/pages/web-options.ts';
import { labelOf } from '../../domain/actor.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { redactContent } from '../../log/redact-content.ts';
import type { Redactor } from '../../log/redact.ts';
import type { ThreadLog } from '../../ports/chat/thread-log.ts';
import { loadGoal } from '../../runner/document.ts';
import type { Runtime } from '../../runner/runtime.ts';
import { statusCard } from '../../text/status-card.ts';

interface Sources {
  readonly runtime: Runtime;
  readonly threads: ThreadLog;
  readonly redact: Redactor;
}

/** What the page of a goal shows: the card as it is now, and its thread, wherever that is. undefined: there is no such goal. */
export async function goalPage(sources: Sources, handle: GoalId): Promise<GoalPage | undefined> {
  const { runtime, redact } = sources;
  // Before the record: what is confirmed in between stands there.
  const waiting = await waitingOf(sources, handle);
  const said = await saidOf(sources, handle);
  const loaded = await loadGoal(runtime.store, handle);
  if (loaded === undefined) return undefined;
  const { goal } = loaded;
  const known = new Set(said.map(({ key }) => key));
  const entries = [...peopleOf(goal, redact), ...said, ...waiting.filter(({ key }) => !known.has(key))];
  return {
    handle,
    title: redact(goal.spec.title),
    card: redactContent(statusCard(goal), redact),
    entries: entries.toSorted((a, b) => a.at - b.at),
  };
}

async function saidOf({ threads, redact }: Sources, handle: GoalId): Promise<PageEntry[]> {
  const entries = await threads.entries(handle);
  return entries.map(({ key, at, content }) => ({
    kind: 'said',
    key,
    at,
    content: redactContent(content, redact),
  }));
}

/** What is durable and on its way. */
async function waitingOf({ runtime, redact }: Sources, handle: GoalId): Promise<PageEntry[]> {
  const rows = await runtime.store.pending();
  return rows.flatMap(({ post: { goal, kind, key, content }, at }) =>
    goal === handle && kind === 'notice'
      ? [{ kind: 'said' as const, key, at, content: redactContent(content, redact) }]
      : [],
  );
}

/** The task, and what people told the agent. */
function peopleOf({ id, spec, createdAt, messages }: GoalDocument, redact: Redactor): PageEntry[] {
  const person = (from: GoalDocument['spec']['dispatcher'], text: string) => ({
    kind: 'person' as const,
    from: redact(labelOf(from)),
    text: redact(text),
  });
  return [
    { key: `${id}/task`, at: createdAt, ...person(spec.dispatcher, spec.text) },
    ...messages.map((message) => ({
      key: `${id}/message/${message.receipt}`,
      at: message.at,
      ...person(message.from, message.text),
      note: `${message.receipt}, ${message.state}`,
    })),
  ];
}
