import type { CreditWorld } from '../../../../tests/support/credit-world';

/** Moves units of the owner to the buyer, past every order. */
export async function transferUnits(world: CreditWorld, instrument: string, quantity: bigint): Promise<void> {
  const { database, ledger } = world.platform;
  const { OWNER: from, BUYER: to } = world.accounts;
  const [outcome] = await database.transaction((tx) =>
    ledger.submit(tx, [{ kind: 'transfer', instrument, quantity, from, to, cause: { actor: 'test' } }]),
  );
  if (outcome?.status !== 'done') throw new Error('the transfer was refused');
}
