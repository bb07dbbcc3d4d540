// Compiles TypeScript to dist/ and the contracts to artifacts/, only where something changed. Used by `npm start`,
// `npm run bench` and the `carbon` command, so that a fresh clone needs no step of its own.
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transformFile } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'));
}

const swcOptions = () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  delete options.$schema;
  options.jsc.baseUrl = root;
  options.jsc.paths = compilerOptions.paths;
  return { ...options, swcrc: false, configFile: false };
};

/** Copies the data that sources import (rule packs) beside their output, where it changed. */
function copyData() {
  for (const source of filesBelow(join(root, 'libs'), '.json')) {
    const output = join(dist, relative(root, source));
    if (existsSync(output) && readFileSync(output).equals(readFileSync(source))) continue;
    mkdirSync(dirname(output), { recursive: true });
    copyFileSync(source, output);
  }
}

/** Compiles the sources that are newer than their output. Returns how many. */
export async function buildSources() {
  copyData();
  const sources = ['apps', 'libs', 'tests/support', 'tests/bench', 'tests/simulate']
    .flatMap((folder) => filesBelow(join(root, folder), '.ts'))
    .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'));
  const outputOf = (source) => join(dist, relative(root, source)).replace(/\.ts$/, '.js');
  const stale = sources.filter((source) => {
    const output = outputOf(source);
    return !existsSync(output) || statSync(output).mtimeMs < statSync(source).mtimeMs;
  });
  if (stale.length === 0) return 0;
  const options = swcOptions();
  await Promise.all(
    stale.map(async (source) => {
      const { code, map } = await transformFile(source, { ...options, filename: source });
      const output = outputOf(source);
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, `${code}\n//# sourceMappingURL=${output.split('/').at(-1)}.map\n`);
      writeFileSync(`${output}.map`, map ?? '');
    }),
  );
  return stale.length;
}

/** Compiles the contracts when their sources changed. Returns whether it did. */
export async function buildContracts() {
  const sources = filesBelow(join(root, 'contracts'), '.sol').sort();
  const digest = createHash('sha256');
  for (const file of [...sources, join(root, 'hardhat.config.ts')]) digest.update(readFileSync(file));
  const stamp = join(root, 'artifacts', '.sources');
  const hash = digest.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  const hardhat = join(root, 'node_modules', 'hardhat', 'internal', 'cli', 'bootstrap.js');
  await promisify(execFile)(process.execPath, [hardhat, 'compile', '--quiet'], {
    cwd: root,
    env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', TS_NODE_TRANSPILE_ONLY: 'true' },
  });
  writeFileSync(stamp, hash);
  return true;
}

export async function build(say = () => undefined) {
  const started = Date.now();
  const compiled = await buildSources();
  if (compiled > 0) say(`compiled ${compiled} source files (${Date.now() - started} ms)`);
  if (await buildContracts()) say(`compiled the contracts (${Date.now() - started} ms)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build((line) => process.stdout.write(`${line}\n`));
}
