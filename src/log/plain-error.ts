/** How deep chains of causes are followed; a cycle of causes ends here as well. */
const deepest = 8;

/** An error as plain data: type, message, stack, its own fields (code, hint, …), its causes and its parts. */
export function plainError(error: Error, depth = 0): Record<string, unknown> {
  const own = Object.entries(error).filter(([key]) => key !== 'errors');
  const plain: Record<string, unknown> = {
    type: error.name,
    message: error.message,
    ...Object.fromEntries(own.map(([key, value]) => [key, plainPart(value, depth)])),
    stack: error.stack,
  };
  if (error.cause !== undefined) plain['cause'] = plainPart(error.cause, depth);
  if (error instanceof AggregateError) plain['errors'] = error.errors.map((part) => plainPart(part, depth));
  return plain;
}

function plainPart(value: unknown, depth: number): unknown {
  if (!(value instanceof Error)) return value;
  return depth >= deepest ? String(value) : plainError(value, depth + 1);
}
