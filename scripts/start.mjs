// `npm start`: the whole platform in one process, with a database and a chain of its own.
import './node-version.mjs';
import { build } from './build.mjs';
import { run } from './run.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
say('碳账本 Carbon Ledger');
await build((line) => say(`  ${line}`));
process.exitCode = await run('apps/platform/src/main', process.argv.slice(2));
