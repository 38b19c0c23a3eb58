import { createDesk } from '../../../src/app/desk/create-desk.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { Installation } from '../../../src/domain/project.ts';
import type { Desk, Visitor } from '../../../src/ports/chat/desk.ts';
import { createTestWorld, sampleInstallation, type TestWorld } from '../core/verb-world.ts';

export interface DeskWorld extends TestWorld {
  readonly desk: Desk;
}

/** The real desk over the real verbs. */
export function createDeskWorld(installation: Installation = sampleInstallation()): DeskWorld {
  const world = createTestWorld(installation);
  return { ...world, desk: createDesk(world.world, verbTable) };
}

/** Somebody of Slack, in a channel; U1 may run, U2 approve, U4 look, and U9 is a stranger. */
export const visitor = (user: string, channel = 'C1'): Visitor => ({
  actor: { platform: 'slack', user },
  place: { platform: 'slack', workspace: 'T1', channel },
});
