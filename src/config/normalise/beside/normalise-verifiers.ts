import type { VerifierSource } from '../../../domain/acceptance.ts';
import type { VerifiersInput } from '../../schema/beside/verifier-schema.ts';
import { absolutePath, type Places } from '../paths.ts';

/** Where each function is found: in a module of its own, or in the configuration file that defines it. */
export function normaliseVerifiers(
  verifiers: VerifiersInput,
  filePath: string | undefined,
  places: Places,
): Readonly<Record<string, VerifierSource>> {
  const found = Object.entries(verifiers).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, { file: absolutePath(value, places), at: ['default'] }]];
    // Without a file there is nothing that another process could load.
    return filePath === undefined ? [] : [[name, { file: filePath, at: ['default', 'verifiers', name] }]];
  });
  return Object.fromEntries(found);
}
