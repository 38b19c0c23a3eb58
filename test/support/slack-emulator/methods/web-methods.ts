import { nextNumber, type Answer, type Args, type EmulatorState } from '../emulator-state.ts';
import { postEphemeral, postMessage, remove, update } from './chat-methods.ts';
import {
  conversationsHistory,
  conversationsInfo,
  conversationsOpen,
  conversationsReplies,
} from './conversation-methods.ts';
import { completeUpload, fileInfo, getUploadUrl } from './file-methods.ts';
import { botsInfo, userGroupsList, userGroupUsers, usersInfo } from './people-methods.ts';
import { reactionsAdd, reactionsGet, reactionsRemove } from './reaction-methods.ts';
import { sessionRename, sessionStatus } from './session-methods.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './view-methods.ts';

type Method = (state: EmulatorState, args: Args) => Answer;

/** The methods of the Web API that the emulator knows. */
export const webMethods: Readonly<Record<string, Method>> = {
  'agents.sessions.rename': sessionRename,
  'agents.sessions.setStatus': sessionStatus,
  'apps.connections.open': (state) => ({
    ok: true,
    url: `${state.url.replace('http', 'ws')}/link?ticket=${nextNumber(state)}`,
  }),
  'auth.test': (state) => ({
    ok: true,
    user: 'drover',
    user_id: state.bot.user,
    bot_id: state.bot.id,
    team_id: state.team,
    team: 'emulator',
    url: `${state.url}/`,
  }),
  'bots.info': botsInfo,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.postMessage': postMessage,
  'chat.update': update,
  'conversations.history': conversationsHistory,
  'conversations.info': conversationsInfo,
  'conversations.open': conversationsOpen,
  'conversations.replies': conversationsReplies,
  'files.completeUploadExternal': completeUpload,
  'files.getUploadURLExternal': getUploadUrl,
  'files.info': fileInfo,
  'reactions.add': reactionsAdd,
  'reactions.get': reactionsGet,
  'reactions.remove': reactionsRemove,
  'usergroups.list': userGroupsList,
  'usergroups.users.list': userGroupUsers,
  'users.info': usersInfo,
  'views.open': viewsOpen,
  'views.publish': viewsPublish,
  'views.push': viewsPush,
  'views.update': viewsUpdate,
};
