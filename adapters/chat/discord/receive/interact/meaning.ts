import type { InboundMessage, Request } from '../../../../../src/domain/verb.ts';
import type { FirstResponse } from './respond.ts';

/** What an interaction comes to: something for the intake, or only a response. */
export type Meaning =
  | {
      readonly is: 'request';
      readonly request: Request;
      readonly attachments?: InboundMessage['attachments'];
      /** Says that drover is at it, until the answer is there. */
      readonly first: FirstResponse;
    }
  | { readonly is: 'response'; readonly response: FirstResponse };
