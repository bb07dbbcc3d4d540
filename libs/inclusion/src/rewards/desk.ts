import type { Consents, PersonVault } from '@carbon/privacy';
import type { InclusionParts } from '../parts';

/** What vouchers are made and used with. */
export interface VoucherDesk extends InclusionParts {
  /** Seals codes for their owner and fingerprints them. */
  readonly vault: PersonVault;
  /** Who may act for whom. */
  readonly consents: Consents;
}

export const VOUCHER_DESK = Symbol('voucher desk');

const CODE = 'voucher.code';

/** The fingerprint under which a code is found. */
export const hashOfCode = ({ vault }: Pick<VoucherDesk, 'vault'>, code: string): Buffer =>
  vault.blindIndex(CODE, code);

/** What a sealed code is bound to. */
export const codeContext = (voucher: string): string => `${CODE}:${voucher}`;
