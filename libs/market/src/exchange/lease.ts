import type { Database } from '@carbon/database';
import type { QueryRunner } from 'typeorm';

/** The right of this process to run a market. */
export interface Lease {
  readonly market: string;
  /** Raised by everybody who takes it: what was written under another epoch was written by somebody else. */
  readonly epoch: bigint;
  /** Number of the market: the head of its orders' numbers. */
  readonly venue: number;
}

/** Locks of this room: the first half of the two numbers of an advisory lock. */
const EXCHANGE_LOCKS = 0x45584348;

/**
 * The leases of this process: locks of one database session. The database frees them when the process or its connection dies;
 * the epoch taken with each keeps out whoever had it before and does not know yet.
 */
export class Leases {
  private session: QueryRunner | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** The lease of a market, if nobody has it now. */
  take(market: string): Promise<Lease | undefined> {
    return this.inTurn(async (session) => {
      const [row] = (await session.query('select pg_try_advisory_lock($1::int, hashtext($2)) as locked', [
        EXCHANGE_LOCKS,
        market,
      ])) as { locked: boolean }[];
      if (row?.locked !== true) return undefined;
      await session.query('insert into market.venue (market) values ($1) on conflict do nothing', [market]);
      const [rows] = (await session.query(
        'update market.venue set epoch = epoch + 1 where market = $1 returning epoch, number',
        [market],
      )) as [{ epoch: string; number: number }[]];
      const [venue] = rows;
      if (venue === undefined) throw new Error(`there is no market ${market}`);
      return { market, epoch: BigInt(venue.epoch), venue: venue.number };
    });
  }

  /** Whether the session that holds a lease is still the one of before, and answers. */
  async stillHeld({ market }: Lease): Promise<boolean> {
    if (this.session === undefined) return false;
    try {
      return await this.inTurn(async (session) => {
        const [row] = (await session.query(
          `select exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
              and classid = $1::int::oid and objid = (hashtext($2)::bigint & 4294967295)::oid) as held`,
          [EXCHANGE_LOCKS, market],
        )) as { held: boolean }[];
        return row?.held === true;
      });
    } catch {
      return false;
    }
  }

  /** A session that is lost has given it back already. */
  async giveBack({ market }: Lease): Promise<void> {
    if (this.session === undefined) return;
    await this.inTurn((session) =>
      session.query('select pg_advisory_unlock($1::int, hashtext($2))', [EXCHANGE_LOCKS, market]),
    ).catch(() => undefined);
  }

  /** Ends the session; whatever it still held is free. */
  async close(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    if (session === undefined || session.isReleased) return;
    await session.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await session.release().catch(() => undefined);
  }

  /** One statement of the session after another; a session that fails is given up. */
  private inTurn<T>(work: (session: QueryRunner) => Promise<T>): Promise<T> {
    const turn = this.turn.then(async () => {
      try {
        return await work(await this.connected());
      } catch (error) {
        await this.close();
        throw error;
      }
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async connected(): Promise<QueryRunner> {
    if (this.session === undefined) {
      const session = this.database.source.createQueryRunner();
      await session.connect();
      this.session = session;
    }
    return this.session;
  }
}
