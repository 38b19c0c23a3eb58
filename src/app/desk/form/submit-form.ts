import type { Submitted } from '../../../ports/chat/desk.ts';
import { readGrowthInputs } from './growth-inputs.ts';
import { readForm, type AskedForm } from './read-form.ts';
import { readLimits } from './run-form.ts';

type Values = Readonly<Record<string, string>>;
type Fields = { text?: string; flags?: Readonly<Record<string, unknown>> };

const problem = (name: string, text: string): Submitted => ({ ok: false, problems: { [name]: text } });

/** What a form that was filled in asks for, as the same thing typed would; or what is wrong with which input. */
export function submitForm(act: string, values: Values): Submitted {
  const asked = readForm(act);
  const submit = asked === undefined ? undefined : submits.get(asked.verb);
  if (asked === undefined || submit === undefined) return problem('text', 'This form is not known any more.');
  return submit(asked, values);
}

const valueOf = (values: Values, name: string): string => (values[name] ?? '').trim();

function request({ verb, goal, request: decided }: AskedForm, { text = '', flags = {} }: Fields): Submitted {
  const all = decided === undefined ? flags : { ...flags, request: decided };
  return {
    ok: true,
    request: {
      form: 'fields',
      verb,
      ...(goal === undefined ? {} : { goal }),
      text,
      ...(Object.keys(all).length === 0 ? {} : { flags: all }),
    },
  };
}

/** Words that may be left out. */
const withText = (asked: AskedForm, values: Values): Submitted =>
  request(asked, { text: valueOf(values, 'text') });

const needsText = (asked: AskedForm, values: Values): Submitted =>
  valueOf(values, 'text') === '' ? problem('text', 'Say something.') : withText(asked, values);

type Submit = (asked: AskedForm, values: Values) => Submitted;

const submits: ReadonlyMap<string, Submit> = new Map(
  Object.entries<Submit>({
    run: submitRun,
    say: needsText,
    answer: submitAnswer,
    budget: (asked, values) => {
      const read = readGrowthInputs(values);
      return 'steps' in read ? request(asked, { text: read.steps }) : { ok: false, problems: read.problems };
    },
    switch: (asked, values) => {
      const agent = valueOf(values, 'agent');
      return agent === '' ? problem('agent', 'Choose one.') : request(asked, { flags: { agent } });
    },
    cancel: withText,
    continue: withText,
    retry: withText,
    approve: withText,
    deny: withText,
  }),
);

/** Words of one's own say more than an option; both together would be a slip. */
function submitAnswer(asked: AskedForm, values: Values): Submitted {
  const [chosen, own] = [valueOf(values, 'option'), valueOf(values, 'text')];
  if (chosen === '' && own === '') return problem('text', 'Choose an option, or write an answer.');
  if (chosen !== '' && own !== '') return problem('text', 'An option, or your own words: not both.');
  const about = asked.question === undefined ? '' : `${asked.question} `;
  return request(asked, { text: `${about}${chosen === '' ? own : chosen}` });
}

function submitRun(asked: AskedForm, values: Values): Submitted {
  const text = valueOf(values, 'text');
  if (text === '') return problem('text', 'Say what is to be done.');
  const limits = readLimits(valueOf(values, 'budget'));
  if (limits === undefined) return problem('budget', 'Write it like 10turns 5usd 2h 100ktokens.');
  const accept = valueOf(values, 'accept')
    .split('\n')
    .map((command) => command.trim())
    .filter((command) => command !== '');
  const named = (['project', 'agent'] as const).flatMap((name) =>
    valueOf(values, name) === '' ? [] : [[name, valueOf(values, name)]],
  );
  const flags = { ...Object.fromEntries(named), ...(accept.length === 0 ? {} : { accept }), ...limits };
  return request(asked, { text, flags });
}
