import { EventEmitter, once } from 'node:events';
import type { Agent } from '../../../src/ports/agent.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inFolder, median } from '../measure.ts';
import { instantWorkspaces, openCore } from './bench-core.ts';

const rounds = 150;

/** An agent that runs until it is told to end; `turns` emits a `turn` with the promise of the time at which it was told. */
const patient = (like: Agent, turns: EventEmitter): Agent => ({
  ...like,
  runTurn: async (request, signal) => {
    const told = once(signal, 'abort').then(() => performance.now());
    turns.emit('turn', told);
    await told;
    return { outcome: 'aborted', usage: noUsage, text: '', denials: [], session: request.session.id };
  },
});

const measure = (): Promise<Measured> =>
  inFolder(async (folder) => {
    const turns = new EventEmitter();
    const core = await openCore({
      folder,
      source: folder,
      script: { turns: [[]] },
      accept: 'none',
      workspaces: instantWorkspaces(folder),
      wrap: (agent) => patient(agent, turns),
    });
    const [whole, afterDurable]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const turn = once(turns, 'turn');
      const { goal } = await core.ask('run bench');
      const [told] = (await turn) as [Promise<number>];
      await core.quiet();
      const begun = performance.now();
      const answered = core.ask(`cancel ${goal}`).then(() => performance.now());
      whole.push((await told) - begun);
      afterDurable.push((await told) - (await answered));
      if (goal !== undefined) await core.ended(goal);
    }
    await core.close();
    const after = median(afterDurable).toFixed(2);
    return {
      value: median(whole),
      detail: `fdatasync included; ${after} ms from the answer that it is durable`,
    };
  });

export const verbToHandler: BenchRow = {
  name: 'verb → running handler, p50',
  baseline: '-',
  target: { kind: 'at most', value: 1 },
  unit: 'ms',
  run: measure,
};
