import { TemplateSchema, type Template } from '../../../domain/recurring/schedule.ts';
import type { DispatchWorld } from '../run/goal-request.ts';

const prefix = 'template/';

export const templateKey = (name: string): string => `${prefix}${name}`;

/** Those of the configuration, then those that people saved, by name. One of the configuration hides a saved one. */
export async function allTemplates({ installation, runtime }: DispatchWorld): Promise<readonly Template[]> {
  const configured = Object.values(installation.templates);
  const saved = (await runtime.store.entries(prefix)).map(({ value }) => TemplateSchema.parse(value));
  const names = new Set(configured.map(({ name }) => name));
  return [...configured, ...saved.filter(({ name }) => !names.has(name))];
}

export async function findTemplate(world: DispatchWorld, name: string): Promise<Template | undefined> {
  return (await allTemplates(world)).find((template) => template.name === name);
}

export const templateNames = async (world: DispatchWorld): Promise<readonly string[]> =>
  (await allTemplates(world)).map(({ name }) => name);
