import type { Hook, HookAction } from '../../../domain/hooks/hook.ts';
import type { Environment, HookConfig } from '../../config.ts';
import { optional } from '../../optional.ts';
import { valueOf } from '../../parse/parse-environment.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';
import type { HookInput, NotifyInput } from '../../schema/beside/hook-schema.ts';
import { countOf } from '../../schema/units.ts';

/** The variables that the configuration lets sign webhooks, set or not. */
export const secretNames = ({ projects, notify }: ConfigFile): readonly string[] => {
  const hooks = Object.values(projects).flatMap(({ hooks: all }) => all);
  const named = [...hooks, ...notify].flatMap((one) => ('secret' in one ? (one.secret ?? []) : []));
  return [...new Set(named)];
};

export const normaliseHooks = (file: ConfigFile, env: Environment): HookConfig => ({
  shell: file.shellHooks,
  ...optional('natsUrl', valueOf(env, 'NATS_URL')),
  secrets: Object.fromEntries(
    secretNames(file).flatMap((name) => {
      const value = valueOf(env, name);
      return value === undefined ? [] : [[name, value]];
    }),
  ),
});

/** What the goals of a project do: what all goals do, and what is said of this project. Each has its own name. */
export const hooksOf = (input: readonly HookInput[], notify: readonly NotifyInput[]): readonly Hook[] => [
  ...notify.flatMap((entry, index) => hooksOfEntry(entry, `notify/${index + 1}`)),
  ...input.flatMap((one, index) => hooksOfInput(one, `project/${one.name ?? index + 1}`)),
];

function hooksOfEntry({ on, channel, webhook, secret }: NotifyInput, id: string): Hook[] {
  const actions: HookAction[] = [
    ...(channel === undefined ? [] : [{ do: 'notify-channel' as const, channel }]),
    ...(webhook === undefined
      ? []
      : [{ do: 'webhook' as const, url: webhook, ...optional('secret', secret) }]),
  ];
  return actions.flatMap((action) => atEach(on, id, action));
}

const hooksOfInput = (input: HookInput, id: string): Hook[] =>
  atEach(
    typeof input.on === 'string' ? [input.on] : input.on,
    id,
    actionOf(input),
    input.everyTurns === undefined ? undefined : countOf(input.everyTurns),
  );

/** One hook waits for one moment; of several moments each has a hook of its own. */
const atEach = (
  moments: readonly Hook['on'][],
  id: string,
  action: HookAction,
  everyTurns?: number,
): Hook[] =>
  [...new Set(moments)].map((on, _index, all) => ({
    id: all.length === 1 ? id : `${id}/${on}`,
    on,
    ...(on === 'progress' ? optional('everyTurns', everyTurns) : {}),
    action,
  }));

function actionOf(input: HookInput): HookAction {
  switch (input.kind) {
    case 'notify':
      return input.channel === undefined
        ? { do: 'notify-origin', ...optional('text', input.text) }
        : { do: 'notify-channel', channel: input.channel, ...optional('text', input.text) };
    case 'dispatch':
      return {
        do: 'dispatch',
        text: input.text,
        ...optional('project', input.project),
        ...optional('onlyIf', input.onlyIf),
      };
    case 'webhook':
      return { do: 'webhook', url: input.url, ...optional('secret', input.secret) };
    case 'nats':
      return { do: 'nats', subject: input.subject };
    case 'shell':
      return { do: 'shell', command: input.command };
  }
}
