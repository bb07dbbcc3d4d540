import { type FieldOptions, IsListOf, IsQuantity, IsShaped, IsText } from '@carbon/http';
import { isAccountNumber } from '../domain/account-number';

/** Serials are capped so that one request stays one screen of work for the ledger. */
const MAX_SERIAL_RANGES = 1_000;
const INSTRUMENT_CODE = /^[A-Z0-9][A-Z0-9./:-]{0,79}$/;

/** The public number of an account, check digits included (REG-014). */
export function IsAccountNumber(options: FieldOptions): PropertyDecorator {
  return IsShaped({
    shape: 'account-number',
    test: isAccountNumber,
    sentence: {
      zh: '不是有效的账户编号，请核对校验码',
      en: 'is not an account number; look at its check digits',
    },
    example: 'CL-100-1024-0-28',
    ...options,
  });
}

/** The code of an instrument. */
export function IsInstrumentCode(options: FieldOptions): PropertyDecorator {
  return IsText({ min: 1, max: 80, pattern: INSTRUMENT_CODE, example: 'GEC-W320900A01-2026-03', ...options });
}

export class SerialsBody {
  @IsQuantity({ description: 'First serial, included. 起始编号', example: '1' })
  first!: string;

  @IsQuantity({ description: 'Last serial, included. 终止编号', example: '100' })
  last!: string;
}

/** Exactly these units; without them the ledger chooses. */
export function AreSerials(): PropertyDecorator {
  return IsListOf(() => SerialsBody, {
    description:
      'Exactly these serials, together as many as `quantity`; chosen by the ledger when absent. 指定编号',
    optional: true,
    max: MAX_SERIAL_RANGES,
  });
}

/** Why a move is asked for; stands on the journal (INV-08). */
export class MoveReason {
  @IsText({
    description: 'Business reference: a contract, an order. 业务编号',
    max: 200,
    optional: true,
    example: 'CONTRACT-2026-017',
  })
  reference?: string;

  @IsText({ description: 'Reason in words. 事由', max: 500, optional: true, example: '双边协议转让' })
  reason?: string;
}
