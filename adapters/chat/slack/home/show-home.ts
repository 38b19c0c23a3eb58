import { toError } from '../../../../src/domain/errors.ts';
import { callSlack } from '../call-slack.ts';
import { renderPage } from '../render.ts';
import { track, type SlackState } from '../slack-state.ts';
import type { Viewer } from './viewer.ts';

/** Milliseconds between two publications of one page, for each viewer that there is: views.publish is limited per app. */
const restMs = 3000;
const perViewerMs = 700;

/** Somebody opened the page. `hash` names what Slack has there already. */
export function homeOpened(slack: SlackState, user: string, hash: string | undefined): void {
  const viewer = slack.viewers.get(user) ?? newViewer();
  // What Slack shows is not what was published last: publish whatever it is.
  if (hash === undefined || hash !== viewer.hash) viewer.shown = undefined;
  viewer.hash = hash;
  slack.viewers.set(user, viewer);
  showHome(slack, user);
}

/** Shows the page as it is now, soon and not too often, if that person has looked at it since the start. */
export function showHome(slack: SlackState, user: string): void {
  const viewer = slack.viewers.get(user);
  if (viewer === undefined || slack.options.desk === undefined) return;
  if (viewer.state === 'working') viewer.state = 'working-due';
  if (viewer.state !== 'rest') return;
  viewer.state = 'due';
  keepShowing(slack, user, viewer).catch((error: unknown) => {
    viewer.state = 'rest';
    if (!slack.closed.signal.aborted)
      slack.logger.warn({ err: toError(error) }, 'a home page could not be shown');
  });
}

const newViewer = (): Viewer => ({ hash: undefined, shown: undefined, publishedAt: 0, state: 'rest' });

async function keepShowing(slack: SlackState, user: string, viewer: Viewer): Promise<void> {
  const { clock } = slack.options;
  while (viewer.state === 'due') {
    const pause = viewer.publishedAt + Math.max(restMs, slack.viewers.size * perViewerMs) - clock.now();
    if (pause > 0) await clock.sleep(pause, slack.closed.signal);
    if (slack.phase === 'stopping') return;
    viewer.state = 'working';
    const publishing = publish(slack, user, viewer);
    track(slack, publishing);
    await publishing;
    viewer.state = isDue(viewer) ? 'due' : 'rest';
  }
}

/** While it was published, something changed again. */
const isDue = (viewer: Viewer): boolean => viewer.state === 'working-due';

async function publish(slack: SlackState, user: string, viewer: Viewer): Promise<void> {
  const { desk, clock } = slack.options;
  if (desk === undefined) return;
  const blocks = renderPage(await desk.home({ platform: 'slack', user }));
  const shown = JSON.stringify(blocks);
  if (shown === viewer.shown) return;
  viewer.publishedAt = clock.now();
  const first = await put(slack, user, blocks, viewer.hash);
  // Somebody else replaced it meanwhile (another drover, a start of before): what is known now is newer.
  const isStale = !first.ok && first.failure.kind === 'refused' && first.failure.code === 'hash_conflict';
  const done = isStale ? await put(slack, user, blocks, undefined) : first;
  if (!done.ok) return slack.logger.warn({ failure: done.failure }, 'a home page could not be published');
  viewer.hash = done.value.view?.hash;
  viewer.shown = shown;
}

const put = (
  slack: SlackState,
  user: string,
  blocks: ReturnType<typeof renderPage>,
  hash: string | undefined,
) =>
  callSlack(slack, slack.closed.signal, (client) =>
    client.views.publish({
      user_id: user,
      view: { type: 'home', blocks },
      ...(hash === undefined ? {} : { hash }),
    }),
  );
