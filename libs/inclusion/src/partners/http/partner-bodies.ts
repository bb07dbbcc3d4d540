import { AreTexts, IsMoment, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';
import { type Partner, PARTNER_CODE, PARTNER_STATES, type PartnerState } from '../partner';

export class PartnerPath {
  @IsText({
    description: 'Code of the data partner. 数据伙伴代码',
    max: 40,
    pattern: PARTNER_CODE,
    example: 'P1',
  })
  code!: string;
}

export class PartnersOfPath {
  @IsText({ description: 'Code of the programme. 项目代码', max: 20, example: 'SZ' })
  programme!: string;
}

export class PartnersQuery extends PageQuery {}

export class PartnerBody {
  @IsText({ description: 'Code. 代码', max: 40, example: 'P1' })
  code!: string;

  @IsText({ description: 'Code of the programme it tells. 项目代码', max: 20, example: 'SZ' })
  programme!: string;

  @IsText({ description: 'Name in Chinese. 中文名称', max: 100, example: '地铁乘车记录（示例）' })
  nameZh!: string;

  @IsText({ description: 'Name in English. 英文名称', max: 100, example: 'Metro rides (example)' })
  nameEn!: string;

  @AreTexts({
    description: 'Methods it may tell of. 可上报的行为类别',
    each: { max: 60, pattern: /^[a-z0-9-]+$/ },
    max: 100,
    example: ['metro'],
  })
  methods!: string[];

  @IsOneOf(PARTNER_STATES, { description: 'Whether it may tell now. 状态' })
  state!: PartnerState;

  @IsText({ description: 'The agreement it rests on. 依据', max: 200, example: 'synthetic' })
  source!: string;

  @IsMoment({ description: 'Since when. 准入时间' })
  openedAt!: string;
}

export function partnerBody(partner: Partner, programmes: ReadonlyMap<number, Programme>): Sent<PartnerBody> {
  const { code, name, methods, state, source, openedAt } = partner;
  return {
    ...{ code, programme: programmes.get(partner.programmeId)?.code ?? '', nameZh: name.zh, nameEn: name.en },
    ...{ methods: [...methods], state, source, openedAt: chinaTimestamp(openedAt) },
  };
}
