import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { CAD_TRUST_PROJECT_STATUSES } from '../domain/cad-trust-project';

export class CadTrustIssuanceBody {
  @ApiProperty({ description: 'First day. 起始日', format: 'date', example: '2026-01-01' })
  startDate!: string;
  @ApiProperty({ description: 'Last day. 截止日', format: 'date', example: '2026-03-31' })
  endDate!: string;
  @ApiProperty({ description: 'How it was verified. 核查方式', example: 'Not Determined' })
  verificationApproach!: string;
  @ApiProperty({ description: 'Who verified it. 核查机构', example: 'Example Verification' })
  verificationBody!: string;
  @ApiProperty({ description: 'Units. 数量', example: '7719' })
  quantity!: string;
}

/** A project in the field names of the CAD Trust data model; `Not Determined` where nobody told us. */
export class CadTrustProjectBody {
  @ApiProperty({ description: 'Number here. 项目编号', example: 'PJ000001' })
  projectId!: string;
  @ApiProperty({ description: 'Number in the registry of origin. 原登记编号', example: 'PJ000001' })
  originProjectId!: string;
  @ApiProperty({ description: 'Registry now. 当前登记机构', example: 'Carbon Ledger' })
  currentRegistry!: string;
  @ApiProperty({ description: 'Registry of origin. 原登记机构', example: 'Carbon Ledger' })
  registryOfOrigin!: string;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  program!: string;
  @ApiProperty({ description: 'Name. 项目名称', example: 'Example offshore wind 示例海上风电' })
  projectName!: string;
  @ApiProperty({
    description: 'The public page. 公开链接',
    example: 'https://carbon.example/v1/public/projects/PJ000001',
  })
  projectLink!: string;
  @ApiProperty({ description: 'Owner. 项目业主', example: 'Example Wind Power Co., Ltd.' })
  projectDeveloper!: string;
  @ApiProperty({
    description: 'Sector. 行业',
    example: 'Electricity; gas, steam and air conditioning supply',
  })
  sector!: string;
  @ApiProperty({ description: 'Type. 项目类型', example: 'Not Determined' })
  projectType!: string;
  @ApiProperty({ description: 'Whether a national contribution covers it. 是否纳入 NDC', example: 'Unknown' })
  coveredByNDC!: string;
  @ApiProperty({ enum: CAD_TRUST_PROJECT_STATUSES, description: 'Status. 状态', example: 'Registered' })
  projectStatus!: string;
  @ApiProperty({ description: 'Since when. 状态日期', format: 'date', example: '2026-05-02' })
  projectStatusDate!: string;
  @ApiProperty({ description: 'What one unit is. 单位', example: 'tCO2e' })
  unitMetric!: string;
  @ApiProperty({ description: 'Methodology. 方法学', example: 'CCER-01-002-V01' })
  methodology!: string;
  @ApiProperty({ description: 'Who validated it. 审定机构', example: 'Example Validation' })
  validationBody!: string;
  @ApiProperty({
    required: false,
    description: 'Day of the validation. 审定日',
    format: 'date',
    example: '2026-04-01',
  })
  validationDate?: string;
  @ApiProperty({ type: [CadTrustIssuanceBody], description: 'What was registered of it. 已登记减排量' })
  issuances!: readonly Sent<CadTrustIssuanceBody>[];
}
