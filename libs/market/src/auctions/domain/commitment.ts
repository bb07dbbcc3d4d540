import { createHash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';

export interface Committed {
  readonly auction: string;
  readonly bid: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
}

/** What a bidder, and later everybody who bid, hashes: canonical JSON (RFC 8785), quantities as decimal texts. */
export function canonicalBid({ auction, bid, priceFen, quantity }: Committed): string {
  return canonicalJson({ auction, bid, priceFen: priceFen.toString(), quantity: quantity.toString() });
}

/** SHA-256 over the canonical bid, followed by the bytes of its salt: shown at once, opened after the close. */
export function commitmentOf(bid: Committed, salt: Uint8Array): Buffer {
  return createHash('sha256').update(canonicalBid(bid)).update(salt).digest();
}
