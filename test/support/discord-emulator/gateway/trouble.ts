import type { EmulatorState } from '../state/emulator-state.ts';

const sockets = (state: EmulatorState) =>
  [...state.sessions.values()].flatMap((session) => (session.socket === undefined ? [] : [session.socket]));

/** Asks every client to connect again and resume, as Discord does every few hours (op 7). */
export function askToReconnect(state: EmulatorState): void {
  for (const socket of sockets(state)) socket.send(JSON.stringify({ op: 7, d: null, s: null, t: null }));
}

/** Tells every client that its session is invalid (op 9); with `resumable` it may be resumed all the same. */
export function invalidateSessions(state: EmulatorState, resumable = false): void {
  for (const socket of sockets(state)) socket.send(JSON.stringify({ op: 9, d: resumable, s: null, t: null }));
  if (!resumable) state.sessions.clear();
}

/** Cuts every socket without a goodbye; sessions stay and can be resumed. */
export function dropSockets(state: EmulatorState): void {
  for (const socket of sockets(state)) socket.terminate();
}

/** Closes every socket with a code, such as 4000 (unknown error) or 4014; not resumable codes forget the session. */
export function closeSockets(state: EmulatorState, code: number): void {
  const open = sockets(state);
  if ([4004, 4010, 4011, 4012, 4013, 4014, 4007, 4009].includes(code)) state.sessions.clear();
  for (const socket of open) socket.close(code, 'closed by the emulator');
}
