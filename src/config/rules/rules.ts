import type { Problem } from '../config.ts';
import { judgesCanBeAsked, verifiersAreConfigured } from './acceptance-rules.ts';
import { principalsAreIds } from './people/access-rules.ts';
import {
  envHoldsNothingOfDrovers,
  envLeavesHomeAlone,
  envSourcesAreSet,
  kindFitsSettings,
} from './agent-rules.ts';
import { fallbackIsConfigured } from './fallback-rules.ts';
import { helperCanBeAsked } from './helper-rules.ts';
import {
  commandsOfHooksAreAllowed,
  hooksAreCalledOnce,
  hooksNameProjects,
  notifyNamesOnePlace,
  webhooksHaveSecretsOfTheirOwn,
} from './hook-rules.ts';
import { pricesAreUsed } from './money-rules.ts';
import { botsAreIds, identitiesAreAccounts } from './people/people-rules.ts';
import { triggersLeadSomewhere } from './trigger-rules.ts';
import {
  agentIsConfigured,
  channelsAreBoundOnce,
  channelsAreIds,
  modelIsOffered,
  namesDifferByMoreThanCase,
  sourceHoldsNoPassword,
} from './project-rules.ts';
import { presetsFit, recurringChannelsAreIds, schedulesHaveText } from './recurring-rules.ts';
import type { Rule, RuleInput } from './rule.ts';

const rules: readonly Rule[] = [
  namesDifferByMoreThanCase,
  sourceHoldsNoPassword,
  agentIsConfigured,
  modelIsOffered,
  fallbackIsConfigured,
  channelsAreIds,
  channelsAreBoundOnce,
  kindFitsSettings,
  envHoldsNothingOfDrovers,
  envLeavesHomeAlone,
  envSourcesAreSet,
  pricesAreUsed,
  helperCanBeAsked,
  judgesCanBeAsked,
  verifiersAreConfigured,
  commandsOfHooksAreAllowed,
  hooksNameProjects,
  hooksAreCalledOnce,
  webhooksHaveSecretsOfTheirOwn,
  notifyNamesOnePlace,
  principalsAreIds,
  identitiesAreAccounts,
  botsAreIds,
  triggersLeadSomewhere,
  presetsFit,
  schedulesHaveText,
  recurringChannelsAreIds,
];

/** Everything in the configuration that is well-formed by itself and does not fit together. */
export const checkRules = (input: RuleInput): readonly Problem[] => rules.flatMap((rule) => rule(input));
