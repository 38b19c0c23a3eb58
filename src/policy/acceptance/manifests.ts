import { z } from 'zod';

/** Names and texts of the top folder of a project. */
export interface TopFolder {
  readonly names: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

const ManifestSchema = z.object({
  scripts: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]).catch('')),
});

/**
 * A script of package.json, or of composer.json, where it may be a list, that is not empty. Text from outside: anything
 * else counts as none.
 */
export function jsonScript(manifest: string, name: string): string | readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(manifest.replace(/^\uFEFF/, ''));
    const scripts = ManifestSchema.safeParse(parsed).data?.scripts ?? {};
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    return typeof script === 'string' && script.trim() === '' ? undefined : script;
  } catch {
    // Not JSON: the same as a manifest that says nothing.
    return undefined;
  }
}

/** A rule `test: …` or `lint test: …`; not an assignment `test := …`, nor a line of a recipe. */
export const hasTarget = (makefile: string, target: string): boolean =>
  makefile.split('\n').some((line) => {
    const [, targets] = /^([^\t#=:][^#=:]*):(?!:*=)/.exec(line) ?? [];
    return targets !== undefined && targets.trim().split(/\s+/).includes(target);
  });
