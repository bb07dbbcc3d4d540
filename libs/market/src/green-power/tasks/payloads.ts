import { IsFlag, IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

/** Payload of the task kind `green-power-participant`. */
export class GreenPowerParticipantPayload {
  @IsText({
    description: 'Code of the holder that is let in. 准入主体代码',
    max: 40,
    pattern: HOLDER,
    example: 'DEMO-PARK',
  })
  holder!: string;

  @IsFlag({ description: 'May offer energy of its plants. 是否可出售', example: true })
  maySell!: boolean;

  @IsFlag({ description: 'May buy energy. 是否可购买', example: true })
  mayBuy!: boolean;

  @IsAccountNumber({
    description: 'Its funds account; the first, or a new one, when absent. 资金账户',
    optional: true,
    example: 'CL-400-1030-0-11',
  })
  fundsAccount?: string;
}

/** Payload of the task kind `green-power-participant-end`. */
export class GreenPowerParticipantEndPayload {
  @IsText({ description: 'Code of the holder. 主体代码', max: 40, pattern: HOLDER, example: 'DEMO-PARK' })
  holder!: string;

  @IsText({ description: 'Why. 事由', max: 500, example: '迁出园区' })
  endReason!: string;
}
