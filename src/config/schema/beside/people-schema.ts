import { z } from 'zod';
import { NameSchema } from '../project-schema.ts';
import { CountSchema } from '../units.ts';

/** Who people are, beside the lists of who may do what. */
export const PeopleSchemas = {
  identities: z
    .record(NameSchema, z.array(z.string()).min(1, 'names no account'))
    .default({})
    .describe(
      'one person’s accounts, under any name: lists of `slack:U0123ABCD`, `discord:1234`, `github:5678`; they share goals, roles and purses. People can link accounts themselves with `who link`',
    ),
  bots: z
    .array(z.string())
    .default([])
    .describe(
      'bots that may hold roles like people: `slack:B0123ABCD`, `discord:1234`; all others are refused, whatever the lists under `access` say',
    ),
  dispatchPerMinute: CountSchema.default(10).describe(
    'goals that one person can dispatch in a minute, with all accounts together; 0: no limit. It is counted in memory; the operator at the machine, schedules and hooks are not counted',
  ),
};
