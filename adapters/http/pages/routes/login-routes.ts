import type { FastifyInstance } from 'fastify';
import { formsIn } from './form-body.ts';
import { loginOf, sendPage, type Pages } from '../pages.ts';
import { loginView } from '../views/login-view.ts';

/** Where somebody logs in who wanted to see that page. */
export const logInPath = (wanted: string): string =>
  ownPage(wanted) === '/' ? '/login' : `/login?next=${encodeURIComponent(wanted)}`;

/** Only pages of drover's own are gone to after a login. */
const ownPage = (path: string): string => (/^\/goals\/G-[1-9]\d{0,8}$/.test(path) ? path : '/');

/** `/login` and `/logout`. */
export function loginRoutes(app: FastifyInstance, pages: Pages): void {
  app.get<{ Querystring: { next?: unknown } }>('/login', async (request, reply) => {
    const { next: wanted } = request.query;
    const next = ownPage(typeof wanted === 'string' ? wanted : '/');
    if (loginOf(pages, request) !== undefined) return reply.redirect(next, 303);
    return sendPage(pages, reply, 200, loginPage(next));
  });
  app.post('/login', async (request, reply) => {
    const { token = '', next = '/' } = formsIn(request.body);
    // Spaces come along when a token is copied.
    if (pages.sessions.isToken(token.trim()))
      return reply.header('set-cookie', pages.sessions.begin()).redirect(ownPage(next), 303);
    pages.options.logger.warn({ from: request.ip }, 'a login with a wrong token');
    const [status, problem] = pages.logins.take(request.ip) ? wrong : tooMany;
    return sendPage(pages, reply, status, loginPage(ownPage(next), problem));
  });
  app.post('/logout', async (request, reply) => {
    const login = loginOf(pages, request);
    if (login !== undefined) void reply.header('set-cookie', pages.sessions.end(login));
    return reply.redirect('/login', 303);
  });
}

const wrong = [401, 'That is not the token.'] as const;
const tooMany = [429, 'Too many tries. Wait a minute.'] as const;

const loginPage = (next: string, problem?: string) => ({
  title: 'Log in · drover',
  inside: false,
  body: loginView(next, problem),
});
