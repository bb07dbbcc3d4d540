import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Bench, CheckFailed, FULL, type Line, type LineResult, QUICK } from './bench';
import { acts } from './lines/acts';
import { allocations } from './lines/allocations';
import { costSplit } from './lines/cost-split';
import { exchange } from './lines/exchange';
import { gas } from './lines/gas';
import { hotAccounts } from './lines/hot-accounts';
import { http } from './lines/http';
import { journalSize } from './lines/journal-size';
import { logAppend } from './lines/log-append';
import { orderBook } from './lines/order-book';
import { orm } from './lines/orm';
import { serials } from './lines/serials';
import { trace } from './lines/trace';
import { transfersBy1000 } from './lines/transfers-1000';
import { transfersBy5000 } from './lines/transfers-5000';
import { machine } from './machine';
import { BenchServer } from './server';
import { notes, table } from './table';

const LINES: readonly Line[] = [
  transfersBy1000,
  transfersBy5000,
  hotAccounts,
  serials,
  http,
  logAppend,
  gas,
  trace,
  journalSize,
  orm,
  costSplit,
  allocations,
  orderBook,
  exchange,
  acts,
];

interface Options {
  readonly quick: boolean;
  readonly lines: readonly Line[];
  readonly json: string | undefined;
}

/** @throws Error naming an unknown line */
function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const names = values.only?.split(',').map((name) => name.trim());
  const lines = names === undefined ? LINES : names.map(lineNamed);
  return { quick: values.quick, lines, json: values.json };
}

function lineNamed(name: string): Line {
  const line = LINES.find((each) => each.name === name);
  if (line === undefined) {
    throw new Error(`no line ${name}; there are ${LINES.map((each) => each.name).join(', ')}`);
  }
  return line;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** `npm run bench [-- --quick] [-- --only transfers-1000,serials] [-- --json file]` (docs/performance.md). */
async function main(): Promise<void> {
  const options = readOptions();
  const started = Date.now();
  const say = (step: string) =>
    print(`${((Date.now() - started) / 1_000).toFixed(0).padStart(5)} s  ${step}`);
  const server = await BenchServer.start();
  const leave = () => {
    process.removeAllListeners('uncaughtException').on('uncaughtException', () => undefined);
    void server.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const facts = { machine: machine(), database: await server.version(), quick: options.quick };
    print(`${facts.machine}\n${facts.database}`);
    const bench: Bench = { sizes: options.quick ? QUICK : FULL, server, say };
    const results: LineResult[] = [];
    for (const line of options.lines) {
      say(line.name);
      const result = await line.run(bench);
      results.push(result);
      if (result.ratios.length > 0) print(table(result.ratios));
    }
    const ratios = results.flatMap((result) => result.ratios);
    const remarks = results.flatMap((result) => result.notes ?? []);
    print(`\n${[table(ratios), notes(remarks)].filter((text) => text !== '').join('\n\n')}`);
    if (options.json !== undefined) {
      await writeFile(options.json, `${JSON.stringify({ ...facts, ratios, notes: remarks }, null, 2)}\n`);
    }
    say('done');
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  const told = error instanceof CheckFailed ? `CHECK FAILED: ${error.message}` : error;
  process.stderr.write(`${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`);
  process.exitCode = 1;
});
