import { z } from 'zod';
import { ActorSchema, roles } from '../../domain/actor.ts';
import { OriginSchema } from '../../domain/origin.ts';

/** How long a code counts, in milliseconds. */
export const codeMs = 60 * 60 * 1000;
/** Codes of one person that may be open at a time, and of all together. */
export const mostCodesEach = 3;
export const mostCodes = 500;

/** A code that somebody was given, and who claims to be the same person. */
export const LinkCodeSchema = z.object({
  from: ActorSchema,
  /** Where its owner was when it was given out; without a thread. */
  place: OriginSchema,
  /** The other account, as soon as somebody gave the code there. */
  to: ActorSchema.optional(),
  expiresAt: z.number(),
});
export type LinkCode = z.infer<typeof LinkCodeSchema>;

/** Two accounts of one person, confirmed on both sides. */
export const LinkSchema = z.object({ accounts: z.tuple([z.string(), z.string()]), at: z.number() });

/** A role that an admin gave to an account while drover ran. */
export const GrantSchema = z.object({
  account: z.string(),
  role: z.enum(roles),
  by: ActorSchema,
  at: z.number(),
});
export type Grant = z.infer<typeof GrantSchema>;

/** Everything about people begins with it. */
export const peoplePrefix = 'people/';
export const codePrefix = `${peoplePrefix}code/`;
export const linkPrefix = `${peoplePrefix}link/`;
export const grantPrefix = `${peoplePrefix}role/`;
/** That somebody asked for a code: two requests at the same moment meet here. */
export const askedPrefix = `${peoplePrefix}asked/`;
export const AskedSchema = z.object({ at: z.number() });
/** Longest account that fits twice into a key. */
export const longestAccount = 80;

export const codeKey = (code: string): string => `${codePrefix}${code}`;
export const grantKey = (account: string): string => `${grantPrefix}${account}`;
export const linkKey = (one: string, other: string): string =>
  `${linkPrefix}${[one, other].toSorted().join('+')}`;

/** Base 32 after Crockford: no letters that are taken for digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters, forty bits, out of the random digits of a UUID. */
export function codeFrom(uuid: string): string {
  const digits = uuid.replaceAll('-', '');
  // Characters 12 and 16 of a UUID are not random.
  const random = `${digits.slice(0, 8)}${digits.slice(20, 22)}`;
  const bits = BigInt(`0x${random}`);
  return Array.from({ length: 8 }, (_, at) => alphabet[Number((bits >> BigInt(at * 5)) & 31n)]).join('');
}

const mistaken: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** What people type for a code, in capitals or not, with or without a dash; undefined when it is none. */
export function readCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll('-', '');
  const read = plain.replaceAll(/[ILO]/g, (letter) => mistaken[letter] ?? letter);
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(read) ? read : undefined;
}
