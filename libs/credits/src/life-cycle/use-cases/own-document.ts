import type { Transaction } from '@carbon/database';
import { documentOf } from '@carbon/documents';
import { documentOfAnother } from '../domain/refusals';

/** A document that a house itself filed. @throws Refusal CREDITS_DOCUMENT_OF_ANOTHER, also when nobody filed it */
export async function requireOwnDocuments(
  tx: Transaction,
  houseId: string,
  hashes: readonly string[],
): Promise<void> {
  for (const sha256 of new Set(hashes)) {
    if ((await documentOf(tx, sha256, houseId)) === undefined) throw documentOfAnother(sha256);
  }
}
