import { type FieldOptions, IsListOf, IsQuantity, IsText, IsChinaMonth, PageQuery } from '@carbon/http';
import { type ChinaMonth, fault, malformed, parseChinaMonth, parseQuantity } from '@carbon/kernel';
import type { CertificateChoice } from '../use-cases/choose-certificates';

/** A plant by its short code or its 17 digits. */
export function IsPlant(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Short code or 17-digit code of the plant. 电站简码或 17 位编码',
    example: 'DLH50',
    max: 32,
    pattern: /^[A-Z0-9][A-Z0-9-]*$/,
    ...options,
  });
}

/** The 32 digits of a certificate; their meaning is judged by the use case. */
export function IsCertificateCode(options: FieldOptions): PropertyDecorator {
  return IsText({ min: 32, max: 32, pattern: /^\d{32}$/, example: EXAMPLE_CODE, ...options });
}

/** A SHA-256 in hex. */
export function IsSha256(
  options: Partial<FieldOptions> & Pick<FieldOptions, 'description'>,
): PropertyDecorator {
  return IsText({ min: 64, max: 64, pattern: /^[0-9a-f]{64}$/, example: EXAMPLE_HASH, ...options });
}

const EXAMPLE_HASH = '7199e0894041295fa634542bae9abf72a2c3febc541da7c66afa320567ac1dd8';

export const EXAMPLE_CODE = '12326030263000010250100000000111';

const MAX_CHOICES = 200;

/** So many of a plant-month, or exactly those between two codes. */
export class CertificateChoiceBody {
  @IsPlant({ optional: true })
  plant?: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01', optional: true })
  month?: string;

  @IsQuantity({ description: 'How many; with plant and month. 数量', example: '10', optional: true })
  quantity?: string;

  @IsCertificateCode({
    description: 'First certificate; instead of plant and month. 首个绿证编码',
    optional: true,
  })
  firstCode?: string;

  @IsCertificateCode({
    description: 'Last certificate; the first again when absent. 末个绿证编码',
    optional: true,
  })
  lastCode?: string;
}

export function AreCertificates(): PropertyDecorator {
  return IsListOf(() => CertificateChoiceBody, {
    description:
      'Each names plant, month and quantity, or firstCode and lastCode. 按电站、月份、数量，或按编码起止指定',
    max: MAX_CHOICES,
  });
}

/** @throws Refusal INPUT_MALFORMED naming `certificates[n]` when it mixes the two ways, or is neither */
export function choicesOf(bodies: readonly CertificateChoiceBody[]): CertificateChoice[] {
  return bodies.map(({ plant, month, quantity, firstCode, lastCode }, at) => {
    const byCode =
      firstCode !== undefined && plant === undefined && month === undefined && quantity === undefined;
    if (byCode) return { firstCode, lastCode: lastCode ?? firstCode };
    if (firstCode === undefined && lastCode === undefined && plant && month && quantity) {
      return { plant, month: parseChinaMonth(month), quantity: parseQuantity(quantity) };
    }
    throw malformed([
      fault(
        `certificates[${at}]`,
        'choice',
        'must name plant, month and quantity, or firstCode (and lastCode)',
        '须同时给出 plant、month、quantity，或给出 firstCode（及 lastCode）',
      ),
    ]);
  });
}

/** A list that is narrowed to a plant, a production month, or both. */
export class PlantMonthQuery extends PageQuery {
  @IsPlant({ optional: true })
  plant?: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01', optional: true })
  month?: ChinaMonth;
}
