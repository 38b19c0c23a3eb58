import { z } from 'zod';
import type { EmulatorState } from '../emulator-state.ts';
import { deleteMessage, editMessage, openHome, reactTo, stopSession } from '../people/happenings.ts';
import { choose, clickButton } from '../people/press.ts';
import { globalShortcut, messageShortcut } from '../people/shortcuts.ts';
import { closeView, submitView } from '../people/submit-view.ts';
import { whatTheySee } from '../people/what-they-see.ts';
import { say, typeCommand } from '../sender.ts';
import { plainMessage } from './plain-state.ts';

type Action = (state: EmulatorState, body: unknown) => unknown;

/** Who does it, and where drover is reached. */
const doing = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({
    to: z.union([z.literal('socket'), z.object({ endpoint: z.url() })]),
    user: z.string(),
    ...shape,
  });
const id = z.string();
const PressSchema = doing({
  control: z.string(),
  confirm: z.enum(['accept', 'deny']).default('accept'),
  option: z.string().optional(),
}).and(z.union([z.object({ channel: id, messageTs: id }), z.object({ viewId: id })]));
const FileSchema = z.object({ name: z.string(), base64: z.base64() });

/** What people do. Each answers what came back at once; `seen` tells what somebody sees by now. */
export const peopleActions: Readonly<Record<string, Action>> = {
  command: async (state, body) => {
    const { to, ...typed } = doing({ channel: id, text: z.string() }).parse(body);
    return await typeCommand(state, to, typed);
  },
  say: async (state, body) => {
    const { to, threadTs, files, ...typed } = doing({
      channel: id,
      text: z.string(),
      threadTs: z.string().optional(),
      files: z.array(FileSchema).optional(),
    }).parse(body);
    const bytes = files?.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }));
    return await say(state, to, {
      ...typed,
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(bytes === undefined ? {} : { files: bytes }),
    });
  },
  press: async (state, body) => {
    const { to, option, ...press } = PressSchema.parse(body);
    return await (option === undefined
      ? clickButton(state, to, press)
      : choose(state, to, { ...press, option }));
  },
  submit: async (state, body) => {
    const { to, user, values } = doing({ values: z.record(z.string(), z.string()) }).parse(body);
    return await submitView(state, to, { user, values });
  },
  close: async (state, body) => {
    const { to, user } = doing({}).parse(body);
    return await closeView(state, to, { user });
  },
  shortcut: async (state, body) => {
    const { to, user, callbackId, message } = doing({
      callbackId: id,
      message: z.object({ channel: id, messageTs: id }).optional(),
    }).parse(body);
    return await (message === undefined
      ? globalShortcut(state, to, { user, callbackId })
      : messageShortcut(state, to, { user, callbackId, ...message }));
  },
  home: async (state, body) => {
    const { to, user } = doing({}).parse(body);
    return await openHome(state, to, { user });
  },
  react: async (state, body) => {
    const { to, ...reacted } = doing({
      channel: id,
      messageTs: id,
      reaction: z.string(),
      removed: z.boolean().default(false),
    }).parse(body);
    return await reactTo(state, to, reacted);
  },
  'stop-session': async (state, body) => {
    const { to, ...stopped } = doing({ channel: id, threadTs: id }).parse(body);
    return await stopSession(state, to, stopped);
  },
  edit: async (state, body) => {
    const { to, ...edit } = doing({ channel: id, messageTs: id, text: z.string() }).parse(body);
    return await editMessage(state, to, edit);
  },
  delete: async (state, body) => {
    const { to, ...deleted } = doing({ channel: id, messageTs: id }).parse(body);
    return await deleteMessage(state, to, deleted);
  },
  seen: (state, body) => {
    const seen = whatTheySee(state, z.object({ user: id }).parse(body).user);
    return { ...seen, messages: seen.messages.map(plainMessage) };
  },
};
