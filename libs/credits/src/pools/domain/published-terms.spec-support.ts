import { weekendsAnd } from '@carbon/rules/domain';

/** Monday to Friday, without holidays. */
export const workingCalendarOfWeekends = weekendsAnd('cn', []);
