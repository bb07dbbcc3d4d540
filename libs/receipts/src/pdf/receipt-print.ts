import type { Text } from '@carbon/kernel';
import type { ReceiptFacts } from '../domain/index';
import type { ReceiptProof } from '../proofs';
import type { PrintLanguage } from './sheet';

/** `redemption`: the same act in the layout of a redemption statement, as buyers abroad know it (S09). */
export const PRINT_KINDS = ['receipt', 'redemption'] as const;
export type PrintKind = (typeof PRINT_KINDS)[number];

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
  readonly kind?: PrintKind;
  /** False only to look into the file. */
  readonly compress?: boolean;
}
