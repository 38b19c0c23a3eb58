import type { Problem } from '../../config.ts';
import { problemOf, type Rule } from '../rule.ts';

/** An account of a person: `slack:U…` (or W… on Enterprise Grid), `discord:<id>`, `github:<id>`, `local`. */
const account = /^(?:slack:[UW][A-Z0-9]{2,}|discord:\d{1,20}|github:\d{1,20}|local)$/;
const bot = /^(?:slack:B[A-Z0-9]{2,}|discord:\d{1,20})$/;

/** Rights hang on ids, and an account is one person’s. */
export const identitiesAreAccounts: Rule = ({ file }) => {
  const owners = new Map<string, string>();
  return Object.entries(file.identities).flatMap(([name, accounts]) =>
    accounts.flatMap((one, index): readonly Problem[] => {
      const owner = owners.get(one);
      owners.set(one, owner ?? name);
      const path = ['identities', name, index];
      if (!account.test(one))
        return [
          problemOf({
            path,
            value: one,
            message: 'is not the id of an account',
            hint: 'Write slack:U0123ABCD, discord:1234 or github:5678: ids never change, names do.',
          }),
        ];
      if (owner === undefined) return [];
      const message = owner === name ? 'is listed twice' : `belongs to “${owner}” already`;
      return [problemOf({ path, value: one, message, hint: 'Each account belongs to one person.' })];
    }),
  );
};

export const botsAreIds: Rule = ({ file }) =>
  file.bots.flatMap((one, index) =>
    bot.test(one)
      ? []
      : [
          problemOf({
            path: ['bots', index],
            value: one,
            message: 'is not the id of a bot',
            hint: 'Write slack:B0123ABCD or discord:1234.',
          }),
        ],
  );
