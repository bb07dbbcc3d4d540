import { IsText, IsWholeNumberString, type Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { RelativeView } from '../persistence/family';

const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;
const NUMBER = { description: 'Number of the relative. 家庭成员编号', example: '218' };
const LABEL = {
  description: 'What you call the relative; only you see it. 您对家人的称呼',
  example: '妈妈',
  max: 20,
  optional: true,
};

export class RelativePath {
  @IsWholeNumberString(NUMBER)
  number!: string;
}

export class InviteRelativeBody {
  @IsText(LABEL)
  label?: string;
}

export class FamilyInvitationBody {
  @ApiProperty({ description: 'To give to the relative; works once. 家庭邀请码', example: '7K2MD-Q0X4T' })
  code!: string;

  @ApiProperty({ ...MOMENT, description: 'Until when. 有效期至' })
  expiresAt!: string;
}

export class AcceptRelativeBody extends InviteRelativeBody {
  @IsText({ description: 'The code you were given. 家庭邀请码', example: '7K2MD-Q0X4T', max: 20 })
  code!: string;
}

export class RelativeTieBody {
  @IsWholeNumberString(NUMBER)
  number!: string;

  @ApiProperty({
    enum: ['shared', 'helper', 'ended'],
    description: 'What stands: totals are shared; it may also act for you; ended. 状态',
    example: 'shared',
  })
  state!: 'shared' | 'helper' | 'ended';
}

export class RelativeBody {
  @IsWholeNumberString(NUMBER)
  number!: string;

  @ApiProperty({ description: 'Public code. 公开代码', example: 'R-7K2MDQ0X4T' })
  code!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What you call the relative. 称呼',
    example: '妈妈',
  })
  label!: string | null;

  @ApiProperty({ ...MOMENT, description: 'Since. 起始' })
  since!: string;

  @ApiProperty({ description: 'May act for you. 可代我办理', example: false })
  mayHelpMe!: boolean;

  @ApiProperty({ description: 'You may act for it. 我可代办', example: true })
  iMayHelp!: boolean;

  @ApiProperty({ description: 'Acts that counted. 计入的行为数', example: '84' })
  acts!: string;

  @ApiProperty({ description: 'Grams of CO2e reduced. 减排克数', example: '1256.8' })
  reducedGrams!: string;

  @ApiProperty({ description: 'Grams of CO2e emitted. 排放克数', example: '812.4' })
  emittedGrams!: string;

  @ApiProperty({ description: 'Points earned. 获得积分', example: '120' })
  points!: string;
}

export function relativeBody(view: RelativeView, label: string | null): Sent<RelativeBody> {
  const { number, code, since, mayHelpMe, iMayHelp, acts, points } = view;
  return {
    ...{ number, code, label, mayHelpMe, iMayHelp, acts, points },
    since: chinaTimestamp(since),
    reducedGrams: formatGrams(BigInt(view.reducedUg)),
    emittedGrams: formatGrams(BigInt(view.emittedUg)),
  };
}
