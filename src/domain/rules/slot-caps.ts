/** How many goals may work at the same time. 0: no cap of that kind. */
export interface SlotCaps {
  /** All of them together; here 0 starts none. */
  readonly goals: number;
  /** Of one person, by the owner in the index. */
  readonly perUser: number;
  readonly perProject: number;
  /** Of one agent, by its name; an agent that is not named has no cap. */
  readonly agents: Readonly<Record<string, number>>;
}
