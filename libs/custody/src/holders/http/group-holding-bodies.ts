import { IsText, type Sent } from '@carbon/http';
import type { GroupMember } from '@carbon/identity';
import { type Part, PARTS } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import type { GroupHolding, Parts } from '../persistence/read-group-holdings';

export class GroupPath {
  @IsText({
    description: 'Id or code of the head of the group. 集团上级单位',
    example: 'DEMO-GROUP',
    min: 2,
    max: 40,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  })
  holder!: string;
}

const PARTS_SCHEMA = {
  type: 'object' as const,
  properties: Object.fromEntries(
    PARTS.map((part) => [part, { type: 'string' as const, format: 'whole-number' }]),
  ),
  additionalProperties: false,
  example: { available: '90', frozen: '10', locked: '0', pledged: '0', judicial: '0', pending: '0' },
};

class GroupLineBody {
  @ApiProperty({ description: 'Code of the holder. 持有人代码', example: 'DEMO-POWER' })
  holder!: string;

  @ApiProperty({ ...PARTS_SCHEMA, description: 'What it holds in its own accounts. 本单位余额构成' })
  parts!: Record<Part, string>;

  @ApiProperty({ format: 'whole-number', description: 'All parts together. 合计', example: '100' })
  total!: string;
}

export class GroupHoldingBody {
  @ApiProperty({ description: 'Code of the instrument. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ description: 'Kind of the instrument. 品种类型', example: 'green-certificate' })
  kind!: string;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'certificate' })
  unit!: string;

  @ApiProperty({ ...PARTS_SCHEMA, description: 'Of the whole group, each part by itself. 集团余额构成' })
  parts!: Record<Part, string>;

  @ApiProperty({ format: 'whole-number', description: 'All parts together. 合计', example: '100' })
  total!: string;

  @ApiProperty({ type: [GroupLineBody], description: 'What each holds; it is theirs. 各成员持有' })
  members!: Sent<GroupLineBody>[];
}

/** Lines in the order of the group: its head first, then by code. */
export function groupHoldingBody(
  { instrument, kind, unit, parts, lines }: GroupHolding,
  group: readonly GroupMember[],
): Sent<GroupHoldingBody> {
  const members = group.flatMap(({ id, code }) =>
    lines
      .filter(({ holderId }) => holderId === id)
      .map((line) => ({ holder: code, ...quantities(line.parts) })),
  );
  return { instrument, kind, unit, ...quantities(parts), members };
}

function quantities(parts: Parts): { readonly parts: Record<Part, string>; readonly total: string } {
  const texts = Object.fromEntries(PARTS.map((part) => [part, parts[part].toString()]));
  const total = PARTS.reduce((sum, part) => sum + parts[part], 0n);
  return { parts: texts as Record<Part, string>, total: total.toString() };
}
