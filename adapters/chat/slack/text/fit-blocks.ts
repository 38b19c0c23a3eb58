import { cutMiddle } from '../../shared/cut-text.ts';
import { mrkdwn, preformatted, sizeOf, type ActionsBlock, type SlackBlock } from './slack-block.ts';

/** How much a message or a view may hold. */
export interface Room {
  readonly blocks: number;
  /** Characters of JSON of all blocks. */
  readonly total: number;
}

/** Controls get at most this part of the whole, so that there is something to read beside them. */
const shareOfControls = 0.5;
/** Rows of controls in one message; more would hide what they are about. */
const rowsOfControls = 8;

const note: SlackBlock = { type: 'context', elements: [mrkdwn('_Shortened to fit into a message._')] };

/**
 * The blocks that fit: an output that does not is shortened, and a line says that something was left out. The controls of
 * a message stay, whatever else has to go: a long text must not take away the button that answers it.
 */
export function fitBlocks(blocks: readonly SlackBlock[], room: Room): SlackBlock[] {
  const controls = fitControls(blocks, room.total * shareOfControls);
  const kept: SlackBlock[] = [];
  let left = room.total - sizeOf(note) - sum([...controls.values()]);
  let places = room.blocks - 1 - controls.size;
  let isCut = false;
  for (const block of blocks) {
    const control = block.type === 'actions' ? controls.get(block) : undefined;
    if (control !== undefined) kept.push(control);
    if (block.type === 'actions' || isCut) continue;
    const fitting = places > 0 ? fitInto(block, left) : undefined;
    isCut = fitting === undefined;
    kept.push(fitting ?? note);
    places -= 1;
    left -= fitting === undefined ? 0 : sizeOf(fitting);
  }
  return kept;
}

/** Rows from the first on, as many as there is room for; within a row the best buttons come first. */
function fitControls(blocks: readonly SlackBlock[], room: number): Map<SlackBlock, ActionsBlock> {
  const fitting = new Map<SlackBlock, ActionsBlock>();
  let left = room;
  for (const block of blocks) {
    if (block.type !== 'actions' || fitting.size >= rowsOfControls) continue;
    const row = fitRow(block, left);
    if (row === undefined) continue;
    fitting.set(block, row);
    left -= sizeOf(row);
  }
  return fitting;
}

function fitRow(row: ActionsBlock, room: number): ActionsBlock | undefined {
  for (let count = row.elements.length; count > 0; count -= 1) {
    const shorter = { ...row, elements: row.elements.slice(0, count) };
    if (sizeOf(shorter) <= room) return shorter;
  }
  return undefined;
}

function fitInto(block: SlackBlock, room: number): SlackBlock | undefined {
  if (sizeOf(block) <= room) return block;
  if (block.type !== 'rich_text' || room < 600) return undefined;
  const { text } = block.elements[0].elements[0];
  for (let max = room - 200; max >= 200; max = Math.floor(max * 0.75)) {
    const shorter = preformatted(cutMiddle(text, max));
    if (sizeOf(shorter) <= room) return shorter;
  }
  return undefined;
}

const sum = (blocks: readonly SlackBlock[]): number =>
  blocks.reduce((total, block) => total + sizeOf(block), 0);
