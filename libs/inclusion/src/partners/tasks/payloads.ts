import { AreTexts, IsOneOf, IsText } from '@carbon/http';
import { PARTNER_CODE } from '../partner';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const PROGRAMME = /^[A-Z][A-Z0-9-]{1,19}$/;
const METHOD = /^[a-z][a-z0-9-]{0,59}$/;

const CODE = {
  description: 'Code of the data partner. 数据伙伴代码',
  max: 40,
  pattern: PARTNER_CODE,
  example: 'P1',
};
const REASON = { description: 'Why. 事由', max: 500, example: '数据异常待核实' };

/** Payload of the task kind `inclusion-partner`. */
export class InclusionPartnerPayload {
  @IsText({ description: 'Code of the programme. 项目代码', max: 20, pattern: PROGRAMME, example: 'SZ' })
  programme!: string;

  @IsText({
    description: 'Code of the holder, a data partner. 数据伙伴主体代码',
    max: 40,
    pattern: HOLDER,
    example: 'METRO-CO',
  })
  holder!: string;

  @IsText({ ...CODE, description: 'How its batches name it; never given anew. 数据伙伴代码' })
  code!: string;

  @IsText({ description: 'Name in Chinese. 中文名称', max: 100, example: '地铁乘车记录（示例）' })
  nameZh!: string;

  @IsText({ description: 'Name in English. 英文名称', max: 100, example: 'Metro rides (example)' })
  nameEn!: string;

  @AreTexts({
    description: 'Methods it may tell of, by code. 可上报的行为类别',
    each: { max: 60, pattern: METHOD },
    max: 100,
    example: ['metro'],
  })
  methods!: string[];

  @IsText({ description: 'The agreement it rests on, or `synthetic`. 依据', max: 200, example: 'synthetic' })
  source!: string;
}

/** Payload of the task kind `inclusion-partner-state`. */
export class InclusionPartnerStatePayload {
  @IsText(CODE)
  code!: string;

  @IsOneOf(['suspend', 'resume', 'end'], { description: 'What is done. 操作' })
  act!: 'suspend' | 'resume' | 'end';

  @IsText(REASON)
  reason!: string;
}

/** Payload of the task kind `inclusion-partner-methods`. */
export class InclusionPartnerMethodsPayload {
  @IsText(CODE)
  code!: string;

  @AreTexts({
    description: 'All methods it may tell of from now on. 可上报的行为类别',
    each: { max: 60, pattern: METHOD },
    max: 100,
    example: ['metro', 'electric-bus'],
  })
  methods!: string[];

  @IsText(REASON)
  reason!: string;
}

/** Payload of the task kind `inclusion-partner-feed`. */
export class InclusionPartnerFeedPayload {
  @IsText(CODE)
  code!: string;

  @IsText({
    description: 'Where its acts are fetched, https; `pause` to fetch no more. 取数地址，pause 表示暂停',
    max: 500,
    example: 'https://acts.example.com/v1/acts',
  })
  url!: string;
}
