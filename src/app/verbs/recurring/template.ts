import { labelOf } from '../../../domain/actor.ts';
import { presetNamePattern, type Template } from '../../../domain/recurring/schedule.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { oneLine, plural } from '../../../text/format.ts';
import { isSamePerson } from '../../access/same-person.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { accessRefusal } from '../../authorize.ts';
import { allTemplates, findTemplate, templateKey, templateNames } from './template-book.ts';
import { keptFlags, presetFlags } from '../run/run-flags.ts';
import { noTemplate } from '../run/with-template.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { writeOnce } from './change-schedule.ts';

export const templateVerb: Verb = {
  name: 'template',
  role: 'run',
  goal: 'none',
  text: 'optional',
  actions: [
    { name: 'list', words: [], text: 'none', summary: 'every template' },
    { name: 'show', words: ['NAME'], suggests: 'template', text: 'none', summary: 'one of them' },
    {
      name: 'save',
      words: ['NAME'],
      suggests: 'template',
      text: 'optional',
      summary: 'flags and a text under a name; {text} stands for what is typed later',
    },
    { name: 'remove', words: ['NAME'], suggests: 'template', text: 'none', summary: 'take one away' },
  ],
  flags: presetFlags.filter(({ name }) => name !== 'template'),
  summary: 'presets of run, for run --template',
  handle: (world, call) => {
    const [name = ''] = call.action?.words ?? [];
    switch (call.action?.name ?? 'list') {
      case 'save':
        return save(world, call, name);
      case 'remove':
        return remove(world, call, name);
      case 'show':
        return show(world, name);
      default:
        return list(world);
    }
  },
};

const flagWords = ({ flags }: Template): string =>
  Object.entries(flags)
    .map(([flag, value]) => (value === true ? `--${flag}` : `--${flag} ${String(value)}`))
    .join(' ');

const line = (template: Template) =>
  text(
    { bold: template.name },
    ` ${[flagWords(template), oneLine(template.text, 120)].filter((part) => part !== '').join(' — ')}`,
  );

async function list(world: VerbWorld): Promise<VerbAnswer> {
  const templates = await allTemplates(world);
  if (templates.length === 0)
    return answer('No templates', [small('Save one: /goal template save NAME --turns 10 TEXT.')], {
      data: { templates: [] },
    });
  return answer(plural(templates.length, 'template'), templates.map(line), { data: { templates } });
}

async function show(world: VerbWorld, name: string): Promise<VerbAnswer> {
  const template = await findTemplate(world, name);
  if (template === undefined) return noTemplate(name, await templateNames(world));
  const whose = template.by === undefined ? 'configured' : `saved by ${labelOf(template.by)}`;
  return answer(`The template “${name}”`, [text(template.text), small(`${flagWords(template)} · ${whose}`)], {
    data: { template },
  });
}

async function save(world: VerbWorld, call: VerbCall, name: string): Promise<VerbAnswer> {
  if (!presetNamePattern.test(name))
    return refusal(
      'WRONG_USAGE',
      `“${oneLine(name, 60)}” is no name`,
      'A name is made of letters, digits, dashes and underscores: review, nightly-fix.',
    );
  const template: Template = { name, flags: keptFlags(call.flags), text: call.text, by: call.actor };
  return change(world, call, name, answer(`The template “${name}” is saved`, [line(template)]), template);
}

async function remove(world: VerbWorld, call: VerbCall, name: string): Promise<VerbAnswer> {
  if ((await findTemplate(world, name)) === undefined) return noTemplate(name, await templateNames(world));
  return change(world, call, name, answer(`The template “${name}” is removed`), undefined);
}

/** People change their own templates; those of others take the role *approve*. */
async function change(
  world: VerbWorld,
  call: VerbCall,
  name: string,
  given: VerbAnswer,
  value: Template | undefined,
): Promise<VerbAnswer> {
  for (;;) {
    const before = await findTemplate(world, name);
    if (before !== undefined && before.by === undefined)
      return refusal(
        'WRONG_USAGE',
        `“${name}” stands in the configuration`,
        'Change it there and start drover again, or choose another name.',
      );
    const access = decideAccess(call.actor, 'approve', [world.installation.access]);
    if (before?.by !== undefined && !isSamePerson(world, call.actor, before.by) && !access.allowed)
      return accessRefusal(access, before.by);
    const entry = await world.runtime.store.entry(templateKey(name));
    const write = { key: templateKey(name), expectedVersion: entry?.version ?? 0, value };
    const written = await writeOnce(world, call, given, [write]);
    if (written !== undefined) return written;
  }
}
