/** How the made-up bank behaves: all of it invented, none of it a rule of a real bank. */

/** Until it says what became of an order. */
export const DEMO_DELAY_MS = 30_000;
/** Until it sends a notice a second time, as if it had not heard that the first arrived. */
export const DEMO_REPEAT_MS = 60_000;
/** It pays no more than this at once, in fen. */
export const DEMO_LIMIT_FEN = 5_000_000_000n;
/** Payees whose name holds one of these do not exist. */
const NOBODY = ['拒付', 'REJECT'];

/** Why it rejects an order; undefined when it pays. */
export function demoRejection(order: {
  readonly payeeName: string;
  readonly amountFen: bigint;
}): string | undefined {
  if (NOBODY.some((mark) => order.payeeName.toUpperCase().includes(mark)))
    return 'AC04 payee account closed (made up)';
  if (order.amountFen > DEMO_LIMIT_FEN) return 'AM02 amount above the limit (made up)';
  return undefined;
}
