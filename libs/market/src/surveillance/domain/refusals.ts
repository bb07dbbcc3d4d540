import { Refusal } from '@carbon/kernel';

export const alertUnknown = (alert: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_ALERT_UNKNOWN',
    404,
    { zh: `预警 ${alert} 不存在`, en: `There is no alert ${alert}` },
    { details: { alert } },
  );

export const alertDismissed = (alert: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_ALERT_DISMISSED',
    409,
    { zh: `预警 ${alert} 已解除`, en: `The alert ${alert} was dismissed` },
    { details: { alert } },
  );

export const assigneeUnfit = (member: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_ASSIGNEE_UNFIT',
    422,
    {
      zh: `成员 ${member} 无权处理异常交易预警`,
      en: `The member ${member} may not work on alerts`,
    },
    { details: { member } },
  );

/** REG-001: to dismiss a severe alert takes somebody who looked into it, and another who dismisses it. */
export const notAssignedYet = (alert: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_NOT_ASSIGNED',
    409,
    {
      zh: `严重预警 ${alert} 尚未指派承办人，不能解除`,
      en: `The severe alert ${alert} is assigned to nobody yet and cannot be dismissed`,
    },
    { rule: 'REG-001', details: { alert } },
  );

export const sameEyes = (alert: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_SAME_EYES',
    403,
    {
      zh: `严重预警 ${alert} 的承办人不能自行解除，须由另一人办理`,
      en: `Whoever the severe alert ${alert} is assigned to does not dismiss it: another person does`,
    },
    { rule: 'REG-001', details: { alert } },
  );

export const personNeeded = (): Refusal =>
  new Refusal(
    'SURVEILLANCE_PERSON_NEEDED',
    403,
    { zh: '严重预警须由自然人解除', en: 'A severe alert is dismissed by a person, not by a machine' },
    { rule: 'REG-001' },
  );

export const measureMissing = (): Refusal =>
  new Refusal(
    'SURVEILLANCE_MEASURE_MISSING',
    422,
    {
      zh: '提出措施时应注明暂停交易账户的待办编号，或已停牌的品种',
      en: 'A measure names the task that asks for it, or the instrument that was halted',
    },
    { rule: 'TRD-018' },
  );

export const taskUnknown = (task: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_TASK_UNKNOWN',
    422,
    { zh: `待办 ${task} 不存在`, en: `There is no task ${task}` },
    { rule: 'TRD-018', details: { task } },
  );

export const notHalted = (instrument: string): Refusal =>
  new Refusal(
    'SURVEILLANCE_NOT_HALTED',
    422,
    { zh: `品种 ${instrument} 未停牌`, en: `The instrument ${instrument} is not halted` },
    { rule: 'TRD-018', details: { instrument } },
  );

export const marketUnknown = (market: string): Refusal =>
  new Refusal(
    'EXCHANGE_MARKET_UNKNOWN',
    404,
    { zh: `没有市场 ${market}`, en: `There is no market ${market}` },
    { details: { market } },
  );

export const instrumentElsewhere = (instrument: string, market: string): Refusal =>
  new Refusal(
    'EXCHANGE_INSTRUMENT_UNKNOWN',
    404,
    {
      zh: `品种 ${instrument} 不在市场 ${market} 挂牌`,
      en: `The instrument ${instrument} is not traded in the market ${market}`,
    },
    { details: { instrument, market } },
  );
