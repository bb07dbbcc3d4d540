import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createHttpApp, EdgeModule, JsonLogger } from '@carbon/http';
import { ApiKeys, newApiKey } from '@carbon/identity';
import { systemClock } from '@carbon/kernel';
import { LedgerModule } from '@carbon/ledger';
import { type DynamicModule, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { type Bench, CheckFailed, type Line, type Note } from '../bench';
import type { LoadOrder, LoadReport } from '../http-load';
import { LedgerStage, PLAIN } from '../ledger-stage';
import { checkTwoAccounts, createTwoAccounts, MOVE } from '../references/two-account';
import { TwoAccountModule } from '../references/two-account-http';
import { interleave, median } from '../rounds';

/** Connections of the reference: as many calls at a time as served it best. */
const POOL = 16;

@Module({})
class LedgerOverHttp {
  static with(...imports: DynamicModule[]): DynamicModule {
    return { module: LedgerOverHttp, imports };
  }
}

export const http: Line = {
  name: 'http',
  async run(bench) {
    const { sizes, server } = bench;
    const stage = await LedgerStage.open(bench);
    const twoUrl = await createTwoAccounts(bench);
    const pool = new Pool({ connectionString: twoUrl, max: POOL }).on('error', () => undefined);
    const { key, entry } = newApiKey('bench', 'Bench', ['transfers.write']);
    const authenticator = ApiKeys.parse([entry]);
    const parts = { database: stage.database, clock: systemClock, authenticator };
    const idOf = new Map(stage.accounts.map((number, at) => [number, at]));
    const ours = await listen(
      LedgerOverHttp.with(EdgeModule.forRoot(parts), LedgerModule.forRoot(stage.ledger)),
    );
    const theirs = await listen(
      TwoAccountModule.forRoot(parts, async (from, to, quantity) => {
        const values = [idOf.get(from), idOf.get(to), quantity];
        const { rows } = await pool.query<{ move: string }>({ ...MOVE, values });
        return rows[0]?.move ?? '';
      }),
    );
    const empty = await listen(TwoAccountModule.forRoot(parts, () => Promise.resolve('0')));
    const accounts = stage.accounts.slice(0, ACCOUNTS);
    const loader = new Loader(bench, { apiKey: key, accounts });
    let moved = 0;
    try {
      const ratio = await interleave(
        sizes.rounds,
        {
          path: `POST /v1/transfers, ${sizes.httpClients} clients, coalesced, idempotent`,
          reference: `same adapter and guard, one two-account call a request, ${POOL} connections`,
          unit: '/s',
          goal: { atLeast: 2 },
        },
        async () => {
          const { answered, rate } = await loader.round(theirs.port, '/v1/two-account-moves');
          moved += answered;
          return rate;
        },
        async () => {
          const { answered, rate } = await loader.round(ours.port, '/v1/transfers');
          stage.countAcknowledged(answered);
          return rate;
        },
      );
      return { ratios: [ratio], notes: [await ceiling(loader, empty.port, sizes.rounds)] };
    } finally {
      loader.end();
      await ours.close();
      await theirs.close();
      await empty.close();
      await pool.end();
      await checkTwoAccounts(bench, twoUrl, moved);
      await server.dropDatabase(twoUrl);
      await stage.close();
    }
  },
};

/** What the adapter, guard and validation leave for everything else. */
async function ceiling(loader: Loader, port: number, rounds: number): Promise<Note> {
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    rates.push((await loader.round(port, '/v1/two-account-moves')).rate);
  }
  const rate = Math.round(median(rates)).toLocaleString('en');
  return {
    about: 'the same adapter and guard with a route that does nothing',
    lines: [`${rate} requests/s`],
  };
}

/** Accounts that the clients name; they are sent to the load process with each order. */
const ACCOUNTS = 10_000;

async function listen(module: DynamicModule): Promise<{ port: number; close(): Promise<void> }> {
  const app = await createHttpApp(module, {
    openApi: { title: 'Bench', description: 'Bench', version: '1' },
    logger: new JsonLogger('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { port, close: () => app.close() };
}

/** The process that plays the clients. */
class Loader {
  private readonly child: ChildProcess = fork(join(__dirname, '..', 'http-load.js'), { execArgv: [] });
  private rounds = 0;

  constructor(
    private readonly bench: Bench,
    private readonly common: Pick<LoadOrder, 'apiKey' | 'accounts'>,
  ) {}

  /** @throws CheckFailed when a request was not answered with 201 */
  async round(port: number, path: string): Promise<{ answered: number; rate: number }> {
    const order: LoadOrder = {
      ...this.common,
      port,
      path,
      clients: this.bench.sizes.httpClients,
      ms: this.bench.sizes.roundMs,
      instrument: PLAIN,
      round: `round-${++this.rounds}`,
    };
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [LoadReport];
    if (report.fault !== undefined) throw new CheckFailed(`a request failed: ${report.fault}`);
    return { answered: report.answered, rate: report.answered / report.seconds };
  }

  end(): void {
    this.child.disconnect();
  }
}
