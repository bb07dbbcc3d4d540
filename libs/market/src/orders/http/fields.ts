import { type FieldOptions, IsShaped, IsText } from '@carbon/http';

/** A bigint of the database that counts from 1. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The number of an order or trade. */
export function IsOrderNumber(options: FieldOptions): PropertyDecorator {
  return IsShaped({
    shape: 'order-number',
    test: (text) => NUMBER.test(text),
    sentence: { zh: '应为委托编号', en: 'must be the number of an order' },
    example: '1000000000042',
    ...options,
  });
}

/** Yuan per unit; what it must be beyond its digits is told by `parsePriceFen`. */
export function IsYuanPrice(options: FieldOptions): PropertyDecorator {
  return IsText({ max: 30, pattern: /^[0-9]+(\.[0-9]+)?$/, example: '50.10', ...options });
}

/** The number of a trading account. */
export function IsTradingAccount(options: FieldOptions): PropertyDecorator {
  return IsText({ max: 40, pattern: /^[A-Z0-9-]+$/, example: 'TA-CN-000042-17', ...options });
}
