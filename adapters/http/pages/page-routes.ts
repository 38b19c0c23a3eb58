import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DroverError, toError } from '../../../src/domain/errors.ts';
import { errorAnswer } from '../answer/error-body.ts';
import { refusedHost } from '../guard/host-guard.ts';
import { refusedPost } from './guard/refused-post.ts';
import { html } from './html.ts';
import { createPages, loginOf, sendPage, type PageOptions, type Pages } from './pages.ts';
import { actRoutes } from './routes/act-routes.ts';
import { liveRoutes } from './routes/live-routes.ts';
import { logInPath, loginRoutes } from './routes/login-routes.ts';
import { showRoutes } from './routes/show-routes.ts';

/** Bytes of a form. */
const formLimit = 64 * 1024;

/**
 * The pages for people: `/` and `/goals/<handle>`, after a login with the token. Everything is guarded by hooks of this
 * scope, before a body is read.
 */
export function pageRoutes(app: FastifyInstance, options: PageOptions, ended: AbortSignal): void {
  const pages = createPages(options, ended);
  takeForms(app);
  app.addHook('onRequest', async ({ method, headers, ip }) => {
    const foreign =
      refusedHost(options.host, headers) ?? (method === 'POST' ? refusedPost(headers) : undefined);
    if (foreign === undefined) return;
    options.logger.warn({ from: ip, method, why: foreign }, 'request to the pages refused');
    throw new DroverError('ACCESS_DENIED', foreign, 'Open drover by the address it listens on.');
  });
  app.setErrorHandler(async (error, request, reply) => explain(pages, error, request, reply));
  loginRoutes(app, pages);
  void app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => admit(pages, request, reply));
    showRoutes(scope, pages);
    actRoutes(scope, pages);
    liveRoutes(scope, pages);
  });
}

/** Forms as browsers send them, and nothing else. */
function takeForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimit },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
}

/** Those who are logged in; the others are shown the way. */
async function admit(pages: Pages, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const login = loginOf(pages, request);
  if (login !== undefined) {
    if (request.method !== 'POST' || pages.posts.take(login)) return;
    throw new DroverError('BAD_REQUEST', 'too many forms within a minute', 'Wait a moment.');
  }
  if (request.url.endsWith('/live')) await reply.code(401).send('log in first');
  else if (request.headers['sec-fetch-site'] === 'cross-site') await comeAgain(pages, reply);
  else await reply.redirect(logInPath(request.method === 'GET' ? request.url : '/'), 303);
}

/** Browsers keep the cookie back when somebody follows a link from elsewhere; coming again from here they send it. */
const comeAgain = (pages: Pages, reply: FastifyReply): FastifyReply =>
  sendPage(pages, reply.header('refresh', '0'), 200, {
    title: 'drover',
    inside: false,
    body: html`<p><a href="">Go on to drover</a></p>`,
  });

function explain(pages: Pages, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = errorAnswer(error);
  if (status >= 500)
    pages.options.logger.error({ err: toError(error), route: request.routeOptions.url }, 'a page failed');
  return sendPage(pages, reply, status, {
    title: 'drover',
    inside: loginOf(pages, request) !== undefined,
    body: html`<h1>${body.text}</h1>
      <p>${body.hint}</p>
      <p><a href="/">All goals</a></p>`,
  });
}
