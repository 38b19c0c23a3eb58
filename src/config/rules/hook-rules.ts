import { isDroversOwn } from '../environment-variables.ts';
import type { HookInput } from '../schema/beside/hook-schema.ts';
import { problemOf, type Finding, type Rule, type RuleInput } from './rule.ts';

type Look = (hook: HookInput, input: RuleInput) => Omit<Finding, 'path'> | undefined;

/** Looks at every hook of every project. */
const eachHook =
  (look: Look, key: string): Rule =>
  (input) =>
    Object.entries(input.file.projects).flatMap(([name, { hooks }]) =>
      hooks.flatMap((hook, index) => {
        const finding = look(hook, input);
        return finding === undefined
          ? []
          : [problemOf({ path: ['projects', name, 'hooks', index, key], ...finding })];
      }),
    );

export const commandsOfHooksAreAllowed: Rule = eachHook(
  (hook, { file }) =>
    hook.kind === 'shell' && !file.shellHooks
      ? {
          value: hook.command,
          message: 'is a command, and hooks may not run any',
          hint: 'Set shellHooks: true if they may. They run on this machine as the user of drover.',
        }
      : undefined,
  'command',
);

export const hooksNameProjects: Rule = eachHook(
  (hook, { file }) =>
    hook.kind === 'dispatch' && hook.project !== undefined && !Object.hasOwn(file.projects, hook.project)
      ? {
          value: hook.project,
          message: 'is not a configured project',
          hint: `Configured: ${Object.keys(file.projects).join(', ')}.`,
        }
      : undefined,
  'project',
);

export const hooksAreCalledOnce: Rule = ({ file }) =>
  Object.entries(file.projects).flatMap(([project, { hooks }]) =>
    hooks.flatMap(({ name }, index) =>
      name !== undefined && hooks.findIndex((other) => other.name === name) < index
        ? [
            problemOf({
              path: ['projects', project, 'hooks', index, 'name'],
              value: name,
              message: 'is the name of another hook of this project',
              hint: 'Give each its own name, or none.',
            }),
          ]
        : [],
    ),
  );

/** A variable of drover's own would be one that others can guess their way to. */
const secretProblem = (secret: string | undefined): Omit<Finding, 'path'> | undefined =>
  secret !== undefined && isDroversOwn(secret)
    ? {
        value: secret,
        message: 'holds a credential of drover’s own',
        hint: 'Take a variable that is there for nothing but signing, CI_WEBHOOK_SECRET for example.',
      }
    : undefined;

export const webhooksHaveSecretsOfTheirOwn: Rule = eachHook(
  (hook) => (hook.kind === 'webhook' ? secretProblem(hook.secret) : undefined),
  'secret',
);

export const notifyNamesOnePlace: Rule = ({ file }) =>
  file.notify.flatMap(({ channel, webhook, secret }, index) => {
    const bad = secretProblem(secret);
    const problems = bad === undefined ? [] : [problemOf({ path: ['notify', index, 'secret'], ...bad })];
    const oneIsNamed = (channel === undefined) !== (webhook === undefined);
    const fits = oneIsNamed && (secret === undefined || webhook !== undefined);
    return fits
      ? problems
      : [
          ...problems,
          problemOf({
            path: ['notify', index],
            message: 'must name either a channel or a webhook (a secret only with a webhook)',
            hint: 'Write { channel: "slack:C0123ABCD" } or { webhook: "https://…", secret: "VARIABLE" }.',
          }),
        ];
  });
