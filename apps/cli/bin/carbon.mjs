#!/usr/bin/env node
// The `carbon` command: compiles what changed, then runs apps/cli.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { realpathSync } from 'node:fs';

const scripts = join(dirname(realpathSync(fileURLToPath(import.meta.url))), '..', '..', '..', 'scripts');
const { build } = await import(pathToFileURL(join(scripts, 'build.mjs')));
const { run } = await import(pathToFileURL(join(scripts, 'run.mjs')));
await build((line) => process.stderr.write(`${line}\n`));
process.exitCode = await run('apps/cli/src/main', process.argv.slice(2));
