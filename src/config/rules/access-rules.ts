import { roles } from '../../domain/actor.ts';
import type { Problem } from '../config.ts';
import type { AccessInput } from '../schema/project-schema.ts';
import { problemOf, type Rule } from './rule.ts';

/** Rights hang on ids that never change: `slack:U0123ABCD` (or W… on Enterprise Grid), `local`. */
export const principalsAreIds: Rule = ({ file }) => [
  ...problemsIn(file.access, ['access']),
  ...Object.entries(file.projects).flatMap(([name, { access }]) =>
    access === undefined ? [] : problemsIn(access, ['projects', name, 'access']),
  ),
];

function problemsIn(access: AccessInput, at: readonly PropertyKey[]): readonly Problem[] {
  return roles.flatMap((role) =>
    access[role].flatMap((principal, index) => {
      const wrong = whatIsWrong(principal);
      return wrong === undefined
        ? []
        : [problemOf({ path: [...at, role, index], value: principal, ...wrong })];
    }),
  );
}

function whatIsWrong(principal: string): Pick<Problem, 'code' | 'message' | 'hint'> | undefined {
  if (principal === 'local' || /^slack:[UW][A-Z0-9]{2,}$/.test(principal)) return undefined;
  const code = 'NOT_BUILT';
  if (/^slack:S[A-Z0-9]{2,}$/.test(principal))
    return { code, message: 'user groups are not built yet', hint: 'List the people: slack:U0123ABCD.' };
  if (/^(?:discord|github):/.test(principal))
    return { code, message: 'this platform is not built yet', hint: 'Use slack:U0123ABCD or local.' };
  return {
    code: 'CONFIG_INVALID',
    message: 'is not the id of a person',
    hint: 'Write slack:U0123ABCD (profile → ⋮ → Copy member ID), or local.',
  };
}
