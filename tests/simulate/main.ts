import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { EmbeddedPostgres } from '@carbon/database';
import { play } from './play';

/** `npm run simulate -- --seeds 100 --steps 400 [--seed 7]`: plays story after story until one fails. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '20' },
      steps: { type: 'string', default: '200' },
      seed: { type: 'string' },
    },
  });
  const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  await withDatabase(async () => {
    for (let seed = first; seed < first + count; seed++) {
      process.stdout.write(`${JSON.stringify(await play(seed, Number(values.steps)))}\n`);
    }
  });
}

/** A throw-away database server for as long as the stories last. */
async function withDatabase(work: () => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'carbon-simulate-'));
  chmodSync(directory, 0o755);
  const server = await EmbeddedPostgres.start({ directory: join(directory, 'data'), profile: 'test' });
  process.env['CARBON_TEST_SUPERUSER_URL'] = server.superuserUrl;
  try {
    await work();
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${inspect(error)}\n`);
  process.exitCode = 1;
});
