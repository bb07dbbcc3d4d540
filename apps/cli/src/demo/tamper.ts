import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@carbon/database';
import { Client } from 'pg';
import type { Text } from '@carbon/kernel';
import type { Scene } from './scene';

interface Reconciliation {
  readonly status: string;
  readonly differences: readonly {
    readonly kind: string;
    readonly transaction: string | null;
    readonly text: Text;
  }[];
}

/** Alters one row behind the ledger's back and has everything added up again. @throws Error unless exactly it is named */
export async function tamper(
  { terminal, connection, directory }: Scene,
  transactionId: bigint,
): Promise<void> {
  const before = await reconcile(connection);
  terminal.say(`  ${terminal.tell({ zh: '改动之前', en: 'before' })}: ${before.status}`);
  if (before.differences.length > 0) throw new Error(JSON.stringify(before.differences));

  await alter(directory, transactionId);
  const after = await reconcile(connection);
  terminal.say(`  ${terminal.tell({ zh: '改动之后', en: 'after' })}: ${after.status}`);
  for (const difference of after.differences) {
    terminal.say(`  ${difference.kind} #${difference.transaction ?? '-'}: ${terminal.tell(difference.text)}`);
  }
  const named = new Set(after.differences.flatMap(({ transaction }) => transaction ?? []));
  if (named.size !== 1 || !named.has(transactionId.toString()))
    throw new Error('another transaction was named');
}

/** What only a superuser can do, and only by switching the triggers off. */
async function alter(directory: string, transactionId: bigint): Promise<void> {
  const server = await EmbeddedPostgres.find(join(directory, 'postgres'));
  if (server === undefined) throw new Error('the database of the story is not running');
  const url = new URL(server.superuserUrl);
  url.pathname = '/carbon';
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(`update ledger.journal set reason = 'altered' where transaction_id = $1`, [
      transactionId.toString(),
    ]);
  } finally {
    await client.end();
  }
}

async function reconcile(connection: Scene['connection']): Promise<Reconciliation> {
  const { id } = await connection.post<{ id: string }>('/v1/reconciliations', {});
  for (let tries = 0; tries < 600; tries++) {
    const run = await connection.get<Reconciliation>(`/v1/reconciliations/${id}`);
    if (run.status === 'COMPLETED' || run.status === 'INCONSISTENT') return run;
    if (run.status === 'FAILED') throw new Error(JSON.stringify(run));
    await pause(100);
  }
  throw new Error('the reconciliation did not end within a minute');
}
