import type { Text } from '@carbon/kernel';
import type { ReceiptFacts } from '../domain/index';
import type { ReceiptProof } from '../proofs';
import type { PrintLanguage } from './sheet';

/** What is printed: the facts as the reader may know them, and what verifies them. */
export interface ReceiptPrint {
  readonly facts: ReceiptFacts;
  readonly holder: Text;
  /** Address of the public page. */
  readonly link: string;
  /** What the QR code says: the link, with the code behind it where there is one. */
  readonly qr: string;
  readonly proof: ReceiptProof | undefined;
  readonly language: PrintLanguage;
  /** False only to look into the file. */
  readonly compress?: boolean;
}
