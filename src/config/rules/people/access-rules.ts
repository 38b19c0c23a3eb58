import { roles } from '../../../domain/actor.ts';
import type { Problem } from '../../config.ts';
import type { AccessInput } from '../../schema/project-schema.ts';
import { problemOf, type Rule } from '../rule.ts';

/** Rights hang on ids that never change, of people, groups and the bots that are let in. */
export const principalsAreIds: Rule = ({ file }) => [
  ...problemsIn(file.access, ['access'], file.bots),
  ...Object.entries(file.projects).flatMap(([name, { access }]) =>
    access === undefined ? [] : problemsIn(access, ['projects', name, 'access'], file.bots),
  ),
];

function problemsIn(
  access: AccessInput,
  at: readonly PropertyKey[],
  bots: readonly string[],
): readonly Problem[] {
  return roles.flatMap((role) =>
    access[role].flatMap((principal, index) => {
      const wrong = whatIsWrong(principal, bots);
      return wrong === undefined
        ? []
        : [problemOf({ path: [...at, role, index], value: principal, ...wrong })];
    }),
  );
}

/** People (W… on Enterprise Grid) and user groups of Slack, people and roles of Discord, the operator at the machine. */
const principal = /^(?:slack:[UWS][A-Z0-9]{2,}|discord:@?\d{1,20}|local)$/;

function whatIsWrong(
  named: string,
  bots: readonly string[],
): Pick<Problem, 'code' | 'message' | 'hint'> | undefined {
  if (principal.test(named)) return undefined;
  const code = 'CONFIG_INVALID';
  if (/^slack:B[A-Z0-9]{2,}$/.test(named))
    return bots.includes(named)
      ? undefined
      : { code, message: 'is a bot that is not let in', hint: `Name it under “bots”, too: ['${named}'].` };
  if (named.startsWith('github:'))
    return {
      code: 'NOT_BUILT',
      message: 'this platform is not built yet',
      hint: 'Use slack:U0123ABCD, discord:1234 or local.',
    };
  return {
    code,
    message: 'is not the id of a person or group',
    hint: 'Write slack:U0123ABCD (profile → ⋮ → Copy member ID), slack:S0123ABCD (a user group), discord:1234, discord:@1234 (a role), or local.',
  };
}
