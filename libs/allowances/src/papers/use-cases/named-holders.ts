import type { Transaction } from '@carbon/database';
import { findHoldersById } from '@carbon/identity';
import type { NamedHolder } from '../domain/certificate-facts';

/** Enterprises as their papers name them, by id. Persons have no obligations and are left out. */
export async function namedHolders(
  tx: Pick<Transaction, 'manager'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedHolder>> {
  const holders = await findHoldersById(tx.manager, ids);
  return new Map(
    [...holders]
      .filter(([, { kind }]) => kind !== 'resident')
      .map(([id, { code, nameZh, nameEn, socialCreditCode: identifier }]) => [
        id,
        { code, nameZh, nameEn, identifier },
      ]),
  );
}
