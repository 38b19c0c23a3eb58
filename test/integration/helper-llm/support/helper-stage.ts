import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createHelperLlm } from '../../../../adapters/helper-llm/create-helper-llm.ts';
import type {
  HelperEndpoint,
  HelperOptions,
  HelperSpent,
} from '../../../../adapters/helper-llm/helper-options.ts';
import type { HelperLlm, HelperRequest, HelperShape } from '../../../../src/ports/helper-llm.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import { createFakeClock, type FakeClock } from '../../../support/core/fake-clock.ts';
import { createSilentLogger } from '../../../support/core/silent-logger.ts';
import {
  createHelperModel,
  type HelperModel,
  type HelperScript,
} from '../../../support/helper-model/create-helper-model.ts';

export interface HelperStage {
  readonly helper: HelperLlm;
  readonly model: HelperModel;
  readonly clock: FakeClock;
  /** Every sleep that was begun, in milliseconds. */
  readonly sleeps: number[];
  readonly spent: Map<string, HelperSpent>;
  readonly warnings: string[];
}

export type StageOptions = Partial<Omit<HelperOptions, 'endpoint'>> & {
  readonly endpoint?: Partial<HelperEndpoint>;
};

/** The adapter against the emulator. Pauses between tries are over at once; longer sleeps wait for the test's clock. */
export async function createHelperStage(
  script: HelperScript,
  { endpoint = {}, ...more }: StageOptions = {},
): Promise<HelperStage> {
  const model = await createHelperModel(script);
  onTestFinished(() => model.close());
  const clock = createFakeClock();
  const sleeps: number[] = [];
  const spent = new Map<string, HelperSpent>();
  const warnings: string[] = [];
  const helper = createHelperLlm({
    endpoint: {
      provider: 'openai',
      url: model.url,
      model: 'small',
      models: [],
      timeoutMs: 60_000,
      ...endpoint,
    },
    off: new Set(),
    dailyCap: {},
    price: () => undefined,
    spending: {
      read: async (day) => spent.get(day) ?? { tokens: 0, usd: 0 },
      add: async (day, used) => {
        const before = spent.get(day) ?? { tokens: 0, usd: 0 };
        spent.set(day, { tokens: before.tokens + used.tokens, usd: before.usd + used.usd });
      },
    },
    redact: (text) => text.replaceAll('hunter2', '[redacted]'),
    clock: recorded(clock, sleeps),
    logger: { ...createSilentLogger(), warn: (_fields, message) => void warnings.push(message) },
    ...more,
  });
  return { helper, model, clock, sleeps, spent, warnings };
}

function recorded(clock: Clock, sleeps: number[]): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => {
      sleeps.push(ms);
      return clock.sleep(ms, signal);
    },
  };
}

/** What an `{"answer": …}` looks like. */
export const shape: HelperShape<{ answer: string }> = {
  name: 'answer',
  jsonSchema: { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] },
  parse: (value) => z.object({ answer: z.string() }).safeParse(value).data,
};

/** Asks for words. */
export const question: HelperRequest<string> = {
  use: 'summary',
  system: 'You answer in few words.',
  prompt: 'What was done?',
  capMs: 600_000,
};

/** Asks for JSON. */
export const jsonQuestion: HelperRequest<{ answer: string }> = {
  use: 'judge',
  system: 'You answer in few words.',
  prompt: 'What was done?',
  capMs: 600_000,
  shape,
};

export const never = new AbortController().signal;
