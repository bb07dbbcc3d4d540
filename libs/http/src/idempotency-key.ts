import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { fault, malformed } from '@carbon/kernel';
import type { FastifyRequest } from 'fastify';

const PRINTABLE = /^[\x21-\x7e]{8,200}$/;

/** @throws Refusal INPUT_MALFORMED naming the header */
export function parseIdempotencyKey(header: unknown): string {
  if (typeof header === 'string' && PRINTABLE.test(header)) return header;
  const absent = header === undefined || header === '';
  throw malformed([
    absent
      ? fault('Idempotency-Key', 'required', 'this header is required here', '缺少此请求头')
      : fault(
          'Idempotency-Key',
          'format',
          'must be 8 to 200 printable ASCII characters without spaces',
          '应为 8 至 200 个可打印 ASCII 字符，不含空格',
        ),
  ]);
}

/** The key under which a request happens once (INV-06). Each POST that moves or creates something takes it. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  parseIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

/** Describes the header on a route in the OpenAPI document. */
export function NeedsIdempotencyKey(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'Chosen by the caller: the same key and content happen once and get the same answer; the same key with ' +
        'other content is refused with 409. 同一幂等键与内容只办理一次；内容不同则返回 409。',
      schema: { type: 'string', minLength: 8, maxLength: 200 },
      example: 'order-2026-03-0001',
    }),
  );
}
