import { IsText } from '@carbon/http';

/** The public number of a monitoring report. */
export function IsReportNumber(description = 'Number of the report. 减排量核算报告编号'): PropertyDecorator {
  return IsText({ description, example: 'MR000001', max: 20, pattern: /^MR\d{6,18}$/ });
}
