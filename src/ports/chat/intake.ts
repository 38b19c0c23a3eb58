import type { InboundMessage, VerbAnswer } from '../../domain/verb.ts';

/**
 * The one way in. Resolves when what was asked is durable; a surface confirms only then.
 * A repeat (same `deliveryId`) gets the first answer again and has no effect.
 * Never rejects for bad input: that is an answer with `ok: false`. It rejects when the store failed,
 * and then the surface must report an error so that the platform or the person tries again.
 */
export type Intake = (message: InboundMessage) => Promise<VerbAnswer>;
