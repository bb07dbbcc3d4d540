import { Contents } from '@carbon/documents';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import { VerifiedListeners } from '../../verified/verified-listeners';
import type { ReportDesk } from '../desk';

/** Injection token of what the use cases of reports and verification work with. */
export const REPORT_DESK = Symbol('allowances.report-desk');

export const reportDeskProvider: FactoryProvider<ReportDesk> = {
  provide: REPORT_DESK,
  inject: [CLOCK, Rulebook, Contents, VerifiedListeners],
  useFactory: (
    clock: Clock,
    rulebook: Rulebook,
    contents: Contents,
    listeners: VerifiedListeners,
  ): ReportDesk => ({
    ...{ clock, contents, listeners },
    packs: (reader) => rulebook.packs(reader),
  }),
};
