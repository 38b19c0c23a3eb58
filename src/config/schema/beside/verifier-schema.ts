import { z } from 'zod';
import { NameSchema } from '../project-schema.ts';

/** A function as it stands in a configuration that is a module. */
const FunctionSchema = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function');

/** Functions of the operator's that judge work. */
export const VerifiersSchema = z
  .record(
    NameSchema,
    z
      .union([z.string().min(1), FunctionSchema], {
        error: 'must be the path of a module with a default export, or a function',
      })
      .meta({ quantity: 'text or function' })
      .describe(
        'path of a module whose default export it is, relative to the configuration file; or the function itself',
      ),
  )
  .default({})
  .describe(
    'functions of your own for `{kind: "custom", check: "function", use: NAME}`; see docs/acceptance.md',
  );
export type VerifiersInput = z.infer<typeof VerifiersSchema>;
