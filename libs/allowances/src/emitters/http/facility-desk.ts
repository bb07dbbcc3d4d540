import { Database } from '@carbon/database';
import { type Caller, Once, pageBody, pageOf, type PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaDate, type Page } from '@carbon/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { FacilityLevel } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import { type Facility, findFacility, readFacilities, readVersions } from '../persistence/facilities';
import { facilityUnknown } from '../domain/refusals';
import { changeFacility, facilityInReach } from '../use-cases/enter-facility';
import { EMITTER_DESK } from './desk-of';
import { type FacilityVersionBody, versionBody } from './facility-bodies';

interface ChangeSent {
  readonly effectiveFrom: ChinaDate;
  readonly facts: object;
  readonly reason: string;
  readonly document?: string;
}

/** What sites, units and devices answer alike. */
@Injectable()
export class FacilityDesk {
  constructor(
    readonly database: Database,
    readonly once: Once,
    @Inject(EMITTER_DESK) readonly desk: EmitterDesk,
  ) {}

  /** @throws Refusal EMITTERS_FACILITY_UNKNOWN */
  async one(level: FacilityLevel, id: string, { reach }: Caller, on?: ChinaDate): Promise<Facility> {
    const day = on ?? chinaDate(this.desk.clock.now());
    const found = await findFacility(this.database, { level, id, reach, on: day });
    if (found === undefined) throw facilityUnknown(level, id);
    return found;
  }

  list<B>(
    level: FacilityLevel,
    of: { readonly parentId?: string; readonly holderIds?: readonly string[] | undefined },
    query: PageQuery & { readonly on?: ChinaDate },
    { reach }: Pick<Caller, 'reach'>,
    body: (facility: Facility) => B,
  ): Promise<Page<B>> {
    const on = query.on ?? chinaDate(this.desk.clock.now());
    const page = pageOf(query, ['text', 'id']);
    return readFacilities(this.database, { level, reach, on, ...of }, page).then((found) =>
      pageBody(found, body),
    );
  }

  async versions(
    level: FacilityLevel,
    id: string,
    query: PageQuery,
    caller: Caller,
  ): Promise<Page<Sent<FacilityVersionBody>>> {
    const { version } = await facilityInReach(this.database, level, id, caller, this.desk.clock.now());
    const page = await readVersions(this.database, id, pageOf(query, ['number']));
    return pageBody(page, versionBody(version));
  }

  async change(
    level: FacilityLevel,
    id: string,
    body: ChangeSent,
    caller: Caller,
    key: string,
  ): Promise<Facility> {
    const { document, ...change } = body;
    const request = { caller, operation: `emission-${level}s.change`, key, body: { id, body } };
    const answer = await this.once.run(request, (tx) =>
      changeFacility(
        tx,
        this.desk,
        { level, id, ...change, documentHash: document },
        caller,
        this.desk.clock.now(),
      ),
    );
    return answer.body;
  }
}
