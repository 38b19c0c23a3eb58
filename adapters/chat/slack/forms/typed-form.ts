/** Verbs that want a text, and offer a form when they are typed without it. */
const wanting = /^(run|say|interrupt|answer|budget)(?:\s+G?-?(\d{1,9}))?$/iu;

/** The form that a bare verb opens: `run` → `form/run`, `say G-1` → `form/say/G-1`; undefined for every other line. */
export function typedForm(line: string): string | undefined {
  const found = wanting.exec(line.trim());
  if (found === null) return undefined;
  const [, typed = '', number] = found;
  const verb = typed.toLowerCase() === 'interrupt' ? 'say' : typed.toLowerCase();
  if (verb === 'run') return number === undefined ? 'form/run' : undefined;
  return number === undefined ? `form/${verb}` : `form/${verb}/G-${Number(number)}`;
}
