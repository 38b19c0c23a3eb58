import { compiledSamples } from './compiled.ts';
import { javascriptSamples } from './javascript.ts';
import { managedSamples } from './managed.ts';
import type { Sample } from './sample.ts';
import { scriptsSamples } from './scripts.ts';

export const samples: readonly Sample[] = [
  ...javascriptSamples,
  ...scriptsSamples,
  ...compiledSamples,
  ...managedSamples,
];
