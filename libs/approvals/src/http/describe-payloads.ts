import type { OpenApiAddition } from '@carbon/http';
import { getSchemaPath } from '@nestjs/swagger';
import type { TaskKinds } from '../task-kind';
import { ProposeTaskBody } from './task-bodies';

/** The payload of a proposal in the OpenAPI document: that of one of the kinds the rooms brought. */
export function describePayloads(kinds: TaskKinds): OpenApiAddition {
  const models = [...new Set(kinds.all().map(({ payload }) => payload))];
  return {
    models,
    amend: ({ components }) => {
      const body = components?.schemas?.[ProposeTaskBody.name];
      const payload = body !== undefined && 'properties' in body ? body.properties['payload'] : undefined;
      if (payload === undefined || '$ref' in payload || models.length === 0) return;
      payload.anyOf = models.map((model) => ({ $ref: getSchemaPath(model) }));
      delete payload.additionalProperties;
    },
  };
}
