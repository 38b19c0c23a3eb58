import type { IncomingMessage, ServerResponse } from 'node:http';
import { recordViolation, type EmulatorState } from './emulator-state.ts';
import { takeFault } from './faults.ts';
import { receiveUpload } from './methods/file-methods.ts';

/** Addresses that hold files: bytes that come, and bytes that are fetched with the bot's token. */
export function answerFile(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
): void {
  const path = request.url ?? '/';
  const upload = /^\/upload\/(F[A-Z0-9]+)$/u.exec(path)?.[1];
  if (upload !== undefined) return takeUpload(state, upload, request, bytes, response);
  const download = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//u.exec(path)?.[1];
  if (download !== undefined) return giveFile(state, download, request, response);
  response.statusCode = 404;
  response.end();
}

function takeUpload(
  state: EmulatorState,
  id: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const fault = takeFault(state, 'upload', undefined);
  if (fault?.kind === 'hang') return;
  const isForm = (request.headers['content-type'] ?? '').startsWith('multipart/form-data');
  const bytes = isForm ? formFile(body) : body;
  state.calls.push({ method: 'upload', args: { id, length: bytes.length }, outcome: fault?.kind ?? 'ok' });
  response.statusCode = fault === undefined ? receiveUpload(state, id, bytes) : 500;
  response.end(response.statusCode === 200 ? `OK - ${bytes.length}` : 'failed');
}

/** The first part of a form, which is the file. */
function formFile(body: Buffer): Buffer {
  const start = body.indexOf('\r\n\r\n') + 4;
  const boundary = body.subarray(0, body.indexOf('\r\n'));
  return body.subarray(start, body.lastIndexOf(boundary) - 2);
}

/** Without the token Slack answers the page for signing in, with status 200. */
function giveFile(
  state: EmulatorState,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const fault = takeFault(state, 'download', undefined);
  if (fault?.kind === 'hang') return;
  const file = state.files.get(id);
  response.statusCode = fault !== undefined ? 500 : file?.bytes === undefined ? 404 : 200;
  if (response.statusCode !== 200 || file?.bytes === undefined) return void response.end();
  if (request.headers.authorization !== `Bearer ${state.botToken}`) {
    recordViolation(state, 'download-without-token', id, 'the sign-in page was answered');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return void response.end('<!DOCTYPE html><html><title>Sign in | Slack</title></html>');
  }
  response.setHeader('content-type', 'application/octet-stream');
  response.end(file.bytes);
}
