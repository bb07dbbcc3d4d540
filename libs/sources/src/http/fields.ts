import { type FieldOptions, IsText } from '@carbon/http';

export const ASSET_NUMBER = /^AS-\d{6,18}$/;

export function IsAssetNumber(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of an asset. 资产编号',
    example: 'AS-000123',
    min: 9,
    max: 21,
    pattern: ASSET_NUMBER,
    ...options,
  });
}
