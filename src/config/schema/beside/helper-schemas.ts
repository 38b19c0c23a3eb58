import { z } from 'zod';
import { PriceSchema } from '../price-schema.ts';
import { PositiveCountSchema, PositiveDollarsSchema, PositiveDurationSchema } from '../units.ts';

const UrlSchema = z.string().regex(/^https?:\/\/[^\s@]+$/i, {
  error: 'must be an http:// or https:// URL without a user in it',
});

const use = (what: string) => z.boolean().optional().describe(what);

/** The small model for words that are not the agent's work, and what it is asked for. */
export const HelperSchemas = {
  helper: z
    .strictObject({
      provider: z
        .enum(['openai', 'azure', 'anthropic', 'google'])
        .optional()
        .describe(
          'whose API it is; absent or `openai`: any that speaks the OpenAI protocol at `url`. `azure` needs the `url` of the resource',
        ),
      url: UrlSchema.optional().describe(
        'base URL, for example http://127.0.0.1:11434/v1; absent: LOCAL_LLM_URL, or the provider’s own',
      ),
      model: z.string().min(1).optional().describe('absent: LOCAL_LLM_MODEL, or the first of `models`'),
      models: z
        .array(z.string().min(1))
        .default([])
        .describe('the only models that may be asked for; empty: any'),
      key: z
        .string()
        .regex(/^[A-Za-z_]\w*$/, { error: 'is not the name of a variable: the key itself never stands here' })
        .optional()
        .describe(
          'name of the variable that holds the key; absent: AZURE_OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY, or for OpenAI’s own endpoint OPENAI_API_KEY; everywhere else LOCAL_LLM_API_KEY',
        ),
      temperature: z
        .number()
        .min(0)
        .max(2)
        .optional()
        .describe('absent: the model’s own default, which is another thing than 0'),
      timeout: PositiveDurationSchema.default('60s').describe(
        'for one call; for a stream the time of silence',
      ),
      dailyCap: z
        .strictObject({
          tokens: PositiveCountSchema.optional().describe('most tokens a day (UTC); absent: no limit'),
          usd: PositiveDollarsSchema.optional().describe(
            'most US dollars a day (UTC); needs `price`; absent: no limit',
          ),
        })
        .prefault({})
        .describe('what all its uses together may take; afterwards each falls back until the next day'),
      price: PriceSchema.optional().describe(
        'what its tokens cost, by model; absent: no dollars are counted',
      ),
    })
    .prefault({})
    .describe('the helper model, for words that are not the agent’s work; docs/helper-model.md'),
  helpers: z
    .strictObject({
      elaborate: use(
        '`draft`: free text into a goal; `false` switches `draft` off, also its fall-back to agents',
      ),
      choose: use('the model of a goal for which nobody named an agent'),
      summary: use('a few sentences about each turn'),
      compact: use('sums up sessions of agents that cannot compact their own'),
      judge: use('acceptance criteria of kind `llmJudge`'),
      memory: use('notes of what was learnt'),
    })
    .prefault({})
    .describe('what the helper model is asked for; absent: on when a model is configured'),
};
