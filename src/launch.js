// Where the program starts. Plain JavaScript that also an old Node can read: with a Node that is new enough it
// loads main.ts; with an older one it goes on in the Node that was installed with drover's packages.

import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { isNewEnough, neededNode } from './node-version.js';

const launcher = fileURLToPath(import.meta.url);
const root = dirname(dirname(launcher));
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The name (argv[0]) under which the second process runs; by it that process knows that it has a launcher. */
const relaunchedName = 'drover';

launch();

function launch() {
  if (isNewEnough(process.versions.node)) {
    if (process.argv0 === relaunchedName && process.connected) endWithLauncher();
    loadMain();
  } else if (existsSync(ownNode) && realpathSync(ownNode) !== realpathSync(process.execPath)) {
    relaunch();
  } else {
    refuse();
  }
}

// What Node has read and compiled once it need not read again at the next start; where nothing can be written it does.
function loadMain() {
  module.enableCompileCache(join(root, 'node_modules', '.cache', 'drover'));
  import('./main.ts').catch((error) => {
    const why = error instanceof Error ? error.stack : String(error);
    complain(
      70,
      `error: drover could not start (BUG)\nhint: run \`npm ci\` in ${root}; if that does not help, please report this:\n${why}`,
    );
  });
}

/** A launcher that is killed outright cannot pass that on; its end of the channel closes, and so it counts for both. */
function endWithLauncher() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}

/** Runs the same command in the newer Node and becomes its shadow: streams, signals and the way it ends. */
function relaunch() {
  const args = [...process.execArgv, launcher, ...process.argv.slice(2)];
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(ownNode, args, { argv0: relaunchedName, stdio });
  child.once('error', refuse);
  passSignals(child);
  child.once('exit', (code, signal) => {
    if (signal === null) process.exitCode = code;
    else endBySignal(signal);
  });
}

/** In a terminal Ctrl-C and Ctrl-\ reach both processes at once; passed on, they would arrive twice. */
function passSignals(child) {
  const inTerminal = [0, 1, 2].some((stream) => isatty(stream));
  for (const signal of ['SIGINT', 'SIGQUIT']) {
    process.on(signal, () => inTerminal || child.kill(signal));
  }
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']) {
    process.on(signal, () => child.kill(signal));
  }
}

function endBySignal(signal) {
  process.removeAllListeners(signal);
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}

function refuse() {
  const hint = `run \`npm ci\` in ${root}, which brings a fitting Node along, or install Node 24 yourself`;
  complain(
    3,
    `error: drover needs Node ${neededNode} or newer, this is ${process.version} (NODE_TOO_OLD)\nhint: ${hint}`,
  );
}

function complain(exitCode, text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
