import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenApiAdditions } from './openapi-additions';

export interface OpenApiOptions {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

class TextBody {
  @ApiProperty({ description: '中文', example: '余额不足' })
  zh!: string;

  @ApiProperty({ description: 'English', example: 'The balance is too small' })
  en!: string;
}

class FieldFaultBody {
  @ApiProperty({ description: 'Path of the field. 字段路径', example: 'months[3].energyWh' })
  field!: string;

  @ApiProperty({ description: 'What it breaks. 违反的规则', example: 'positive' })
  rule!: string;

  @ApiProperty({ type: TextBody, description: 'The sentence in both languages. 双语说明' })
  message!: TextBody;
}

/** The form of every error (RFC 9457). */
export class ProblemBody {
  @ApiProperty({
    format: 'uri',
    description: 'The kind of problem. 问题类型',
    example: 'urn:carbon-ledger:problem:INPUT_MALFORMED',
  })
  type!: string;

  @ApiProperty({ description: 'The HTTP status in words. 状态', example: 'Bad Request' })
  title!: string;

  @ApiProperty({ type: 'integer', description: 'HTTP status. 状态码', example: 400 })
  status!: number;

  @ApiProperty({ description: 'Stable code of the problem. 稳定错误码', example: 'INPUT_MALFORMED' })
  code!: string;

  @ApiProperty({
    description: 'One sentence in the language of Accept-Language. 说明',
    example: '输入有误：quantity',
  })
  detail!: string;

  @ApiProperty({ type: TextBody, description: 'The sentence in both languages. 双语说明' })
  messages!: TextBody;

  @ApiProperty({
    required: false,
    description: 'Rule of the scheme that refused. 规则编号',
    example: 'GEC-009',
  })
  rule?: string;

  @ApiProperty({
    required: false,
    type: FieldFaultBody,
    isArray: true,
    description: 'Faults by field. 字段错误',
  })
  fields?: FieldFaultBody[];

  @ApiProperty({
    required: false,
    additionalProperties: { type: 'string' },
    type: Object,
    description: 'Facts of the case; quantities as decimal strings. 细节',
    example: { account: 'CL-100-1024-0-28', held: '5' },
  })
  details?: Record<string, string>;

  @ApiProperty({
    description: 'Names this request in the logs. 关联编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  correlationId!: string;
}

/** Every operation may answer these besides its own. */
const PROBLEMS: Readonly<Record<string, string>> = {
  '400': 'The input is malformed; `fields` names each fault. 输入有误',
  '401': 'No API key, or a wrong one. 未认证',
  '403': 'The key lacks the permission. 无权限',
  '404': 'There is no such thing. 不存在',
  '409': 'Conflict with what is there, or the idempotency key was used otherwise. 冲突',
  '422': 'A rule refuses. 规则不允许',
  '500': 'A fault of ours. 内部错误',
  '503': 'Not available now; see Retry-After. 暂不可用',
};

/**
 * Publishes the OpenAPI document at /docs/json and its reader at /docs. The document is written when somebody first asks
 * for it: it takes as long as the rest of the start.
 */
export function publishOpenApi(app: NestFastifyApplication, options: OpenApiOptions): void {
  SwaggerModule.setup('docs', app, () => documentOf(app, options), {
    jsonDocumentUrl: 'docs/json',
    yamlDocumentUrl: 'docs/yaml',
  });
}

function documentOf(app: NestFastifyApplication, options: OpenApiOptions): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(options.title)
    .setDescription(options.description)
    .setVersion(options.version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key. API 密钥' }, 'api-key')
    .build();
  const additions = app.get(OpenApiAdditions, { strict: false }).all();
  const extraModels = [ProblemBody, ...additions.flatMap(({ models }) => models)];
  const document = SwaggerModule.createDocument(app, config, { extraModels });
  addProblems(document);
  for (const { amend } of additions) amend(document);
  return document;
}

function addProblems(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (operation === undefined) continue;
      for (const [status, description] of Object.entries(PROBLEMS)) {
        if (operation.security === undefined && (status === '401' || status === '403')) continue;
        operation.responses[status] ??= {
          description,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemBody' } } },
        };
      }
    }
  }
}
