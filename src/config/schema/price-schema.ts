import { z } from 'zod';
import { DollarsSchema } from './units.ts';

const TokenPriceSchema = z.strictObject({
  input: DollarsSchema.describe('US dollars for a million tokens of the prompt'),
  output: DollarsSchema.describe('US dollars for a million tokens of the answer'),
  cacheRead: DollarsSchema.optional().describe(
    'the same for tokens read from the cache; absent: like `input`',
  ),
  cacheWrite: DollarsSchema.optional().describe(
    'the same for tokens written into the cache; absent: like `input`',
  ),
});
export type TokenPriceInput = z.infer<typeof TokenPriceSchema>;

/** Prices by model. Without `default` a turn whose model nobody named, or another one, would cost nothing. */
export const PriceSchema = z
  .object({
    default: TokenPriceSchema.describe('every model that is not listed, and turns whose model nobody named'),
  })
  .catchall(TokenPriceSchema);
