// Compiles what changed and runs a program of this repository: node scripts/run.mjs <path without ending> [arguments].
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a compiled program with the flags that the hot paths were measured with. Resolves to its exit code. */
export function run(program, parameters, options = {}) {
  const flags = ['--max-semi-space-size=64', '--enable-source-maps', '-r', 'reflect-metadata'];
  const child = spawn(process.execPath, [...flags, join(root, 'dist', `${program}.js`), ...parameters], {
    stdio: 'inherit',
    ...options,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 0 : 1))),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, ...parameters] = process.argv.slice(2);
  await build((line) => process.stderr.write(`${line}\n`));
  process.exitCode = await run(program, parameters, { cwd: root });
}
