import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { type ChinaDate, chinaDate, type Clock, type Page, toPage } from '@carbon/kernel';
import { latestFirst, versionOn } from '@carbon/rules';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { packChanges } from '../domain/pack-changes';
import { certaintyOf, valuesOf } from '../domain/pack-content';
import { packUnknown, versionUnknown } from '../domain/refusals';
import type { RuleFamily } from '../domain/rule-families';
import { standing } from '../domain/version-standing';
import type { StoredVersion } from '../persistence/read-versions';
import { Rulebook } from '../rulebook';
import {
  changeBody,
  contentBody,
  RulePackBody,
  RulePackCompareQuery,
  RulePackComparisonBody,
  RulePackContentBody,
  RulePackPath,
  RulePackValuesQuery,
  RulePackVersionBody,
  RulePackVersionPath,
  versionBody,
} from './rule-pack-bodies';

/** Rules are public: what the platform calculates by, in which version, from which source. */
@ApiTags('rule-packs')
@Controller('v1/rule-packs')
export class RulePacksController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Rule packs with the version in force. 规则包' })
  @AnswersPageOf(RulePackBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<RulePackBody>>> {
    const { limit, after } = pageOf(query, ['text']);
    const families = this.rulebook.families.all().filter(({ packs }) => packs.id > (after?.[0] ?? ''));
    const page = toPage(families, limit, ({ packs }) => [packs.id]);
    const { versions } = await this.rulebook.read(this.database);
    const items: Sent<RulePackBody>[] = [];
    for (const family of page.items) {
      items.push(
        await this.packBody(
          family,
          versions.filter(({ id }) => id === family.packs.id),
        ),
      );
    }
    return { ...page, items };
  }

  @Get(':id')
  @PublicRoute()
  @ApiOperation({ summary: 'Versions of a rule pack, what begins last first. 规则包的版本' })
  @AnswersPageOf(RulePackVersionBody)
  async versions(
    @Param() { id }: RulePackPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<RulePackVersionBody>>> {
    const { limit, after } = pageOf(query, ['text', 'text']);
    const family = [...(await this.family(id))].sort(latestFirst);
    const [from, version] = after ?? [];
    const last =
      from === undefined || version === undefined ? undefined : { effectiveFrom: from as ChinaDate, version };
    const later = last === undefined ? family : family.filter((one) => latestFirst(one, last) > 0);
    const page = toPage(later, limit, (one) => [one.effectiveFrom, one.version]);
    return { ...page, items: page.items.map((one) => versionBody(one, family, this.today())) };
  }

  @Get(':id/versions/:version')
  @PublicRoute()
  @ApiOperation({
    summary: 'One version with all its values: rule, source, certainty, dates. 规则包版本全文',
  })
  @ApiOkResponse({ type: RulePackContentBody })
  async content(
    @Param() { id, version }: RulePackVersionPath,
    @Query() { on }: RulePackValuesQuery,
  ): Promise<Sent<RulePackContentBody>> {
    const family = await this.family(id);
    const found = versionIn(family, id, version);
    const content = await this.rulebook.content(this.database, found);
    return contentBody(found, family, content, { today: this.today(), on });
  }

  @Get(':id/compare')
  @PublicRoute()
  @ApiOperation({ summary: 'What differs between two versions. 版本比较' })
  @ApiOkResponse({ type: RulePackComparisonBody })
  async compare(
    @Param() { id }: RulePackPath,
    @Query() query: RulePackCompareQuery,
  ): Promise<Sent<RulePackComparisonBody>> {
    const family = await this.family(id);
    const [from, to] = [versionIn(family, id, query.from), versionIn(family, id, query.to)];
    const before = await this.rulebook.content(this.database, from);
    const after = await this.rulebook.content(this.database, to);
    return {
      id,
      from: { version: from.version, hash: from.hash },
      to: { version: to.version, hash: to.hash },
      changes: packChanges(before, after).map(changeBody),
    };
  }

  private async packBody(
    { packs, readsApproved }: RuleFamily,
    family: readonly StoredVersion[],
  ): Promise<Sent<RulePackBody>> {
    const today = this.today();
    const counting = standing(family);
    const found = versionOn(counting, today);
    const coming = [...counting].sort(latestFirst).findLast(({ effectiveFrom }) => effectiveFrom > today);
    const content = found === undefined ? undefined : await this.rulebook.content(this.database, found);
    return {
      id: packs.id,
      title: (found ?? coming ?? counting.at(-1))?.title ?? { zh: packs.id, en: packs.id },
      version: found?.version ?? null,
      hash: found?.hash ?? null,
      effectiveFrom: found?.effectiveFrom ?? null,
      certainty: content === undefined ? null : certaintyOf(valuesOf(content, today)),
      origin: found?.origin ?? null,
      versions: family.length,
      coming: coming === undefined ? null : { version: coming.version, effectiveFrom: coming.effectiveFrom },
      approvable: readsApproved,
    };
  }

  /** @throws Refusal RULE_PACK_UNKNOWN (404) */
  private async family(id: string): Promise<readonly StoredVersion[]> {
    if (this.rulebook.families.find(id) === undefined) throw packUnknown(id);
    return (await this.rulebook.read(this.database)).versions.filter((one) => one.id === id);
  }

  private today(): ChinaDate {
    return chinaDate(this.clock.now());
  }
}

/** @throws Refusal RULE_PACK_VERSION_UNKNOWN (404) */
function versionIn(family: readonly StoredVersion[], id: string, version: string): StoredVersion {
  const found = family.find((one) => one.version === version);
  if (found === undefined) throw versionUnknown(id, version);
  return found;
}
