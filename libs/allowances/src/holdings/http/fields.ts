import { type FieldOptions, IsQuantity, IsText } from '@carbon/http';
import { AreSerials, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';

const MARKET = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

/** The code of a market, of those in the packs or of a park's own. */
export function IsMarket(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    ...{ description: 'Market. 市场', min: 2, max: 40, pattern: MARKET, example: 'CN' },
    ...options,
  });
}

/** A holder by id or code. */
export function IsHolderName(options: FieldOptions): PropertyDecorator {
  return IsText({ max: 64, example: 'HUANENG-YC', ...options });
}

/** Units of one instrument; `lotsOf` of pending-units reads them. */
export class AllowanceLotBody {
  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA24' })
  instrument!: string;

  @IsQuantity({ description: 'Whole units. 数量', example: '1000' })
  quantity!: string;

  @AreSerials()
  serials?: SerialsBody[];
}
