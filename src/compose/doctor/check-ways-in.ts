import { askReady } from '../../../adapters/http/probe/ask-ready.ts';
import { portProblem } from '../../../adapters/http/probe/port-problem.ts';
import { findOwner } from '../../../adapters/home/owner-record.ts';
import type { Config } from '../../config/config.ts';
import type { CheckOutcome, DoctorCheck } from '../../ports/doctor.ts';

/** How others reach drover: its HTTP server, and what calls it from outside. */
export const wayInChecks = (config: Config): readonly DoctorCheck[] => [
  { name: 'http', run: (signal) => http(config, signal) },
  { name: 'public address', run: async () => publicAddress(config) },
  { name: 'hooks', run: async () => hooks(config) },
];

/** A running drover is asked how it is; otherwise its port must be free. */
async function http(config: Config, signal: AbortSignal): Promise<CheckOutcome> {
  const owner = await findOwner(config.home);
  if (owner?.url === undefined) return portIsFree(config);
  const dependencies = await askReady(owner.url, signal);
  if (dependencies === undefined) return { status: 'fail', detail: `${owner.url} is not drover` };
  const bad = dependencies.filter((dependency) => !dependency.ok);
  return bad.length === 0
    ? { status: 'ok', detail: `drover answers at ${owner.url}` }
    : { status: 'fail', detail: bad.map(({ name, reason }) => `${name}: ${reason}`).join('; ') };
}

async function portIsFree({ host, port }: Config): Promise<CheckOutcome> {
  const problem = await portProblem(host, port);
  const where = port === 0 ? 'any free port' : `${host}:${port}`;
  if (problem === undefined)
    return { status: 'ok', detail: `${where} can be listened on; drover does not run` };
  return {
    status: 'fail',
    detail: `${where} cannot be listened on: ${problem}`,
    hint: 'Set HOST and PORT, or end what uses it.',
  };
}

/** What platforms call can be seen from their side only. */
function publicAddress({ slack, discord, triggers }: Config): CheckOutcome {
  const paths = [
    ...(slack?.signingSecret === undefined || slack.appToken !== undefined ? [] : ['POST /slack/events']),
    ...(discord?.publicKey === undefined ? [] : ['POST /discord/interactions']),
    ...Object.keys(triggers).map((name) => `POST /hooks/${name}`),
  ];
  if (paths.length === 0) return { status: 'off', detail: 'nothing calls drover from outside' };
  return {
    status: 'unknown',
    detail: `whether ${paths.join(', ')} can be reached from outside cannot be told from here`,
    hint: 'Slack and Discord say so on the page where the address is entered; for hooks try curl from another machine.',
  };
}

/** Nothing is sent: others would act upon it. */
function hooks({ hooks: { natsUrl, secrets }, projects }: Config): CheckOutcome {
  const webhooks = Object.values(projects).flatMap((project) =>
    project.hooks.flatMap(({ action }) => (action.do === 'webhook' ? [action.url] : [])),
  );
  const parts = [
    ...(webhooks.length === 0 ? [] : [`${new Set(webhooks).size} webhooks`]),
    ...(natsUrl === undefined ? [] : ['NATS']),
    ...(Object.keys(secrets).length === 0 ? [] : [`signing secrets ${Object.keys(secrets).join(', ')}`]),
  ];
  return parts.length === 0
    ? { status: 'off', detail: 'none configured' }
    : { status: 'unknown', detail: `${parts.join(', ')}; not tried, because others would act upon it` };
}
