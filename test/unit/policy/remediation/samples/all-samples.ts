import { compiledSamples } from './jvm-go-rust.ts';
import { gitAndDatabaseSamples } from './git-database.ts';
import { javascriptSamples } from './javascript.ts';
import { machineSamples } from './machine.ts';
import { nativeSamples } from './native-ruby-php.ts';
import { neighbourSamplesOfScripts } from './neighbours-of-scripts.ts';
import { neighbourSamples } from './neighbours.ts';
import { pythonSamples } from './python.ts';
import type { Sample } from './sample.ts';

/** For the tables of checks; those of agents know them as well. */
export const toolSamples: readonly Sample[] = [
  ...machineSamples,
  ...gitAndDatabaseSamples,
  ...pythonSamples,
  ...javascriptSamples,
  ...compiledSamples,
  ...nativeSamples,
  ...neighbourSamples,
  ...neighbourSamplesOfScripts,
];
