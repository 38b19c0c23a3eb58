import type { Content } from '../../../domain/surface/content.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { CheckStatus, Finding } from '../../../ports/doctor.ts';
import { oneLine } from '../../../text/format.ts';
import { answer, small, text } from '../../answers.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { unlessAdminOfAll } from './installation-admin.ts';

export const doctorVerb: Verb = {
  name: 'doctor',
  role: 'admin',
  goal: 'none',
  text: 'none',
  flags: [],
  summary: 'check tokens, scopes, channels, agents, store and disk; a test message appears here for a moment',
  handle: doctor,
};

async function doctor(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const denied = unlessAdminOfAll(world, call.actor);
  if (denied !== undefined) return denied;
  const findings = await world.doctor(call.message.place);
  const failed = findings.filter(({ status }) => status === 'fail').length;
  const blocks = findings.filter(({ status }) => status !== 'off').flatMap((finding) => rows(finding));
  const off = findings.filter(({ status }) => status === 'off').map(({ name }) => name);
  return answer(
    failed === 0 ? 'Nothing has failed' : `${failed} of ${findings.length} checks failed`,
    [...blocks, ...(off.length === 0 ? [] : [small(`Off: ${off.join(', ')}.`)])],
    { tone: toneOf(findings), data: { ok: failed === 0, checks: findings } },
  );
}

const signs: Readonly<Record<CheckStatus, string>> = {
  ok: '✔',
  warn: '!',
  fail: '✘',
  off: '·',
  unknown: '?',
};

const rows = ({ name, status, detail, hint }: Finding) => [
  text(`${signs[status]} `, { bold: name }, ` ${oneLine(detail, 400)}`),
  ...(hint === undefined || status === 'ok' ? [] : [small(`→ ${oneLine(hint, 300)}`)]),
];

function toneOf(findings: readonly Finding[]): Content['tone'] {
  if (findings.some(({ status }) => status === 'fail')) return 'bad';
  return findings.some(({ status }) => status === 'warn' || status === 'unknown') ? 'warn' : 'good';
}
