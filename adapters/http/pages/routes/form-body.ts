import { z } from 'zod';

const FieldsSchema = z.record(z.string(), z.string());

/** The fields of a form; none when it has no body. */
export const formsIn = (body: unknown): Readonly<Record<string, string>> => FieldsSchema.parse(body ?? {});

/** The inputs of a desk's form among them: their names bear the prefix `in.`. */
export const inputsIn = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      // Browsers send line ends as CRLF.
      name.startsWith('in.') ? [[name.slice('in.'.length), value.replaceAll('\r\n', '\n')]] : [],
    ),
  );
