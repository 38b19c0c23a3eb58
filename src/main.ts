import { loadConfig, environment } from './config/load.ts';
import { startDrover } from './compose/start.ts';
const stop = new AbortController();
for (const s of ['SIGTERM', 'SIGINT'] as const) process.on(s, () => stop.abort());
const r = await loadConfig({ env: await environment(process.cwd()), cwd: process.cwd() });
if (!r.ok) { process.stderr.write(JSON.stringify(r.problems)); process.exitCode = 2; }
else try { await startDrover(r.config, { output: process.stdout, colour: false }, stop.signal); process.exitCode = 0; } catch (e) { process.stderr.write(String((e as Error).stack) + JSON.stringify(e)); process.exitCode = 3; }
