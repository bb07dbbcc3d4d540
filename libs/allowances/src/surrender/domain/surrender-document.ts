import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@carbon/kernel';
import type { Surrender, SurrenderLot } from './surrender';

/** Separates the commitment to a surrender from every other use of SHA-256. */
export const SURRENDER_DOMAIN = 'carbon-ledger/allowance-surrender/v1\0';

type Surrendered = Pick<Surrender, 'id' | 'market' | 'year' | 'account' | 'ground' | 'documentHash'>;

/** What the rows of a surrender commit to, so that a certificate of compliance proves offline (SUR-014). */
export function surrenderDocument(
  { id, market, year, account, ground, documentHash }: Surrendered,
  lots: readonly Pick<SurrenderLot, 'kind' | 'instrument' | 'quantity'>[],
): Readonly<Record<string, Json>> {
  const units = (of: SurrenderLot['kind']) =>
    lots
      .filter(({ kind }) => kind === of)
      .map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() }));
  return {
    ...{ surrender: id, market, year, account, ground },
    ...{ allowances: units('allowance'), credits: units('credit'), filed: documentHash },
  };
}

/** The id of a surrender, 74 bits of which nobody can guess: it keeps the commitment from being tried. */
export const surrenderSalt = ({ id }: Pick<Surrender, 'id'>): Buffer =>
  Buffer.from(id.replaceAll('-', ''), 'hex');

/** SHA-256(domain ‖ salt ‖ canonical JSON). */
export function surrenderCommitment(
  surrender: Surrendered,
  lots: Parameters<typeof surrenderDocument>[1],
): Buffer {
  return createHash('sha256')
    .update(SURRENDER_DOMAIN)
    .update(surrenderSalt(surrender))
    .update(canonicalJson(surrenderDocument(surrender, lots)))
    .digest();
}
