import { placeOfChannel } from '../../domain/hooks/channel.ts';
import type { LadderRules } from '../../domain/rules/ladder.ts';
import type { Config } from '../config.ts';
import { optional } from '../optional.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { countOf, dollarsOf } from '../schema/units.ts';
import { durationMs } from '../../text/read-duration.ts';

type Loop = Pick<Config, 'purses' | 'escalation' | 'compaction' | 'session' | 'replay'>;

/** How the loop decides, in milliseconds and dollars. */
export function normaliseLoop({ purses, escalation, compaction, session, replay }: ConfigFile): Loop {
  return {
    purses: {
      ...optional('user', limitsOf(purses.user)),
      ...optional('channel', limitsOf(purses.channel)),
      ...optional('project', limitsOf(purses.project)),
      ...optional('global', limitsOf(purses.global)),
    },
    escalation: {
      budgetWaitMs: ms(escalation.budgetWait),
      questionWaitMs: ms(escalation.questionWait),
      askPatienceMs: ms(escalation.askPatience),
      dependencyWaitMs: ms(escalation.dependencyWait),
      ladder: ladderOf(escalation),
    },
    compaction: {
      share: compaction.share,
      ageMs: ms(compaction.age),
      minTurns: countOf(compaction.minTurns) ?? 0,
      mostFailures: countOf(compaction.failures) ?? 0,
    },
    session: { idleMs: ms(session.idle), ageMs: ms(session.age) },
    replay: {
      maxFreshRetries: countOf(replay.maxFreshRetries) ?? 0,
      rollbackOnCrash: replay.rollbackOnCrash,
    },
  };
}

function ladderOf({ ladder, operations }: ConfigFile['escalation']): LadderRules {
  const place = operations === undefined ? undefined : placeOfChannel(operations);
  const steps = ladder.map(({ to, after }) => ({ to, afterMs: ms(after) }));
  return { steps, ...optional('operations', place) };
}

const ms = (text: string | number): number => durationMs(text) ?? 0;

type Amount = string | number | undefined;

function limitsOf(limits: { day?: Amount; month?: Amount; total?: Amount } | undefined) {
  if (limits === undefined) return undefined;
  const dollars = (amount: Amount) => (amount === undefined ? undefined : dollarsOf(amount));
  return {
    ...optional('day', dollars(limits.day)),
    ...optional('month', dollars(limits.month)),
    ...optional('total', dollars(limits.total)),
  };
}
