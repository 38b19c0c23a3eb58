import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DroverError } from '../../../../src/domain/errors.ts';
import { parseHandle } from '../../../../src/domain/ids.ts';
import type { InboundMessage, Request } from '../../../../src/domain/verb.ts';
import { redactContent } from '../../../../src/log/redact-content.ts';
import { statusOf } from '../../answer/status-of.ts';
import { formsOf, loginOf, sendPage, type Pages } from '../pages.ts';
import { formView, type FilledIn } from '../views/form-view.ts';
import { formsIn, inputsIn } from './form-body.ts';
import { showGoal, showGoals } from './show-routes.ts';

/** Whoever has the token is the operator. */
const operator = { platform: 'local', user: 'local', name: 'the operator' } as const;

/** What people type, press and fill in. A form that is sent again is answered again, and done once. */
export function actRoutes(app: FastifyInstance, pages: Pages): void {
  const { web, clock } = pages.options;
  app.post('/say', async (request, reply) => {
    const { line = '', goal = '' } = formsIn(request.body);
    const asked = await web.meaning(line.replaceAll('\r\n', '\n').trim(), parseHandle(goal), clock.now());
    return ask(pages, request, reply, asked);
  });
  app.post('/press', async (request, reply) => {
    const { act = '', value = '', goal } = formsIn(request.body);
    const pressed = web.desk.press(value === '' ? act : `${act}/${value}`);
    if (pressed === undefined) throw unknownAct();
    if (pressed.is === 'form') return reply.redirect(formPath(pressed.act, goal), 303);
    return ask(pages, request, reply, at(pages, pressed.request));
  });
  app.get<{ Querystring: { act?: unknown; goal?: unknown } }>('/form', async ({ query }, reply) =>
    showForm(pages, reply, { act: wordOf(query.act), goal: wordOf(query.goal) }, empty),
  );
  app.post('/form', async (request, reply) => {
    const fields = formsIn(request.body);
    const { act = '', goal = '' } = fields;
    const values = inputsIn(fields);
    const given = web.desk.submit(act, values);
    if (given.ok) return ask(pages, request, reply, at(pages, given.request));
    return showForm(pages, reply, { act, goal }, { values, problems: given.problems });
  });
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const empty: FilledIn = { values: {}, problems: {} };

/** What has no place of its own belongs to the terminal's. */
const at = ({ options }: Pages, request: Request): Pick<InboundMessage, 'request' | 'place'> => ({
  request,
  place: options.place,
});

const unknownAct = (): DroverError =>
  new DroverError('BAD_REQUEST', 'there is no such control', 'Load the page again.');

const formPath = (act: string, goal: string | undefined): string =>
  `/form?${new URLSearchParams({ act, ...(goal === undefined ? {} : { goal }) }).toString()}`;

async function showForm(
  pages: Pages,
  reply: FastifyReply,
  { act, goal }: { readonly act: string; readonly goal: string },
  filled: FilledIn,
): Promise<FastifyReply> {
  const form = await pages.options.web.desk.form(act, { actor: operator, place: pages.options.place });
  if (form === undefined) throw unknownAct();
  return sendPage(pages, reply, Object.keys(filled.problems).length === 0 ? 200 : 422, {
    title: `${form.title} · drover`,
    inside: true,
    body: formView(form, formsOf(pages, parseHandle(goal)), filled),
  });
}

/** Asks the core, and shows the page that the form stood on with the answer. */
async function ask(
  pages: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Pick<InboundMessage, 'request' | 'place'>,
): Promise<FastifyReply> {
  const { intake, clock, redact } = pages.options;
  const given = await intake({
    deliveryId: deliveryId(pages, request),
    at: clock.now(),
    actor: operator,
    ...asked,
  });
  const answered = {
    status: given.ok ? 200 : statusOf(given.code),
    content: redactContent(given.content, redact),
    ...(given.goal === undefined ? {} : { goal: given.goal }),
  };
  const { goal = '' } = formsIn(request.body);
  return (await showGoal(pages, reply, goal, answered)) ?? showGoals(pages, reply, { answered });
}

/** The form's own name for what it asks; one that somebody made up is his login's own affair. */
function deliveryId(pages: Pages, request: FastifyRequest): string {
  const { key = '' } = formsIn(request.body);
  const known = /^[\w-]{8,64}$/.test(key) ? key : pages.options.random.uuid();
  return `web:${loginOf(pages, request) ?? ''}:${known}`;
}
