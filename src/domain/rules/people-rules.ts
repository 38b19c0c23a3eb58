/** Whether the work of a goal may leave; `unknown`: the platform of whoever asked for it cannot be asked now. */
export type DeliveryRight = 'yes' | 'no' | 'unknown';

/** Who people are, beside the lists of who may do what. Principals throughout: `slack:U123`, `discord:456`. */
export interface PeopleRules {
  /** Accounts of one person, group by group. */
  readonly identities: readonly (readonly string[])[];
  /** Bots that may hold roles; all others are refused whatever the lists say. */
  readonly bots: readonly string[];
  /** Goals that one person can dispatch in a minute; 0: no limit. */
  readonly dispatchPerMinute: number;
}
