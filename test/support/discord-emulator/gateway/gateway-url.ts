import type { EmulatorState } from '../state/emulator-state.ts';

/** The address that the gateway is found at. */
export const gatewayUrl = (state: EmulatorState): string => `${state.url.replace('http', 'ws')}/gateway`;
