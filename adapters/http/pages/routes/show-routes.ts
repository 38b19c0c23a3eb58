import type { FastifyInstance, FastifyReply } from 'fastify';
import { DroverError } from '../../../../src/domain/errors.ts';
import { parseHandle } from '../../../../src/domain/ids.ts';
import type { Content } from '../../../../src/domain/surface/content.ts';
import { html, type Html } from '../html.ts';
import { formsOf, sendPage, type Pages } from '../pages.ts';
import { contentView, type Forms } from '../views/content.ts';
import { goalView, lineView } from '../views/goal-view.ts';
import { goalsView } from '../views/goals-view.ts';

/** What was answered to what somebody typed or pressed. */
export interface Answered {
  readonly status: number;
  readonly content: Content;
  /** The goal that it is about. */
  readonly goal?: string;
}

/** `GET /` and `GET /goals/<handle>`. */
export function showRoutes(app: FastifyInstance, pages: Pages): void {
  app.get<{ Querystring: { all?: unknown } }>('/', async ({ query }, reply) =>
    showGoals(pages, reply, { all: query.all === '1' }),
  );
  app.get<{ Params: { handle: string } }>('/goals/:handle', async ({ params }, reply) => {
    const shown = await showGoal(pages, reply, params.handle);
    if (shown === undefined)
      throw new DroverError(
        'GOAL_NOT_FOUND',
        `there is no goal ${params.handle.slice(0, 20)}`,
        'The list has them all.',
      );
    return shown;
  });
}

/** The list of goals, with an answer below it when there is one. */
export async function showGoals(
  pages: Pages,
  reply: FastifyReply,
  { all = false, answered }: { readonly all?: boolean; readonly answered?: Answered },
): Promise<FastifyReply> {
  const goals = await pages.options.reader.goals({ all });
  const forms = formsOf(pages);
  return sendPage(pages, reply, answered?.status ?? 200, {
    title: 'drover',
    inside: true,
    live: all ? '/live?all=1' : '/live',
    body: html`<h1>Goals</h1>
      ${goalsView(goals)}
      <p class="small">
        ${all ? html`<a href="/">Only open and recent ones</a>` : html`<a href="/?all=1">Those that ended long ago, too</a>`}
      </p>
      ${answerView(answered, forms)} ${lineView(forms, { label: 'What should drover do?', hint })}`,
  });
}

const hint = html`A verb, as after <code>/goal</code> in a chat: <code>run --project NAME what to do</code>,
  <code>list</code>, <code>help</code>.`;

/** The page of a goal; undefined when there is none with that handle. */
export async function showGoal(
  pages: Pages,
  reply: FastifyReply,
  typed: string,
  answered?: Answered,
): Promise<FastifyReply | undefined> {
  const handle = parseHandle(typed);
  const page = handle === undefined ? undefined : await pages.options.web.thread(handle);
  if (page === undefined) return undefined;
  const forms = formsOf(pages, page.handle);
  const newest = page.entries.at(-1)?.at ?? 0;
  return sendPage(pages, reply, answered?.status ?? 200, {
    title: `${page.handle} · ${page.title}`,
    inside: true,
    live: `/goals/${page.handle}/live?after=${newest}`,
    body: goalView(page, forms, answerView(answered, forms)),
  });
}

const answerView = (answered: Answered | undefined, forms: Forms): Html | undefined =>
  answered === undefined
    ? undefined
    : html`<section id="answer" class="answer" role="status" aria-label="Answer">
        ${contentView(answered.content, forms)}
        ${answered.goal === undefined || answered.goal === forms.goal ? undefined : html`<p><a href="/goals/${answered.goal}">To ${answered.goal}</a></p>`}
      </section>`;
