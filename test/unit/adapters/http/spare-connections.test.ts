import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { trackSpareConnections } from '../../../../adapters/http/spare-connections.ts';

class FakeSocket extends EventEmitter {
  destroyed = false;
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

describe('spare connections', () => {
  it('are ended, those that brought a request are not', () => {
    const server = new EventEmitter();
    // Only the two events matter here; the real server is used in the integration tests.
    const endSpare = trackSpareConnections(server as unknown as Parameters<typeof trackSpareConnections>[0]);
    const [spare, used, gone] = [new FakeSocket(), new FakeSocket(), new FakeSocket()];
    for (const socket of [spare, used, gone]) server.emit('connection', socket);
    server.emit('request', { socket: used });
    gone.emit('close');
    endSpare();
    expect([spare.destroyed, used.destroyed, gone.destroyed]).toEqual([true, false, false]);
  });
});
