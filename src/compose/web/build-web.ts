import { svgOf } from '../../../adapters/chat/shared/picture/svg-of.ts';
import type { WebOptions } from '../../../adapters/http/pages/web-options.ts';
import { verbTable } from '../../app/verbs/table.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Opened } from '../open-drover.ts';
import { deskOf } from '../chat/desk-of.ts';
import { goalPage } from './goal-page.ts';
import { lineMeaning } from './line-meaning.ts';

/** What the web pages show and ask. @param place where goals belong that are given there */
export function buildWeb({ world, runtime, threads, redact }: Opened, place: Origin): WebOptions {
  return {
    picture: svgOf,
    desk: deskOf({ world, redact }),
    thread: (handle) => goalPage({ runtime, threads, redact }, handle),
    meaning: lineMeaning({ store: runtime.store, table: verbTable, place }),
  };
}
