/** Variables whose values are no secrets and would make recordings unreadable when hidden. */
const plain = /^(?:PATH|HOME|LANG|LC_.*|TERM|TZ|TMPDIR|USER|SHELL|DROVER_TURN)$/;
const shortest = 8;

/** Command-line arguments with every value of the environment that may be secret replaced by `<NAME>`. */
export function hideValues(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const secrets = Object.entries(env)
    .filter(([name, value]) => value.length >= shortest && !plain.test(name))
    .toSorted(([, a], [, b]) => b.length - a.length);
  return args.map((arg) => secrets.reduce((text, [name, value]) => text.replaceAll(value, `<${name}>`), arg));
}
