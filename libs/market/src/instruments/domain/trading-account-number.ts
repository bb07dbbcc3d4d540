import { checkDigits } from '@carbon/ledger/domain';

const PREFIX = 'TA';
const DIGITS = 6;

const checkOf = (market: string, id: number) =>
  checkDigits(PREFIX + market, 0, id, 0)
    .toString()
    .padStart(2, '0');

/** The public number of a trading account, `TA-CN-000042-17`: market, identifier, check digits as of ledger accounts. */
export const tradingAccountNumber = (market: string, id: number): string =>
  `${PREFIX}-${market}-${id.toString().padStart(DIGITS, '0')}-${checkOf(market, id)}`;

const SHAPE = /^TA-([A-Z]{2,8})-(\d{6,10})-(\d{2})$/;

/** Whether a text is such a number with the right check digits; says nothing about the account's existence. */
export function isTradingAccountNumber(text: string): boolean {
  const [, market, identifier, check] = SHAPE.exec(text) ?? [];
  return market !== undefined && checkOf(market, Number(identifier)) === check;
}
