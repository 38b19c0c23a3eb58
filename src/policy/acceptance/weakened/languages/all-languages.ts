import type { Language } from '../language.ts';
import { csharp, go, jvm, rust } from './compiled.ts';
import { javascript } from './javascript.ts';
import { php, python, ruby } from './scripts.ts';

const languages: readonly Language[] = [javascript, python, go, rust, jvm, ruby, php, csharp];

/** The language of a file, by its name. */
export const languageOf = (path: string): Language | undefined =>
  languages.find(({ files }) => files.test(path));
