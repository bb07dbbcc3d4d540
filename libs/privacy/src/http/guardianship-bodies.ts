import { IsId, IsPart, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Guardianship } from '../persistence/guardianships';
import { EVIDENCE, PersonFieldsPart } from './person-bodies';

export class EnterGuardianshipBody {
  @IsId({ description: 'The guardian. 监护人编号' })
  guardian!: string;

  @IsId({ description: 'A child who is known already. 已登记的未成年人编号', optional: true })
  ward?: string;

  @IsPart(() => PersonFieldsPart, {
    description: 'A child who is not known yet; it is entered. 待登记的未成年人',
    optional: true,
  })
  child?: PersonFieldsPart;

  @IsText(EVIDENCE)
  evidence!: string;
}

export class GuardianshipPath {
  @IsId({ description: 'Id of the guardianship. 监护关系编号' })
  id!: string;
}

export class EndGuardianshipBody {
  @IsText({ description: 'Why. 事由', example: 'request 2026-18', max: 200 })
  reason!: string;
}

export class GuardianshipBody {
  @IsId({ description: 'Id. 编号' })
  id!: string;

  @IsId({ description: 'The guardian. 监护人编号' })
  guardian!: string;

  @IsId({ description: 'The child. 被监护人编号' })
  ward!: string;

  @IsText(EVIDENCE)
  evidence!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'From when. 起始',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  from!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Ended when. 终止',
    example: null,
  })
  ended!: string | null;
}

export function guardianshipBody(row: Guardianship): Sent<GuardianshipBody> {
  return {
    id: row.id,
    guardian: row.guardianId,
    ward: row.wardId,
    evidence: row.evidenceHash,
    from: chinaTimestamp(row.beganAt),
    ended: row.endedAt === null ? null : chinaTimestamp(row.endedAt),
  };
}
