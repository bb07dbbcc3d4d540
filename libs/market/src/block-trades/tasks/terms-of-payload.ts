import { fault, malformed } from '@carbon/kernel';
import { requireHoldable } from '../../sales/domain/amount';
import type { BlockTerms, SwapTerms } from '../../domain/negotiation';
import { parsePriceFen } from '../../orders/domain/yuan';
import type { Payer } from './payloads';

/** @throws Refusal INPUT_MALFORMED, MARKET_AMOUNT_TOO_LARGE */
export function blockTerms(said: { readonly quantity: string; readonly price: string }): BlockTerms {
  const quantity = BigInt(said.quantity);
  const priceFen = parsePriceFen(said.price, 'payload.price');
  requireHoldable(quantity * priceFen);
  return { kind: 'block', quantity, priceFen };
}

/**
 * Who opens a swap gives its instrument.
 * @throws Refusal INPUT_MALFORMED where a difference stands without who pays it, or the other way round
 */
export function swapTerms(said: {
  readonly quantity: string;
  readonly returnQuantity: string;
  readonly cashDifference?: string | undefined;
  readonly cashPaidBy?: Payer | undefined;
}): SwapTerms {
  const { cashDifference, cashPaidBy } = said;
  if ((cashDifference === undefined) !== (cashPaidBy === undefined)) {
    const field = cashDifference === undefined ? 'payload.cashDifference' : 'payload.cashPaidBy';
    throw malformed([
      fault(
        field,
        'together',
        'stands with the other of cashDifference and cashPaidBy',
        'cashDifference 与 cashPaidBy 应同时填写',
      ),
    ]);
  }
  return {
    ...{ kind: 'swap', quantity: BigInt(said.quantity), returnQuantity: BigInt(said.returnQuantity) },
    cashFen: cashDifference === undefined ? 0n : parsePriceFen(cashDifference, 'payload.cashDifference'),
    cashFrom: cashPaidBy === 'opener' ? 'giver' : 'receiver',
  };
}
