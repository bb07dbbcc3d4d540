import { IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { MembershipView } from '../persistence/memberships';
import { PROGRAMME } from './fields';

const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class ProgrammePathOfMine {
  @IsText(PROGRAMME)
  code!: string;
}

export class JoinProgrammeBody {
  @IsText(PROGRAMME)
  programme!: string;
}

export class MyProgrammeBody {
  @IsText(PROGRAMME)
  programme!: string;

  @ApiProperty({ description: 'Name in Chinese. 中文名称', example: '示例市碳普惠' })
  nameZh!: string;

  @ApiProperty({ description: 'Name in English. 英文名称', example: 'Carbon inclusion of Example City' })
  nameEn!: string;

  @ApiProperty({ ...MOMENT, description: 'Since. 加入时间' })
  joinedAt!: string;

  @ApiProperty({ ...MOMENT, type: String, nullable: true, description: 'Left when. 退出时间' })
  leftAt!: string | null;
}

export function myProgrammeBody({
  programme,
  name,
  joinedAt,
  leftAt,
}: MembershipView): Sent<MyProgrammeBody> {
  return {
    programme,
    nameZh: name.zh,
    nameEn: name.en,
    joinedAt: chinaTimestamp(joinedAt),
    leftAt: leftAt === null ? null : chinaTimestamp(leftAt),
  };
}

export class ProgrammeJoinedBody {
  @IsText(PROGRAMME)
  programme!: string;

  @ApiProperty({ enum: ['member'], description: 'State. 状态', example: 'member' })
  state!: 'member';
}

export class ProgrammeLeftBody {
  @IsText(PROGRAMME)
  programme!: string;

  @ApiProperty({
    type: [String],
    description: 'Partners whose links ended with it. 随之解除绑定的数据合作方',
    example: ['METRO-SZ'],
  })
  unlinked!: string[];
}
